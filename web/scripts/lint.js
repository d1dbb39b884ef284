/**
 * House rules outside ESLint's reach: no style attributes, inline scripts or handlers in the HTML pages (the content
 * security policy refuses them), and only logical CSS properties (some languages run right to left).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cwd = fileURLToPath(new URL("..", import.meta.url));

const filesIn = (folder, how, ending) =>
  readdirSync(join(cwd, folder), how)
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name));

const RULES = [
  {
    name: "style attribute, inline script or handler",
    files: () => filesIn(".", { recursive: false }, /\.html$/),
    pattern: /\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+=/,
  },
  {
    name: "physical CSS property",
    files: () =>
      ["src", "styles"].flatMap((folder) =>
        filesIn(folder, { recursive: true }, /\.(svelte|css)$/),
      ),
    pattern:
      /(?:^|[\s;{])(?:left|right|(?:margin|padding|border|inset)-(?:left|right)(?:-\w+)?|border-(?:top|bottom)-(?:left|right)-radius|float)\s*:|text-align\s*:\s*(?:left|right)\b|style:(?:left|right)\b/,
  },
];

let found = 0;
for (const { name, files, pattern } of RULES) {
  for (const path of files()) {
    const lines = readFileSync(join(cwd, path), "utf8").split("\n");
    for (const [index, line] of lines.entries()) {
      if (!pattern.test(line)) continue;
      console.error(`${path}:${index + 1}: ${name}: ${line.trim()}`);
      found += 1;
    }
  }
}
process.exit(found > 0 ? 1 : 0);
