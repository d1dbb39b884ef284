// @vitest-environment node
import { brotliCompressSync, constants } from "node:zlib";
import { build, type Rolldown } from "vite";
import { expect, it, vi } from "vitest";
import { modeOf } from "../../scripts/alone.ts";
import { localesIn } from "../../scripts/messages.ts";

/** The most bytes that may load before the first press, because people open links on slow lines. */
const MAX_FIRST_BYTES = 25 * 1024;

const compressed = (code: string) =>
  brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

it(
  "the signing page begins with few bytes of scripts, in every language",
  { timeout: 60_000 },
  async () => {
    // Builds for the server, not for tests.
    vi.stubEnv("NODE_ENV", "production");
    const made = await build({ mode: modeOf("sign"), logLevel: "silent", build: { write: false } });
    const { output } = made as Rolldown.RolldownOutput;
    for (const locale of localesIn("../locales")) {
      const page = output.find(({ fileName }) => fileName === `sign.${locale}.html`);
      const html = page?.type === "asset" ? String(page.source) : "";
      const asked = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, name]) => name);
      const first = output.flatMap((file) =>
        file.type === "chunk" && asked.includes(file.fileName) ? [compressed(file.code)] : [],
      );
      expect(first.length, locale).toBeGreaterThan(1);
      const bytes = first.reduce((sum, size) => sum + size, 0);
      expect(bytes, locale).toBeLessThanOrEqual(MAX_FIRST_BYTES);
    }
  },
);
