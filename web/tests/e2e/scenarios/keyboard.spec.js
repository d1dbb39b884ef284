/** The whole ceremony without a pointer. */
import { test } from "../support/fixtures.js";
import { focused, tabTo } from "../support/keys.js";

const NINA = { name: "Nina Solberg", email: "nina@customer.example" };

const focusOn = (page, test) => page.waitForFunction(test);

test("keyboard-only ceremony", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({ title: "Keys only", people: [NINA] });
  const page = await (await open()).newPage();
  await page.goto(await owner.link(NINA.email));
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await tabTo(page, /^button Continue/);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "I agree" }).waitFor();
  await tabTo(page, /^button I agree/);
  await page.keyboard.press("Enter");
  await page.locator("footer .go").waitFor();
  await tabTo(page, /^button (Start|Next)/);
  await page.keyboard.press("Enter");
  for (let turn = 0; turn < 12; turn++) {
    await focusOn(
      page,
      () =>
        document.activeElement?.closest("footer .entry") || document.querySelector("dialog[open]"),
    );
    if (await page.getByRole("dialog").count()) break;
    const at = await focused(page);
    if (
      at.startsWith("input") &&
      (await page.locator("footer .entry input[type=checkbox]").count())
    )
      await page.keyboard.press("Space");
    else if (at.startsWith("input")) await page.keyboard.type("Solberg & Co");
    else if (/Add your signature/.test(at)) {
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Use this signature" }).waitFor();
      await tabTo(page, /^button Use this signature/);
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await tabTo(page, /^button (Next|Review)/);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("heading", { name: "Review and finish" }).waitFor();
  await tabTo(page, /^button Finish/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "You have signed" }).waitFor();
});
