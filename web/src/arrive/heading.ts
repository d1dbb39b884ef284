/**
 * Focuses the heading of a page that replaces another: the pressed element has disappeared, and the focus would be
 * lost. An existing focus stays.
 */
export function heading(element: HTMLElement): void {
  element.tabIndex = -1;
  const now = document.activeElement;
  if (!now || now === document.body) element.focus({ preventScroll: true });
}
