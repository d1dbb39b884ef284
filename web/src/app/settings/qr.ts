import { encode } from "uqr";

/** The light margin that cameras need around a code, in modules. */
const MARGIN = 4;

/** The dark modules of a QR code as one SVG path, and the width of the square around it. */
export function modules(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: "M", border: MARGIN });
  const runs = data.flatMap((row, y) => {
    const line = row.map((dark) => (dark ? "1" : "0")).join("");
    return [...line.matchAll(/1+/g)].map(
      ({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
    );
  });
  return { path: runs.join(""), size };
}
