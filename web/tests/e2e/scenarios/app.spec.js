/** Data that a sender's app must not lose, and places where it must not mislead. */
import assert from "node:assert/strict";
import { axe, shifts } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { OWNER } from "../support/sender.js";

const HANNA = { name: "Hanna Vik", email: "hanna@customer.example" };
const saved = (page) => page.locator("header .state").getByText("Saved").waitFor();
const title = (page) => page.getByLabel("Title", { exact: true });

test("app: two windows", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  const draft = await owner.draft({ title: "Lease", people: [HANNA] });
  const [first, second] = [await owner.context.newPage(), await owner.context.newPage()];
  for (const page of [first, second]) {
    await page.goto(`/envelopes/${draft.id}`);
    await page.locator("button.box").first().waitFor();
  }
  await title(first).fill("Lease of the first window");
  await saved(first);
  await title(second).fill("Lease of the second window");
  const dialog = second.getByRole("dialog", { name: "This draft was changed in another window" });
  await dialog.getByText("Lease of the first window").waitFor();
  await dialog.getByText("Lease of the second window").waitFor();
  assert.equal(
    (await owner.get(`/v1/envelopes/${draft.id}`)).title,
    "Lease of the first window",
    "nothing was overwritten",
  );
  await dialog.getByRole("button", { name: "Use the other version" }).click();
  await saved(second);
  assert.equal(await title(second).inputValue(), "Lease of the first window");
  await second.getByRole("button", { name: "Undo" }).click();
  await saved(second);
  assert.equal(
    (await owner.get(`/v1/envelopes/${draft.id}`)).title,
    "Lease of the second window",
    "undo brings it back",
  );
  // The first window is now the older one, and keeps its own version.
  await title(first).fill("Lease, final");
  await first
    .getByRole("dialog")
    .getByRole("button", { name: "Keep this window’s version" })
    .click();
  await saved(first);
  assert.equal((await owner.get(`/v1/envelopes/${draft.id}`)).title, "Lease, final");
  // For a field that only moved, both versions show its position.
  await first.locator("button.box").first().focus();
  await first.keyboard.press("Alt+ArrowRight");
  await saved(first);
  await second.locator("button.box").first().focus();
  await second.keyboard.press("Alt+ArrowDown");
  const places = dialog.getByText(/Position: [\d.]+ mm from the left, [\d.]+ mm from the top/);
  await places.nth(1).waitFor();
  const said = await places.allInnerTexts();
  assert.equal(new Set(said).size, 2, `two places are told apart: ${said}`);
  await dialog.getByRole("button", { name: "Use the other version" }).click();
});

test("app: unprintable", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  const draft = await owner.draft({ title: "Party", people: [HANNA] });
  const page = await owner.context.newPage();
  await page.goto(`/envelopes/${draft.id}`);
  const before = await page.locator("button.box").first().boundingBox();
  await title(page).fill("Party \u{e000}");
  await page.getByText("These characters can’t be printed on the document: U+E000").waitFor();
  await saved(page);
  // Invisible details are named too, and none is lost.
  await title(page).fill("Par\u{7}ty \u{feff}\u{e000}");
  await page
    .getByText("These characters can’t be printed on the document: U+0007 U+E000 U+FEFF")
    .waitFor();
  await saved(page);
  assert.equal((await owner.get(`/v1/envelopes/${draft.id}`)).title, "Par\u{7}ty \u{feff}\u{e000}");
  await title(page).fill("\u{feff}Party \u{e000}");
  await page.getByText("These characters can’t be printed on the document: U+E000.").waitFor();
  await title(page).fill("Party \u{e000}");
  await saved(page);
  const after = await page.locator("button.box").first().boundingBox();
  assert.deepEqual(after, before, "nothing moves under the pointer");
  assert.deepEqual(await shifts(page), []);
  await page.reload();
  await page.getByText("These characters can’t be printed on the document: U+E000").waitFor();
  assert.equal(await title(page).inputValue(), "Party \u{e000}", "it was saved");
  await page.getByRole("button", { name: "Check and send" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /can’t be printed/ })
    .click();
  await page.waitForFunction(() => document.activeElement?.id === "title");
  await title(page).fill("Party");
  await page.getByText("These characters can’t be printed").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Check and send" }).click();
  await page.getByRole("heading", { name: "Ready to send" }).waitFor();
});

