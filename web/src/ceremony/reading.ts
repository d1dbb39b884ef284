/** A page as text: runs joined to lines and paragraphs, with the fields where they stand. */
import type { SignerField } from "../api/sign-client";
import type { TextRun } from "../api/types";

export type Passage = { kind: "paragraph"; text: string; heading: boolean } | { kind: "field"; field: SignerField };

interface Line {
  text: string;
  x: number;
  y: number;
  h: number;
  end: number;
}

const middle = (rect: { y: number; h: number }) => rect.y + rect.h / 2;

/** Runs of one line, joined by spaces where there is room between them. */
export function lines(runs: readonly TextRun[]): Line[] {
  const found: Line[] = [];
  for (const { text, rect } of runs) {
    if (!text.trim()) continue;
    const line = found.at(-1);
    const follows = line && Math.abs(middle(line) - middle(rect)) < Math.min(line.h, rect.h) / 2 && rect.x >= line.end - rect.h;
    if (!line || !follows) {
      found.push({ text, x: rect.x, y: rect.y, h: rect.h, end: rect.x + rect.w });
      continue;
    }
    const apart = rect.x - line.end > rect.h * 0.12 && !/\s$/.test(line.text) && !/^\s/.test(text);
    line.text += (apart ? " " : "") + text;
    line.end = rect.x + rect.w;
  }
  return found;
}

/** The page in reading order. Letters much larger than the rest make a heading. */
export function passages(runs: readonly TextRun[], fields: readonly SignerField[]): Passage[] {
  const all = lines(runs);
  const heights = all.map((line) => line.h).sort((a, b) => a - b);
  const usual = heights[Math.floor(heights.length / 2)] ?? 0;
  const edge = Math.max(0, ...all.map((line) => line.end));
  const result: { at: number; passage: Passage }[] = [];
  let last: Line | undefined;
  for (const line of all) {
    const open = result.at(-1)?.passage;
    const heading = line.h > usual * 1.08;
    const near = last && line.y > last.y && line.y - (last.y + last.h) < usual * 0.75 && Math.abs(line.h - last.h) < usual * 0.08;
    // A line that ends early ends its paragraph: headings, list items and rows of tables stay apart.
    const full = last && last.end > edge * 0.85;
    if (near && full && open?.kind === "paragraph") open.text += (open.text.endsWith("-") ? "" : " ") + line.text.trim();
    else result.push({ at: line.y, passage: { kind: "paragraph", text: line.text.trim(), heading } });
    last = line;
  }
  for (const field of fields) {
    const after = result.findIndex((item) => item.passage.kind === "paragraph" && item.at > middle(field.rect));
    const entry = { at: middle(field.rect), passage: { kind: "field", field } as Passage };
    if (after < 0) result.push(entry);
    else result.splice(after, 0, entry);
  }
  return result.map((item) => item.passage);
}
