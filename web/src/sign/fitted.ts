/** Fits an entry into its field as on paper: `stamp/fit.rs` of the press does the same with the printed fonts. */
const USUAL = 11_000;
const SMALLEST = 6_000;
const STEP = 0.94;

/** The height of a line in its field, and the line spacing, in ems. */
const LINE = 1.05;
const LEADING = 1.25;

/** The size in millipoints and the number of lines of a text in a field; `ems` measures a line. */
export function fitted(
  text: string,
  rect: { w: number; h: number },
  ems: (line: string) => number,
): { size: number; lines: number } {
  const widths = text.split("\n").map(ems);
  const room = rect.w - 2 * Math.min(rect.h * 0.08, 2_000);
  const lines = (size: number) =>
    widths.reduce((sum, width) => sum + Math.max(1, Math.ceil((width * size) / room)), 0);
  const fits = (size: number) => ((lines(size) - 1) * LEADING + LINE) * size <= rect.h;
  // A field lower than a line of the smallest size holds one line of its own height.
  const smallest = Math.min(SMALLEST, rect.h / LINE);
  let size = USUAL;
  while (size > smallest && !fits(size)) size = Math.max(smallest, size * STEP);
  return { size: Math.min(size, Math.max(smallest, rect.h / LINE)), lines: lines(size) };
}