test("app: overview of pages", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  const draft = await owner.draft({ title: "Many pages", people: [HANNA] });
  const page = await owner.context.newPage();
  await page.goto(`/envelopes/${draft.id}`);
  await page.locator("button.box").first().waitFor();
  await page.getByRole("button", { name: "All pages" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "All pages" });
  const pages = dialog.getByRole("button", { name: /^Page/ });
  await pages.nth(1).waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll("dialog[open] img")].every(
      (image) => image.complete && image.naturalWidth === 400,
    ),
  );
  const found = await axe(page);
  assert.deepEqual(found, []);
  await pages.nth(1).press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await page.waitForFunction(() => document.activeElement?.id === "page-2");
  const top = await page.locator("#page-2").evaluate((paper) => paper.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 300, `page 2 is in view, at ${top}`);
});

test("app: session ends", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  const draft = await owner.draft({ title: "Minutes", people: [HANNA] });
  const page = await owner.context.newPage();
  await page.goto(`/envelopes/${draft.id}`);
  await page.locator("button.box").first().waitFor();
  await owner.context.clearCookies();
  await title(page).fill("Minutes of the last second");
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await page.getByLabel("E-mail", { exact: false }).fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Your unsaved changes have been restored").first().waitFor();
  assert.equal(await title(page).inputValue(), "Minutes of the last second");
  await saved(page);
  await page.reload();
  await page.locator("button.box").first().waitFor();
  assert.equal(await title(page).inputValue(), "Minutes of the last second");
});

test("app: list", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  const word = `Zebra ${Date.now()}`;
  for (let n = 0; n < 53; n++)
    await owner.draft({
      title: `${word} ${n}`,
      people: [{ name: n === 7 ? "Ottilie Quist" : "Somebody", email: "z@customer.example" }],
    });
  const page = await owner.context.newPage();
  const rows = page.locator(".envelopes li");
  await page.goto("/envelopes?show=drafts");
  await rows.nth(49).waitFor();
  const { counts } = await owner.get("/v1/envelopes");
  await page.getByRole("link", { name: `Drafts ${counts.draft}` }).waitFor();
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText(`${word} 0`, { exact: true }).waitFor();
  await page.getByText(`${word} 2`, { exact: true }).click();
  await page.locator("button.box").first().waitFor();
  await page.goBack();
  await page.getByText(`${word} 0`, { exact: true }).waitFor();
  await page.waitForFunction(() => scrollY > 1000);
  assert.ok((await rows.count()) >= 53, "back brings all that was shown");
  // The search finds people by name, and survives going back.
  await page.getByLabel("Search titles and people").fill("ottilie");
  await page.getByText(`${word} 7`, { exact: true }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".envelopes li").length === 1);
  await rows.first().getByRole("link").click();
  await page.locator("button.box").first().waitFor();
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll(".envelopes li").length === 1);
  assert.equal(await page.getByLabel("Search titles and people").inputValue(), "ottilie");
  // A draft that the sender no longer needs.
  await page.getByRole("button", { name: `Delete draft “${word} 7”` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete draft" }).click();
  await page.getByText("No results for “ottilie”").waitFor();
  assert.equal((await owner.get("/v1/envelopes")).counts.draft, counts.draft - 1);
});

