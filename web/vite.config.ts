import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { alone, modeOf } from "./scripts/alone.ts";
import { compress } from "./scripts/compress.ts";
import { messages } from "./scripts/messages.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Each `entries/<surface>.ts` has its page `<surface>.html`. */
const pages = readdirSync(at("entries"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));

/** Recipients open it on slow lines, so it is built by itself. */
const ALONE = "sign";
const FIRST = { name: "first", tags: ["$initial" as const], priority: 2 };
const SHARED = { name: "shared", minShareCount: 2, priority: 1 };
const isAlone = (mode: string) => mode === modeOf(ALONE);

export default defineConfig(({ command, mode }) => ({
  base: "/",
  publicDir: false,
  plugins: [svelte(), messages(at("../locales")), compress(), alone(ALONE)],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The policy allows no data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Says that callbacks take time; they have to.
      checks: { pluginTimings: false },
      // Svelte's runtime does nothing by being loaded: each page gets only the parts that it uses.
      treeshake: { moduleSideEffects: (id) => !id.includes("/svelte/src/internal/client/") },
      input: Object.fromEntries(
        pages
          .filter((page) => command === "serve" || (page === ALONE) === isAlone(mode))
          .map((page) => [page, at(`${page}.html`)]),
      ),
      output: {
        ...(isAlone(mode) ? { codeSplitting: { groups: [FIRST, SHARED] } } : {}),
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  // Pages get the small Fluent.
  resolve: { alias: { "@fluent/bundle": at("src/i18n/fluent.ts") } },
}));
