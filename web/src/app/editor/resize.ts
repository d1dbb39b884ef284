/** Resizes a field by one of its corners. */
import type { PageSize, Rect } from "../../api/types";
import { SMALLEST } from "../../pdf/geometry";

/** The corner: -1 is the side of the smaller coordinate, 1 the other. */
export interface Corner {
  x: -1 | 1;
  y: -1 | 1;
}
export const CORNERS: readonly Corner[] = [
  { x: 1, y: 1 },
  { x: -1, y: 1 },
  { x: 1, y: -1 },
  { x: -1, y: -1 },
];

/**
 * The start and length of one side after its end (or start) has moved: within the page, and at least the smallest
 * length.
 */
function side(
  from: number,
  length: number,
  by: number,
  end: -1 | 1,
  least: number,
  most: number,
): [number, number] {
  if (end > 0) return [from, Math.round(Math.min(Math.max(least, length + by), most - from))];
  const to = from + length;
  const start = Math.round(Math.max(0, Math.min(from + by, to - least)));
  return [start, to - start];
}

/** The rectangle after the corner has moved by this many millipoints; the opposite corner stays. */
export function pulled(rect: Rect, corner: Corner, dx: number, dy: number, page: PageSize): Rect {
  const [x, w] = side(rect.x, rect.w, dx, corner.x, SMALLEST.w, page.w);
  const [y, h] = side(rect.y, rect.h, dy, corner.y, SMALLEST.h, page.h);
  return { x, y, w, h };
}
