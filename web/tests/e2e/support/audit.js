/** Whether everyone can use a page: axe-core in both themes and sizes, and a window of 320 px. */
import assert from "node:assert/strict";
import { axe, DESK, overflow, PHONE, settle, show } from "./browser.js";

const SMALLEST = { width: 320, height: 640 };

export class Audit {
  found = [];

  /** Checks the current page in both themes and sizes. */
  async look(page, name) {
    await settle(page);
    for (const [size, viewport] of [
      ["phone", PHONE],
      ["desk", DESK],
    ]) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"]) {
        await show(page, colorScheme);
        for (const line of await axe(page))
          this.found.push(`${name}, ${size}, ${colorScheme}: ${line}`);
      }
    }
    await page.setViewportSize(SMALLEST);
    const over = await overflow(page);
    if (over > 0) this.found.push(`${name}: ${over} px wider than ${SMALLEST.width} px`);
    await page.setViewportSize(DESK);
  }

  end() {
    assert.equal(this.found.length, 0, `\n${this.found.join("\n")}`);
  }
}
