/** Signing on phones in portrait and landscape, at 400 %, and with the right focus. */
import assert from "node:assert/strict";
import { axe, PHONE, rest } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { FIELDS } from "../support/sender.js";
import { adopt, agree, arrive, draw, fillAll, finish } from "../support/signer.js";

const LOW = [
  { width: 844, height: 390 },
  { width: 568, height: 320 },
  { width: 360, height: 225 },
];

/** 1280 × 1024 pixels at 400 %. */
const ZOOMED = { width: 320, height: 256 };

const focused = (page) =>
  page.evaluate(
    () => `${document.activeElement?.localName} ${document.activeElement?.textContent?.trim()}`,
  );

/** The share of the window's height that the bars take, and whether the step's field is between them. */
const view = (page) =>
  page.evaluate(() => {
    const top = document.querySelector(".top");
    const sticky =
      getComputedStyle(top).position === "sticky" ? top.getBoundingClientRect().height : 0;
    const bar = document.querySelector("footer").getBoundingClientRect();
    const field = document.querySelector(".field.now")?.getBoundingClientRect();
    return {
      share: (sticky + bar.height) / innerHeight,
      bottom: innerHeight - bar.bottom,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      inView:
        !!field &&
        field.top >= sticky &&
        field.bottom <= bar.top &&
        field.left >= 0 &&
        field.right <= innerWidth,
      font: field && document.querySelector(".page").getBoundingClientRect().width,
    };
  });

test("small screens", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "On a small screen",
    people: [{ name: "Olga Berg", email: "olga@customer.example" }],
  });
  const link = await owner.link("olga@customer.example");
  const page = await (await open({ phone: true, viewport: LOW[0] })).newPage();
  await page.goto(link);
  const go = await page.getByRole("button", { name: "Continue" }).boundingBox();
  assert.ok(go.y + go.height <= LOW[0].height, "Continue is in view on a phone on its side");
  await arrive(page, link);
  await agree(page);
  await page.setViewportSize(PHONE);
  const footer = page.locator("footer").last();
  await footer.locator(".go").click();
  for (const name of ["Signature", "Company"]) {
    while ((await footer.locator("#step-label").innerText()) !== name)
      await footer.locator(".go").click();
    await rest(page);
    const upright = await view(page);
    assert.ok(upright.inView, `${name} is in view`);
    assert.ok(upright.font > 1.5 * PHONE.width, `the page is laid out larger for ${name}`);
    assert.equal(upright.wide, 0, "only the pages move sideways");
    for (const viewport of LOW) {
      await page.setViewportSize(viewport);
      await rest(page);
      const low = await view(page);
      const at = `${name} at ${viewport.width} × ${viewport.height}`;
      assert.ok(low.share <= 1 / 3, `${at}: bars take ${Math.round(low.share * 100)} %`);
      assert.ok(low.inView, `${at}: the step is kept`);
      assert.ok(low.bottom >= 0 && low.bottom < 1, `${at}: the bar is at the bottom`);
      assert.equal(low.wide, 0, at);
    }
    await page.setViewportSize(PHONE);
    await rest(page);
    assert.ok((await view(page)).inView, `${name} is in view again`);
  }
});

test("drawing on a phone", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Drawn on a phone",
    people: [{ name: "Paula Wirth", email: "paula@customer.example" }],
  });
  const page = await (await open({ phone: true, viewport: { width: 320, height: 568 } })).newPage();
  await arrive(page, await owner.link("paula@customer.example"));
  await agree(page);
  await page.getByRole("button", { name: "Signature, required" }).click();
  const dialog = page.getByRole("dialog");
  const use = dialog.getByRole("button", { name: "Use this signature" });
  await use.waitFor();
  const box = await use.boundingBox();
  assert.ok(box.y + box.height <= 568, "the button is in view on the smallest phone");
  await page.setViewportSize(PHONE);
  await dialog.getByText("Draw", { exact: true }).click();
  await rest(page);
  await use.click();
  await dialog.getByText("Nothing has been drawn yet").first().waitFor();
  const before = await page.getByLabel("Drawing pad").boundingBox();
  assert.ok(
    before.width > 0.85 * PHONE.width && before.height > 0.5 * PHONE.height,
    "the pad fills the sheet",
  );
  await draw(page);
  assert.deepEqual(
    await page.getByLabel("Drawing pad").boundingBox(),
    before,
    "the pad stays under the finger",
  );
  await page.setViewportSize(LOW[0]);
  await rest(page);
  const shown = await page.getByLabel("Drawing pad").evaluate((pad) => {
    const [outer, ...strokes] = [pad, ...pad.querySelectorAll("path:not(.line)")].map((element) =>
      element.getBoundingClientRect(),
    );
    return (
      strokes.length === 2 &&
      strokes.every((inner) => inner.top >= outer.top && inner.bottom <= outer.bottom)
    );
  });
  assert.ok(shown, "what was drawn is in view when the phone is turned");
  await use.click();
  await dialog.waitFor({ state: "hidden" });
  assert.match(await focused(page), /^button (Next|Review)$/);
});

