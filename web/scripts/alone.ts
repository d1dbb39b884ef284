/**
 * Builds a page by itself, after the others, into the same folder.
 *
 * A page that shares nothing with the others can have its first script in one file, with no byte in it that its first
 * screen doesn't need: what counts where the line is slow and the browser asks for six files at a time.
 */
import { build, type Plugin, type ResolvedConfig } from "vite";

/** The mode in which a page is built by itself. */
export const modeOf = (page: string): string => `alone-${page}`;

/** The Vite plugin; `page` is left out of the ordinary build. */
export function alone(page: string): Plugin {
  let config: ResolvedConfig;
  return {
    name: "onesign-alone",
    apply: "build",
    configResolved(resolved) {
      config = resolved;
    },
    closeBundle: {
      order: "post",
      sequential: true,
      async handler(error) {
        if (error || config.mode === modeOf(page) || !config.build.write) return;
        await build({
          root: config.root,
          configFile: config.configFile || false,
          mode: modeOf(page),
          logLevel: config.logLevel,
          build: { outDir: config.build.outDir, emptyOutDir: false },
        });
      },
    },
  };
}
