import type { TextRun } from "../api/types";

let pen: CanvasRenderingContext2D | null | undefined;

/** The factor that stretches a run, set in the system's sans serif at its own height, to its width on the page. */
export function stretch(run: TextRun): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen || !run.text || run.rect.h <= 0) return 1;
  pen.font = "100px sans-serif";
  const natural = (pen.measureText(run.text).width / 100) * run.rect.h;
  return natural > 0 ? +(run.rect.w / natural).toFixed(4) : 1;
}