test("app: phone", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin, phone: true });
  const draft = await owner.draft({ title: "By thumb", people: [HANNA] });
  const page = await owner.context.newPage();
  await page.goto(`/envelopes/${draft.id}`);
  await page.getByRole("button", { name: "Pages and fields" }).click();
  const box = page.locator("button.box.small");
  await box.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await box.focus();
  const before = await box.boundingBox();
  const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, y + 30, { steps: 6 });
  await page.mouse.up();
  const after = await box.boundingBox();
  assert.ok(after.x < before.x - 20 && after.y > before.y + 10, "a small box is moved");
  assert.ok(Math.abs(after.width - before.width) < 1, "and keeps its size");
  // A touch of the page places the field there.
  const count = await page.locator("button.box").count();
  await page.locator(".palette [data-kind=text]").tap();
  const paper = await page.locator('.page[data-page="1"]').boundingBox();
  const spot = { x: paper.x + paper.width / 2, y: Math.max(paper.y, 120) + 220 };
  await page.touchscreen.tap(spot.x, spot.y);
  await page.waitForFunction(
    (least) => document.querySelectorAll("button.box").length === least,
    count + 1,
  );
  const placed = await page.locator("button.box.selected").boundingBox();
  assert.ok(
    Math.abs(placed.x + placed.width / 2 - spot.x) < 30 &&
      Math.abs(placed.y + placed.height / 2 - spot.y) < 30,
    "there",
  );
  // A recipient's view is a page of its own, with a way back.
  await page.getByRole("button", { name: "Recipients" }).click();
  await page.getByLabel("Preview as a recipient").selectOption({ label: `as ${HANNA.name}` });
  await page.getByRole("button", { name: "Back to editing" }).waitFor();
  assert.equal(await page.locator(".palette").isVisible(), false);
});

/**
 * A field too small for any text is reported while it is placed, in the reader's language, and not only by a refusal.
 */
test("app: too small", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  const draft = await owner.draft({ title: "Tight", people: [HANNA] });
  const { context } = await sender({ baseURL: origin, locale: "de-DE" });
  const page = await context.newPage();
  await page.goto(`/envelopes/${draft.id}`);
  const box = page.locator("button.box", { hasText: "Datum" });
  await box.focus();
  await page.locator("summary", { hasText: "Position in Millimetern" }).click();
  await page.getByLabel("Breite").fill("8");
  await page.getByLabel("Breite").press("Enter");
  await page
    .getByRole("alert")
    .getByText("Dieses Feld ist zu klein: Was darin steht, wäre nicht lesbar. Vergrößern Sie es.")
    .waitFor();
  await page.locator("button.box.wrong").waitFor();
  assert.match(await box.getAttribute("aria-label"), /zu klein/);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Prüfen und senden" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("button", { name: "Das Feld „Datum der Unterschrift“ ist zu klein" })
    .click();
  await page.waitForFunction(() => document.activeElement?.matches("button.box.wrong"));
  await page.getByLabel("Breite").fill("40");
  await page.getByLabel("Breite").press("Enter");
  await page.locator("button.box.wrong").waitFor({ state: "hidden" });
  await page.locator("header .state").getByText("Gespeichert").waitFor();
  await page.getByRole("button", { name: "Prüfen und senden" }).click();
  await dialog.getByText("Bereit zum Senden").waitFor();
});

/** After another window deleted a draft, the page says so and offers a way out. */
test("app: deleted elsewhere", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  await owner.draft({ title: "Still there", people: [HANNA] });
  const draft = await owner.draft({
    title: "Short-lived",
    message: "Words to keep.",
    people: [HANNA],
  });
  const page = await owner.context.newPage();
  await page.goto(`/envelopes/${draft.id}`);
  await page.locator("button.box").first().waitFor();
  const gone = await owner.context.request.delete(`${origin}/v1/envelopes/${draft.id}`, {
    headers: { Origin: origin },
  });
  assert.equal(gone.status(), 204);
  await title(page).fill("Too late");
  const dialog = page.getByRole("dialog", { name: "This draft was deleted" });
  await dialog.getByText("“Too late” was deleted in another window").waitFor();
  await dialog.getByText("Words to keep.").waitFor();
  assert.equal(
    await page.locator("header .state").getByRole("button").count(),
    0,
    "nothing asks to be tried again",
  );
  assert.deepEqual(await axe(page), []);
  await dialog.getByRole("link", { name: "Back to envelopes" }).click();
  await page.getByLabel("Search titles and people").waitFor();
});
