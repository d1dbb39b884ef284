/**
 * House rules that a compiler doesn't know:
 * requests go through src/api only, no literal style attributes and no raw HTML (the content security policy refuses
 * them), and logical CSS properties only (languages that run right to left).
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const RULES = [
  {
    name: "requests outside src/api",
    files: (path) => /^(src|entries)\/.*\.(ts|svelte)$/.test(path) && !path.startsWith("src/api/"),
    pattern: /\bfetch\s*\(|\bXMLHttpRequest\b|\bsendBeacon\b|\bnew\s+WebSocket\b|\bEventSource\b/,
  },
  {
    name: "literal style attribute",
    files: (path) => /\.(svelte|html)$/.test(path),
    pattern: /\sstyle\s*=/,
  },
  {
    name: "raw HTML",
    files: (path) => /\.(svelte|ts)$/.test(path),
    pattern: /\{@html\b|\.innerHTML\b|insertAdjacentHTML/,
  },
  {
    name: "inline script or handler",
    files: (path) => path.endsWith(".html"),
    pattern: /<script(?![^>]*\bsrc=)|\son[a-z]+=/,
  },
  {
    name: "physical CSS property",
    files: (path) => /\.(svelte|css)$/.test(path),
    pattern:
      /(?:^|[\s;{])(?:left|right|(?:margin|padding|border|inset)-(?:left|right)(?:-\w+)?|border-(?:top|bottom)-(?:left|right)-radius|float)\s*:|text-align\s*:\s*(?:left|right)\b|style:(?:left|right)\b/,
  },
];

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (["node_modules", "dist"].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

let found = 0;
for (const file of filesIn(root)) {
  const path = relative(root, file).replaceAll("\\", "/");
  const rules = RULES.filter((rule) => rule.files(path));
  if (rules.length === 0) continue;
  readFileSync(file, "utf8")
    .split("\n")
    .forEach((line, index) => {
      for (const rule of rules) {
        if (!rule.pattern.test(line)) continue;
        console.error(`${path}:${index + 1}: ${rule.name}: ${line.trim()}`);
        found += 1;
      }
    });
}
if (found > 0) {
  console.error(`${found} violation${found === 1 ? "" : "s"}`);
  process.exit(1);
}
