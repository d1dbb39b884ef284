/** A stranger checks a file that was changed after its sealing, and sees where. */
import assert from "node:assert/strict";
import { axe, DESK, overflow, PHONE, settle, shifts, still } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { paintedOver } from "../support/tampered.js";

test("a stranger checks a tampered file", async ({ origin, open, agreement }) => {
  const page = await (await open({ baseURL: origin })).newPage();
  await page.goto("/verify");
  await settle(page);
  // Movement from loading fonts is a matter for the other scenarios.
  await page.evaluate(() => void (window.__shifts.length = 0));
  const file = {
    name: "agreement.pdf",
    mimeType: "application/pdf",
    buffer: paintedOver(agreement.file),
  };
  // By keyboard: the file chooser opens from the label's input, which has the focus after the language.
  const chooser = page.waitForEvent("filechooser");
  await page.locator("input[type=file]").focus();
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(file);
  await page
    .getByRole("heading", { name: "Comparison with the signed version" })
    .waitFor({ timeout: 60_000 });
  const verdict = await page.getByRole("heading", { level: 1 }).innerText();
  assert.ok(!verdict.includes("authentic and unchanged"), verdict);
  await page.getByRole("heading", { name: "Page 1 looks different" }).waitFor();
  for (const alt of ["Page 1 as it was signed", "Page 1 as it is now"]) {
    const picture = page.getByRole("img", { name: alt });
    await picture.scrollIntoViewIfNeeded();
    assert.ok(
      await picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 300)),
      alt,
    );
  }
  assert.equal(
    await page.evaluate(() => document.activeElement?.tagName),
    "H1",
    "the verdict is read out first",
  );
  await settle(page);
  assert.deepEqual(await shifts(page), [], "nothing jumps");
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await still(page);
      assert.deepEqual(await axe(page), [], `${viewport.width} px, ${colorScheme}`);
    }
    assert.equal(await overflow(page), 0, "nothing runs over the side");
  }
  await inGerman(page, agreement.file);
});

/** Nothing on the page is marked as English, and it is as usable as in English. */
async function german(page, name) {
  await settle(page);
  await page.locator("details > summary").last().click();
  assert.deepEqual(
    await page.locator("main [lang=en]:not(ol *)").allInnerTexts(),
    [],
    "all but the trail's own words is in German",
  );
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    await still(page);
    assert.deepEqual(await axe(page), [], `${name}, ${viewport.width} px`);
    assert.equal(await overflow(page), 0, "nothing runs over the side");
  }
}

/** The report's own sentences follow the reader's language. */
async function inGerman(page, sealed) {
  await page.locator("select").first().selectOption("de");
  await page
    .getByText(
      "Nach dieser Signatur wurde das Dokument auf eine Weise verändert, die sie nicht erlaubt.",
    )
    .first()
    .waitFor();
  await page.getByText("Der Inhalt von Seite 1 wurde geändert.").first().waitFor();
  await german(page, "changed");
  const broken = [
    ["cut", sealed.subarray(0, sealed.length - 6), "ein Teil der signierten Bytes fehlt"],
    [
      "malformed",
      Buffer.from("%PDF-1.7\n1 0 obj\n"),
      "die Datei endet nicht mit startxref und %%EOF",
    ],
  ];
  for (const [name, buffer, why] of broken) {
    await page.getByRole("button", { name: "Anderes Dokument prüfen" }).click();
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "vertrag.pdf", mimeType: "application/pdf", buffer });
    await page.getByText(why).first().waitFor();
    await german(page, name);
  }
}
