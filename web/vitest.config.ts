import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { messages } from "./scripts/messages.ts";

/** The unit tests. They get Fluent itself, with which they compare the small one that the pages get. */
export default defineConfig({
  plugins: [svelte(), messages(fileURLToPath(new URL("../locales", import.meta.url)))],
  resolve: { conditions: ["browser"] },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
  },
});
