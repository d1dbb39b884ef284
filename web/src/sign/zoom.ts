/** The page size during an open step, so that the text around its field is readable on a phone. */
import type { PageSize, Rect } from "../api/types";

/** Screen pixels per point of the page that make small print readable. */
const READABLE = 1.15;
const LARGEST = 2.5;
/** The space next to a field that fills the width. */
const MARGIN = 16;

/** The factor by which a page should exceed the screen's `shown` pixels: readable, with the whole field in view. */
export function zoomFor(rect: Rect, page: PageSize, shown: number): number {
  if (shown <= 0 || page.w <= 0) return 1;
  const perPoint = (shown * 1_000) / page.w;
  const whole = ((shown - MARGIN) * page.w) / (rect.w * shown);
  const wanted = Math.min(READABLE / perPoint, whole, LARGEST);
  // A smaller gain is not worth a page that scrolls sideways.
  return wanted < 1.15 ? 1 : Math.round(wanted * 100) / 100;
}
