/** What the compiler doesn't know. Styles and the HTML pages, which no parser here reads, are scripts/lint.js's. */
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** Requests go through src/api only, so that each is typed and each failure becomes a problem. */
const REQUESTS = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => ({
  name,
  message: "Requests go through src/api.",
}));

/** The content security policy refuses markup that is made of text, and literal styles. */
const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
  property,
  message: "The content security policy refuses it.",
}));

export default ts.config(
  { ignores: ["dist", "test-results", "types", "src/api/schema.d.ts"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", { max: 60, skipComments: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      // TypeScript knows which names there are.
      "no-undef": "off",
      // Playwright reads from the pattern which fixtures a function wants: none.
      "no-empty-pattern": ["error", { allowObjectPatternsAsParameters: true }],
      // Characters that nobody sees are looked for, by expressions that name them.
      "no-control-regex": "off",
      "no-misleading-character-class": "off",
      // A mustache keeps a space that the compiler would trim.
      "svelte/no-useless-mustaches": "off",
      // What no page shows needs no signals, and the signing page has no bytes for them.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    // A describe block is a list of tests.
    files: ["tests/unit/**"],
    rules: { "max-lines-per-function": "off" },
  },
  {
    files: ["src/**", "entries/**"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-restricted-properties": [
        "error",
        ...MARKUP,
        { object: "navigator", property: "sendBeacon", message: REQUESTS[0].message },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "SvelteAttribute[key.name='style']", message: MARKUP[0].message },
      ],
    },
  },
  {
    files: ["src/**", "entries/**"],
    ignores: ["src/api/**"],
    rules: {
      "no-restricted-globals": ["error", { globals: REQUESTS, checkGlobalObject: true }],
    },
  },
);
