/** People's texts and the pages' own texts are fully visible, and change no direction around them. */
import assert from "node:assert/strict";
import { axe, DESK, PHONE, still } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { FIELDS } from "../support/sender.js";
import { agree, arrive, fillAll } from "../support/signer.js";

const TABLET = { width: 1024, height: 768 };

/** Words of the interface that are broken in the middle, or clipped. */
const broken = (page) =>
  page.evaluate(() => {
    const found = [];
    const LONG = /\p{L}{24,}|_\p{L}+_/u;
    const seen = (element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = text.nextNode(); node; node = text.nextNode()) {
      const element = node.parentElement;
      // Addresses and fingerprints may break anywhere, and pages are images.
      if (
        !element ||
        element.closest("code, .page, .hidden, .link input, script, noscript, option") ||
        !seen(element)
      )
        continue;
      if (getComputedStyle(element).clipPath !== "none") continue;
      // Titles of one long word are a matter for another scenario.
      if (LONG.test(node.data)) continue;
      for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}’]{2,}/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set(
          [...range.getClientRects()]
            .filter((box) => box.width > 0)
            .map((box) => Math.round(box.top)),
        );
        if (lines.size > 1) found.push(`broken: ${word}`);
      }
    }
    for (const element of document.querySelectorAll(
      "button, .button, a, label, h1, h2, h3, p, dt, select",
    )) {
      if (element.closest(".page, .hidden") || !seen(element) || LONG.test(element.textContent))
        continue;
      const style = getComputedStyle(element);
      if (style.clipPath !== "none" || style.position === "absolute") continue;
      if (/hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        found.push(`cut: ${element.textContent.trim()}`);
    }
    return found;
  });

test("words stay whole", async ({ origin, sender, agreement }) => {
  const owner = await sender({ baseURL: origin });
  const people = [
    { name: "Mira Holt", email: "mira@words.example" },
    { name: "Jonas Lind", email: "jonas@words.example", step: 2 },
  ];
  const draft = await owner.draft({ title: "Offer", people });
  const sent = await owner.send({ title: "Lease", people });
  const paths = [
    "/envelopes",
    `/envelopes/${sent.id}`,
    `/envelopes/${draft.id}`,
    "/envelopes/new",
    "/outbox",
    "/verify",
  ];
  for (const locale of ["en-GB", "de-DE"]) {
    for (const viewport of [DESK, TABLET, PHONE]) {
      const { context } = await sender({ baseURL: origin, viewport, locale });
      const page = await context.newPage();
      for (const path of paths) {
        await page.goto(path);
        await page.locator("h1").first().waitFor({ state: "attached" });
        await page
          .getByText(/^(Loading|Wird geladen\s)…$/)
          .first()
          .waitFor({ state: "hidden" });
        await page.evaluate(() => document.fonts.ready.then(() => {}));
        assert.deepEqual(await broken(page), [], `${path} at ${viewport.width}, ${locale}`);
        if (path !== `/envelopes/${draft.id}`) continue;
        const part = page.locator(".switch button").last();
        if (await part.isVisible()) await part.click();
        await page.locator("button.box").nth(3).focus();
        await still(page);
        assert.deepEqual(await broken(page), [], `a field at ${viewport.width}, ${locale}`);
      }
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "offer.pdf", mimeType: "application/pdf", buffer: agreement.file });
      await page.locator(".verdict").waitFor({ timeout: 60_000 });
      assert.deepEqual(await broken(page), [], `verified at ${viewport.width}, ${locale}`);
      await context.close();
    }
  }
});

/** The step's box grows with its text, and then scrolls. */
async function grows(phone, text) {
  await phone.locator("footer .go").click();
  const entry = phone.locator("footer .entry textarea");
  await entry.fill("One line.");
  const short = await entry.evaluate((area) => area.clientHeight);
  await entry.fill(text);
  const step = await entry.evaluate((area) => ({
    shown: area.clientHeight,
    all: area.scrollHeight,
    flow: getComputedStyle(area).overflowY,
  }));
  assert.ok(
    step.shown > short && (step.shown >= step.all || step.flow === "auto"),
    JSON.stringify(step),
  );
}

