/** The recipient's actions on the signing page. */
import assert from "node:assert/strict";

/** Opens a link and continues to the letter. */
export async function arrive(page, link) {
  await page.goto(link);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "I agree" }).waitFor();
}

/** Continues from the letter to the document. */
export async function agree(page) {
  await page.getByRole("button", { name: "I agree" }).click();
  await page.locator("footer .go").waitFor();
}

/** Draws two strokes on the pad. */
export async function draw(page) {
  const box = await page.getByLabel("Drawing pad").boundingBox();
  const at = (x, y) => page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 6 });
  await at(0.15, 0.6);
  await page.mouse.down();
  for (const [x, y] of [
    [0.25, 0.2],
    [0.33, 0.75],
    [0.42, 0.25],
    [0.5, 0.7],
    [0.62, 0.35],
    [0.75, 0.6],
  ])
    await at(x, y);
  await page.mouse.up();
  await at(0.2, 0.8);
  await page.mouse.down();
  await at(0.85, 0.72);
  await page.mouse.up();
}

/** In the open dialog: types (the known name) or draws, and uses the mark for all similar fields. */
export async function adopt(page, { drawn = false } = {}) {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Use th/ }).waitFor();
  if (drawn) {
    await dialog.getByText("Draw", { exact: true }).click();
    await draw(page);
  }
  await dialog.getByRole("button", { name: /^Use th/ }).click();
  const more = dialog.getByRole("button", { name: /^In (both|all) / });
  await Promise.race([
    more.waitFor(),
    dialog.waitFor({ state: "detached" }),
    dialog.waitFor({ state: "hidden" }),
  ]);
  if (await more.isVisible()) await more.click();
  await dialog.waitFor({ state: "hidden" });
}

/** Presses Next until everything is filled and the review is open. Returns the names of the fields in order. */
export async function fillAll(page, { drawn = false, text = "Northwind Ltd" } = {}) {
  const bar = page.locator("footer").last();
  const order = [];
  for (let turn = 0; turn < 30; turn++) {
    const go = bar.locator(".go");
    const last = (await go.innerText()) === "Review";
    await go.click();
    if (last) {
      await page.getByRole("heading", { name: "Review and finish" }).waitFor();
      return order;
    }
    order.push(await bar.locator("#step-label").innerText());
    const entry = bar.locator(".entry").first();
    await entry.waitFor();
    const box = entry.getByRole("checkbox");
    const empty = entry.getByRole("button", { name: /^Add your / });
    const again = entry.getByRole("button", { name: /Use (this signature|these initials)$/ });
    const words = entry.getByRole("textbox");
    if (await box.count()) await box.check();
    else if (await empty.count()) {
      await empty.click();
      await adopt(page, { drawn });
    } else if (await again.count()) await again.click();
    else if ((await words.count()) && !(await words.inputValue())) await words.fill(text);
  }
  assert.fail("Next never led to the review");
}

export async function finish(page) {
  await page.getByRole("dialog").getByRole("button", { name: "Finish" }).click();
  await page.getByRole("heading", { name: "You have signed" }).waitFor();
}

/** Opens the menu and presses one of its items. */
export async function choose(page, name) {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.locator("#menu").getByRole("button", { name }).click();
}
