/**
 * Geometry of pages: integers in millipoints, origin at the top left of the displayed page, y down. On screen all
 * values are percentages of the page, so they fit any width.
 */
import type { PageSize, Rect } from "../api/types";

/** A grid of 1/16 inch, so that fields placed by hand line up. */
export const GRID = 4_500;
/** The smallest field that is still visible and pressable. */
export const SMALLEST = { w: 12_000, h: 12_000 };

/** A rectangle as CSS percentages of its page. `left` is physical on purpose, because paper doesn't mirror. */
export interface Percent {
  x: string;
  y: string;
  w: string;
  h: string;
}

export function percent(rect: Rect, page: PageSize): Percent {
  const of = (part: number, whole: number) => `${+((part / whole) * 100).toFixed(4)}%`;
  return {
    x: of(rect.x, page.w),
    y: of(rect.y, page.h),
    w: of(rect.w, page.w),
    h: of(rect.h, page.h),
  };
}

const between = (value: number, low: number, high: number) =>
  Math.min(Math.max(value, low), Math.max(low, high));

/** The rectangle in whole millipoints, at least of the smallest size and entirely on its page. */
export function fit(rect: Rect, page: PageSize): Rect {
  const w = Math.round(between(rect.w, Math.min(SMALLEST.w, page.w), page.w));
  const h = Math.round(between(rect.h, Math.min(SMALLEST.h, page.h), page.h));
  return {
    x: Math.round(between(rect.x, 0, page.w - w)),
    y: Math.round(between(rect.y, 0, page.h - h)),
    w,
    h,
  };
}

/** Millipoints per screen pixel, for a page shown `width` pixels wide. */
export function perPixel(page: PageSize, width: number): number {
  return width > 0 ? page.w / width : 0;
}

export interface Snapped {
  rect: Rect;
  /** The positions of guide lines, in millipoints. */
  guides: { x: number[]; y: number[] };
}

/**
 * Snaps a rectangle to the nearest edge or centre of its neighbours or of the page, within `reach`. Its size stays.
 * Each direction snaps independently.
 */
export function snap(rect: Rect, others: readonly Rect[], page: PageSize, reach: number): Snapped {
  const x = nearest(
    rect.x,
    rect.w,
    [page.w / 2, ...others.flatMap((o) => [o.x, o.x + o.w / 2, o.x + o.w])],
    reach,
  );
  const y = nearest(
    rect.y,
    rect.h,
    others.flatMap((o) => [o.y, o.y + o.h / 2, o.y + o.h]),
    reach,
  );
  return {
    rect: fit({ ...rect, x: rect.x + x.shift, y: rect.y + y.shift }, page),
    guides: { x: x.line === null ? [] : [x.line], y: y.line === null ? [] : [y.line] },
  };
}

function nearest(
  start: number,
  length: number,
  lines: number[],
  reach: number,
): { shift: number; line: number | null } {
  let best: { shift: number; line: number | null } = { shift: 0, line: null };
  let closest = reach;
  for (const line of lines) {
    for (const point of [start, start + length / 2, start + length]) {
      const distance = Math.abs(line - point);
      if (distance <= closest && (distance < closest || best.line === null)) {
        closest = distance;
        best = { shift: line - point, line };
      }
    }
  }
  return best;
}

/** Fields in reading order: by page, then by line, then along the line. */
export function inReadingOrder<T extends { page: number; rect: Rect }>(fields: readonly T[]): T[] {
  return [...fields].sort((a, b) => {
    if (a.page !== b.page) return a.page - b.page;
    const sameLine =
      Math.abs(a.rect.y + a.rect.h / 2 - (b.rect.y + b.rect.h / 2)) <
      Math.min(a.rect.h, b.rect.h) / 2;
    return sameLine ? a.rect.x - b.rect.x : a.rect.y - b.rect.y || a.rect.x - b.rect.x;
  });
}
