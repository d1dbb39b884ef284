/**
 * For the heading of a page that takes the place of another: what was pressed is gone, and without this the focus would
 * be nowhere. Where something has the focus, it keeps it.
 */
export function heading(element: HTMLElement): void {
  element.tabIndex = -1;
  const now = document.activeElement;
  if (!now || now === document.body) element.focus({ preventScroll: true });
}