/** A long entry on the desktop: it is fully visible during typing, and afterwards in its printed form. */
test("a long entry is seen in full", async ({ open, sender }) => {
  const owner = await sender();
  const remarks = {
    kind: "text",
    label: "Remarks",
    rect: { x: 72_000, y: 320_000, w: 300_000, h: 60_000 },
  };
  await owner.send({
    title: "Long remarks",
    people: [{ name: "Lena Roth", email: "lena@words.example" }],
    fields: [...FIELDS.slice(1, 2), remarks],
  });
  const page = await (await open()).newPage();
  await arrive(page, await owner.link("lena@words.example"));
  await agree(page);
  const box = page.locator(".page textarea");
  const text =
    "We agree, provided that the annex of May stays in force and the fee is reviewed once a year. "
      .repeat(6)
      .trim();
  await box.fill(text);
  const seen = () =>
    box.evaluate((area) => ({
      shown: area.clientHeight,
      all: area.scrollHeight,
      top: area.getBoundingClientRect().top,
    }));
  const typing = await seen();
  assert.ok(typing.shown >= typing.all, `all is seen while typing: ${JSON.stringify(typing)}`);
  await page.locator(".top h1").click();
  const printed = await page
    .locator(".page .print span")
    .first()
    .evaluate((words) => {
      const [inner, outer] = [
        words.getBoundingClientRect(),
        words.closest(".field").getBoundingClientRect(),
      ];
      return inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1 && words.textContent;
    });
  assert.equal(printed, text, "and as it will be printed");
  assert.deepEqual(await axe(page), []);
  await owner.send({
    title: "Long remarks",
    people: [{ name: "Luis Roth", email: "luis@words.example" }],
    fields: [...FIELDS.slice(1, 2), { ...remarks, rect: { ...remarks.rect, y: 100_000 } }],
  });
  const phone = await (await open({ phone: true })).newPage();
  await arrive(phone, await owner.link("luis@words.example"));
  await agree(phone);
  await grows(phone, text);
});

/** At 400 % and on a phone in landscape: bars leave two thirds, and cover nothing permanently. */
test("review at 400 %", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Reviewed at 400 %",
    people: [{ name: "Rita Moll", email: "rita@words.example" }],
  });
  const page = await (await open({ viewport: PHONE, locale: "en-GB" })).newPage();
  await arrive(page, await owner.link("rita@words.example"));
  await agree(page);
  await fillAll(page);
  for (const viewport of [
    { width: 320, height: 256 },
    { width: 844, height: 390 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await page.waitForTimeout(400);
    await still(page);
    const at = `${viewport.width} × ${viewport.height}`;
    const seen = await page.evaluate(() => {
      const dialog = document.querySelector("dialog[open]");
      const stuck = [...dialog.querySelectorAll("*")].filter((element) =>
        ["sticky", "fixed"].includes(getComputedStyle(element).position),
      );
      const bars = stuck.reduce((sum, element) => sum + element.getBoundingClientRect().height, 0);
      const hidden = [];
      for (const row of dialog.querySelectorAll("dl > div, .finish p, .finish .button")) {
        for (const block of ["start", "end"]) {
          row.scrollIntoView({ block: "center" });
          const box = row.getBoundingClientRect();
          const y = block === "start" ? box.top + 3 : box.bottom - 3;
          if (box.height > innerHeight / 2) continue;
          const there = document.elementFromPoint(box.left + 4, y);
          if (!row.contains(there) && there !== row)
            hidden.push(
              `${row.textContent.trim().slice(0, 40)} under ${there?.localName}.${there?.className}`,
            );
        }
      }
      return { share: bars / innerHeight, hidden, wide: dialog.scrollWidth - dialog.clientWidth };
    });
    assert.ok(seen.share <= 1 / 3, `bars take ${Math.round(seen.share * 100)} % at ${at}`);
    assert.deepEqual(seen.hidden, [], at);
    assert.ok(seen.wide <= 0, at);
    assert.deepEqual(await axe(page), [], at);
  }
});

/** Directional marks in foreign text appear as their names. */
test("words: nothing turns round", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  const hostile = "Invoice \u202efdp.exe";
  const draft = await owner.draft({
    title: hostile,
    people: [{ name: "Mira\u2066 Holt", email: "mira@words.example" }],
  });
  const page = await owner.context.newPage();
  await page.goto(`/envelopes/${draft.id}`);
  await page
    .getByText("These characters can’t be printed on the document: U+202E")
    .first()
    .waitFor();
  assert.ok((await page.title()).startsWith("Invoice [U+202E]fdp.exe"), await page.title());
  await page.getByRole("button", { name: "Check and send" }).click();
  await page.getByRole("dialog").getByText("printed on the document: U+2066").waitFor();
  const raw = () =>
    page.evaluate(() => document.body.innerText.match(/[\u202a-\u202e\u2066\u2067]/gu));
  assert.equal(await raw(), null);
  await page.goto("/envelopes?show=drafts");
  await page.getByText("Invoice [U+202E]fdp.exe").waitFor();
  assert.equal(await raw(), null);
  await page.goto("/verify");
  await page.locator("input[type=file]").setInputFiles({
    name: "a\u202efdp.exe",
    mimeType: "application/pdf",
    buffer: Buffer.from("nothing"),
  });
  await page.getByText("a[U+202E]fdp.exe").first().waitFor();
  assert.equal(await raw(), null);
});
