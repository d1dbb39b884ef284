import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { compress } from "./scripts/compress.ts";
import { messages } from "./scripts/messages.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Each `entries/<surface>.ts` has its page `<surface>.html`. */
const pages = readdirSync(at("entries"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));

export default defineConfig({
  base: "/",
  publicDir: false,
  plugins: [svelte(), messages(at("../locales")), compress()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The policy allows no data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Svelte's runtime does nothing by being loaded: each page gets only the parts that it uses.
      treeshake: { moduleSideEffects: (id) => !id.includes("/svelte/src/internal/client/") },
      input: Object.fromEntries(pages.map((page) => [page, at(`${page}.html`)])),
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
  },
  // Pages get the small Fluent; tests compare it with the reference.
  resolve: process.env["VITEST"] ? { conditions: ["browser"] } : { alias: { "@fluent/bundle": at("src/i18n/fluent.ts") } },
});
