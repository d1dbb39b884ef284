/** A person with a keyboard only. */
import assert from "node:assert/strict";

/** The focused element, in the words of a screen reader. */
export const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label =
      element?.getAttribute("aria-label") ??
      element?.labels?.[0]?.innerText ??
      element?.innerText ??
      "";
    return `${element?.localName} ${label.trim()}`;
  });

/** Presses Tab until an element with this text has the focus. */
export async function tabTo(page, words) {
  const passed = [];
  for (let turn = 0; turn < 40; turn++) {
    const now = await focused(page);
    if (words.test(now)) return;
    passed.push(now);
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reached ${words}: ${passed.join(" | ")}`);
}