/** At 400 % of 1280 × 1024 pixels: the pad is visible with its buttons, and all others are reachable. */
test("drawing at 400 %", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Drawn at 400 %",
    people: [{ name: "Petra Sand", email: "petra@customer.example" }],
  });
  const page = await (await open({ viewport: ZOOMED })).newPage();
  await arrive(page, await owner.link("petra@customer.example"));
  await agree(page);
  await page.locator("footer .go").click();
  while ((await page.locator("footer #step-label").innerText()) !== "Signature")
    await page.locator("footer .go").click();
  await page.locator("footer .entry").getByRole("button").first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Draw", { exact: true }).click();
  await rest(page);
  const inWindow = async (locator) => {
    const { y, height } = await locator.boundingBox();
    return y >= 0 && y + height <= ZOOMED.height;
  };
  const surface = dialog.getByLabel("Drawing pad");
  assert.ok(await inWindow(surface), "the pad is in view as soon as it is there");
  assert.ok((await surface.boundingBox()).height >= 64, "it is high enough to draw on");
  assert.ok(await inWindow(dialog.getByRole("button", { name: "Clear" })), "so are its buttons");
  await draw(page);
  const use = dialog.getByRole("button", { name: "Use this signature" });
  await use.scrollIntoViewIfNeeded();
  assert.ok(await inWindow(use), "the sheet's button is reached");
  await use.click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Signature, filled in. Change" }).waitFor();
});

/** A new page takes the focus; so does the replacement of a pressed element. */
test("focus while signing", async ({ open, sender }) => {
  const owner = await sender();
  const optional = FIELDS.map((field) => ({ ...field, required: field.kind !== "signature" }));
  await owner.send({
    title: "Never lost",
    people: [{ name: "Quentin Roy", email: "quentin@customer.example" }],
    fields: optional,
  });
  const page = await (await open()).newPage();
  await arrive(page, await owner.link("quentin@customer.example"));
  assert.equal(await focused(page), "h1 Never lost");
  await agree(page);
  assert.match(await focused(page), /^button Next$/);
  assert.equal(
    await page.getByRole("button", { name: "Signature, required" }).count(),
    1,
    "a signature is never optional",
  );
  await page.getByRole("button", { name: "Signature, required" }).click();
  await adopt(page);
  await page.getByRole("button", { name: "Signature: Quentin Roy. Change" }).waitFor();
  assert.match(await focused(page), /^button (Next|Review)$/);
  const mismatched = (
    await axe(page, { rules: { "label-content-name-mismatch": { enabled: true } } })
  ).filter((line) => line.startsWith("label-content"));
  assert.deepEqual(mismatched, [], "what is seen is what is heard");
  await fillAll(page);
  assert.equal(await focused(page), "h2 Review and finish");
  await page.getByRole("dialog").getByText("Signature · page 2").waitFor();
  await finish(page);
  assert.equal(await focused(page), "h1 You have signed");
});

/** The text over a page is for selection and screen readers: it stays invisible in forced-colours mode. */
test("forced colours", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Forced colours",
    people: [{ name: "Rosa Lenz", email: "rosa@customer.example" }],
  });
  const page = await (await open({ forcedColors: "active", dark: true })).newPage();
  await arrive(page, await owner.link("rosa@customer.example"));
  await agree(page);
  const word = page.locator(".page .text span").first();
  await word.waitFor({ state: "attached" });
  const colours = await word.evaluate((element) => [
    getComputedStyle(element).color,
    getComputedStyle(element).backgroundColor,
  ]);
  assert.deepEqual(colours, ["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0)"]);
  await page.locator("footer .go").click();
  await rest(page);
  // The system paints the text in its own colours, regardless of the styles that axe reads.
  assert.deepEqual(await axe(page, { rules: { "color-contrast": { enabled: false } } }), []);
});

/** In German, too, the visible text equals the spoken text. */
test("labels in German", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Auf Deutsch",
    people: [{ name: "Greta Lauer", email: "lauer@customer.example" }],
  });
  const page = await (await open({ locale: "de-DE" })).newPage();
  await page.goto(await owner.link("lauer@customer.example"));
  await page.getByRole("button", { name: "Weiter" }).click();
  const heard = async (where) => {
    const found = await axe(page, { rules: { "label-content-name-mismatch": { enabled: true } } });
    assert.deepEqual(
      found.filter((line) => line.startsWith("label-content")),
      [],
      where,
    );
  };
  await page.locator(".consent .primary").click();
  const go = page.locator("footer .go");
  await go.waitFor();
  await heard("document");
  await go.click();
  const entry = page.locator("footer .entry");
  await entry.getByRole("button").first().click();
  await page.getByRole("dialog").locator("footer .primary").click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await go.click();
  await entry.getByRole("textbox").fill("Nordwind GmbH");
  await go.click();
  await entry.getByRole("checkbox").check();
  await go.click();
  await page.getByRole("dialog").waitFor();
  await heard("review");
});
