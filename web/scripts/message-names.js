/**
 * Writes the names of all messages as a type, so that the compiler checks every message name, even a computed one. `npm
 * run check` runs it first; Git ignores the file, because it is made from the catalogues.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = at("../types/message-names.d.ts");
const surfaces = JSON.parse(readFileSync(at("surfaces.json"), "utf8"));

const names = new Set();
for (const file of new Set(Object.values(surfaces).flat())) {
  const text = readFileSync(at(`../../locales/en/${file}.ftl`), "utf8");
  for (const [, name] of text.matchAll(/^([a-zA-Z][\w-]*) *=/gm)) names.add(name);
}
const union = [...names].sort().map((name) => `\n    | "${name}"`);
const made = `declare module "virtual:message-names" {\n  export type MessageName =${union.join("")};\n}\n`;

mkdirSync(at("../types"), { recursive: true });
let now = "";
try {
  now = readFileSync(target, "utf8");
} catch {
  // The file does not exist yet.
}
if (now !== made) writeFileSync(target, made);
