/**
 * Writes the TypeScript types of the API from `openapi.json`; with `--check` it only reports whether they are up to
 * date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../openapi.json", import.meta.url);
const target = fileURLToPath(new URL("../src/api/schema.d.ts", import.meta.url));

const head = "/** Made from openapi.json by `npm run api`; changes belong there. */\n\n";
const made = head + astToString(await openapiTS(JSON.parse(readFileSync(source, "utf8"))));
if (process.argv.includes("--check")) {
  let now = "";
  try {
    now = readFileSync(target, "utf8");
  } catch {
    // A missing file counts as outdated.
  }
  if (now !== made) {
    console.error("src/api/schema.d.ts differs from openapi.json: run `npm run api`");
    process.exit(1);
  }
} else writeFileSync(target, made);
