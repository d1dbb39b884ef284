/** A page as text: runs joined to lines and paragraphs, with the fields in their places. */
import type { SignerField } from "../api/sign-client";
import type { TextRun } from "../api/types";

export type Passage =
  | { kind: "paragraph"; text: string; heading: boolean; rtl: boolean }
  | { kind: "field"; field: SignerField };

interface Line {
  text: string;
  x: number;
  y: number;
  h: number;
  end: number;
  /** The text runs from right to left. */
  rtl: boolean;
}

const middle = (rect: { y: number; h: number }) => rect.y + rect.h / 2;

/** Letters of right-to-left scripts such as Hebrew and Arabic, and letters of left-to-right scripts. */
const RIGHT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/gu;
const LETTER = /\p{L}/gu;
const count = (text: string, letters: RegExp) => text.match(letters)?.length ?? 0;

/** Whether most letters of a text run from right to left. */
export const isRightToLeft = (text: string) => count(text, RIGHT) > count(text, LETTER) / 2;

/** Figures with punctuation between them, as in dates: among Arabic letters their parts would change places. */
const apart = (text: string) => text.replace(/\d+(?:[-+/.:]\d+)+/g, "\u2066$&\u2069");

/**
 * The runs of one line in reading order. Runs against the direction of the line, such as a company's name in an Arabic
 * sentence, keep their own order.
 */
function inOrder(runs: readonly TextRun[], rtl: boolean): TextRun[] {
  const along = [...runs].sort((a, b) => (rtl ? b.rect.x - a.rect.x : a.rect.x - b.rect.x));
  const against = (run: TextRun) =>
    isRightToLeft(run.text) !== rtl && (!rtl || /[\p{L}\p{N}]/u.test(run.text));
  const ordered: TextRun[] = [];
  let group: TextRun[] = [];
  for (const run of along) {
    if (against(run)) {
      group.unshift(run);
      continue;
    }
    ordered.push(...group, run);
    group = [];
  }
  return [...ordered, ...group];
}

/** Joins the runs of a line, with spaces at gaps. `usual` is the main direction of the page. */
function lineOf(runs: readonly TextRun[], usual: boolean): Line {
  const all = runs.map((run) => run.text).join("");
  const [right, letters] = [count(all, RIGHT), count(all, LETTER)];
  // A line of figures, or of both kinds of letters, has the direction of the page.
  const rtl = letters === 0 || (right > 0 && right < letters) ? usual : right > 0;
  const [first, ...rest] = (
    rtl || runs.some((run) => isRightToLeft(run.text)) ? inOrder(runs, rtl) : runs
  ) as [TextRun, ...TextRun[]];
  let text = first.text;
  let last = first.rect;
  for (const run of rest) {
    const gap = Math.max(run.rect.x - (last.x + last.w), last.x - (run.rect.x + run.rect.w));
    text +=
      (gap > run.rect.h * 0.12 && !/\s$/.test(text) && !/^\s/.test(run.text) ? " " : "") + run.text;
    last = run.rect;
  }
  const x = Math.min(...runs.map((run) => run.rect.x));
  const end = Math.max(...runs.map((run) => run.rect.x + run.rect.w));
  const { y, h } = (runs[0] as TextRun).rect;
  return { text: rtl ? apart(text) : text, x, y, h, end, rtl };
}

/** The lines of a page, in drawing order. */
export function lines(runs: readonly TextRun[]): Line[] {
  const found: TextRun[][] = [];
  for (const run of runs) {
    if (!run.text.trim()) continue;
    const line = found.at(-1);
    const [first, rect] = [line?.[0]?.rect, run.rect];
    const level = first && Math.abs(middle(first) - middle(rect)) < Math.min(first.h, rect.h) / 2;
    const behind = line?.every(({ rect: { x, w } }) => rect.x >= x + w - rect.h);
    // Right-to-left words come in either order, and the text between them in any.
    const beside = line?.every(
      ({ rect: { x, w } }) => rect.x >= x + w - rect.h || rect.x + rect.w <= x + rect.h,
    );
    if (
      line &&
      level &&
      (behind || (beside && [...line, run].some(({ text }) => isRightToLeft(text))))
    )
      line.push(run);
    else found.push([run]);
  }
  const usual = isRightToLeft(runs.map((run) => run.text).join(""));
  return found.map((line) => lineOf(line, usual));
}

/** The page in reading order. Letters much larger than the rest make a heading. */
export function passages(runs: readonly TextRun[], fields: readonly SignerField[]): Passage[] {
  const all = lines(runs);
  const heights = all.map((line) => line.h).sort((a, b) => a - b);
  const usual = heights[Math.floor(heights.length / 2)] ?? 0;
  const edge = Math.max(0, ...all.map((line) => line.end));
  const start = Math.min(edge, ...all.map((line) => line.x));
  const result: { at: number; passage: Passage }[] = [];
  let last: Line | undefined;
  for (const line of all) {
    const open = result.at(-1)?.passage;
    const heading = line.h > usual * 1.08;
    const near =
      last &&
      line.y > last.y &&
      line.y - (last.y + last.h) < usual * 0.75 &&
      Math.abs(line.h - last.h) < usual * 0.08;
    // A short line ends its paragraph, so headings, list items and table rows stay separate.
    const full =
      last && (last.rtl ? last.x < start + (edge - start) * 0.15 : last.end > edge * 0.85);
    if (near && full && open?.kind === "paragraph" && open.rtl === line.rtl)
      open.text += (open.text.endsWith("-") ? "" : " ") + line.text.trim();
    else
      result.push({
        at: line.y,
        passage: { kind: "paragraph", text: line.text.trim(), heading, rtl: line.rtl },
      });
    last = line;
  }
  for (const field of fields) {
    const after = result.findIndex(
      (item) => item.passage.kind === "paragraph" && item.at > middle(field.rect),
    );
    const entry = { at: middle(field.rect), passage: { kind: "field", field } as Passage };
    if (after < 0) result.push(entry);
    else result.splice(after, 0, entry);
  }
  return result.map((item) => item.passage);
}
