import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(process.cwd(), "styles/tokens.css"), "utf8");

function tokens(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\s*;/g)].map((m) => [m[1]!, m[2]!]),
  );
}
const [start, darkBlock = ""] = css.split("@media (prefers-color-scheme: dark)");
const light = tokens(start ?? "");
const dark = { ...light, ...tokens(darkBlock.split("@media")[0] ?? "") };

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["ground", "paper", "raised"];
const texts = [
  ...grounds.flatMap((ground) =>
    ["ink", "ink-soft", "ink-faint", "blue", "blue-deep", "proven", "unsure", "refused"].map(
      (ink) => [ink, ground],
    ),
  ),
  ["blue-deep", "blue-wash"],
  ["blue", "blue-wash"],
  ["ink", "blue-wash"],
  ["ink-soft", "blue-wash"],
  ["proven", "proven-wash"],
  ["unsure", "unsure-wash"],
  ["refused", "refused-wash"],
  ["ink-soft", "line"],
  ["on-blue", "blue"],
  ["on-blue", "blue-deep"],
  ["on-refused", "refused"],
  ["ground", "ink"],
  ...[1, 2, 3, 4, 5, 6].flatMap((n) =>
    [`who-${n}-wash`, "paper", "raised"].map((ground) => [`who-${n}`, ground]),
  ),
] as [string, string][];
/** Edges of controls need a contrast of 3:1. */
const edges = grounds.map((ground) => ["edge", ground] as [string, string]);

describe.each([
  ["light", light],
  ["dark", dark],
])("%s theme", (_, theme) => {
  it.each(texts)("%s on %s can be read", (ink, ground) => {
    expect(contrast(theme[ink]!, theme[ground]!)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(edges)("%s on %s can be seen", (ink, ground) => {
    expect(contrast(theme[ink]!, theme[ground]!)).toBeGreaterThanOrEqual(3);
  });
});

it("both themes name the same colours", () => {
  const named = Object.keys(tokens(darkBlock.split("@media")[0] ?? "")).sort();
  expect(named).toEqual(Object.keys(light).sort());
});
