/**
 * Builds a page separately, after the others, into the same folder.
 *
 * A separate page shares no files with the others, so its first script is one file that contains only the code of its
 * first screen. That matters on a slow line, where the browser requests six files at a time.
 */
import { build, type Plugin, type ResolvedConfig } from "vite";

/** The build mode for a separate page. */
export const modeOf = (page: string): string => `alone-${page}`;

/** The Vite plugin; the ordinary build leaves `page` out. */
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
