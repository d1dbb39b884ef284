/** Writes `.br` and `.gz` copies of every text file of the build, so that the server never compresses. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(html|js|css|svg|json|txt)$/;

export function compress(): Plugin {
  return {
    name: "onesign-compress",
    apply: "build",
    writeBundle(options, bundle) {
      for (const file of Object.values(bundle)) {
        if (!TEXT.test(file.fileName) || !options.dir) continue;
        const bytes = Buffer.from(file.type === "chunk" ? file.code : file.source);
        const path = join(options.dir, file.fileName);
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        };
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
