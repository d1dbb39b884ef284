/** How large pages are laid out while a step is open, so that what the field is about can be read on a phone. */
import type { PageSize, Rect } from "../api/types";

/** Screen pixels for a point of the page at which its small print can be read. */
const READABLE = 1.15;
const LARGEST = 2.5;
/** Room beside a field that fills the width. */
const MARGIN = 16;

/** How many times wider than the screen's `shown` pixels a page should be: readable, with the whole field in view. */
export function zoomFor(rect: Rect, page: PageSize, shown: number): number {
  if (shown <= 0 || page.w <= 0) return 1;
  const perPoint = (shown * 1_000) / page.w;
  const whole = ((shown - MARGIN) * page.w) / (rect.w * shown);
  const wanted = Math.min(READABLE / perPoint, whole, LARGEST);
  // Less isn't worth a page that has to be moved sideways.
  return wanted < 1.15 ? 1 : Math.round(wanted * 100) / 100;
}
