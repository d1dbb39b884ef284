/** The consent text names the sender's address, and stays the same when the page changes its language. */
import assert from "node:assert/strict";
import { axe, PHONE } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { OWNER } from "../support/sender.js";
import { agree, arrive, fillAll } from "../support/signer.js";

test("the consent that was given", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Consent",
    people: [{ name: "Nora Vik", email: "nora@consent.example" }],
  });
  const page = await (await open({ viewport: PHONE })).newPage();
  await arrive(page, await owner.link("nora@consent.example"));
  await page.getByRole("button", { name: "Read the consent text" }).click();
  const text = page.getByRole("dialog").locator(".legal");
  await text.getByRole("heading", { name: "You may withdraw your consent" }).waitFor();
  const read = await text.innerText();
  assert.ok((await page.getByRole("dialog").innerText()).includes(OWNER.email));
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await agree(page);

  await page.getByRole("button", { name: "Menu" }).click();
  await page.locator("#menu").getByRole("button", { name: "Deutsch" }).click();
  await page.getByText("Weiter", { exact: true }).first().waitFor();
  await page.locator("#menu").getByRole("button", { name: "English" }).click();
  await page.keyboard.press("Escape");
  await fillAll(page);
  // The language changes while the review is open, as when one person hands the device to another.
  await page.evaluate(() => document.querySelector('#menu [lang="de"]').click());
  const review = page.getByRole("dialog");
  await review.getByRole("heading", { name: "Prüfen und abschließen" }).waitFor();
  await review.getByRole("button", { name: "Einverständniserklärung lesen" }).click();
  const again = review.locator(".legal[lang]");
  await again.waitFor();
  assert.equal(await again.getAttribute("lang"), "en");
  assert.equal(await again.innerText(), read);
  assert.ok((await review.innerText()).includes(OWNER.email));
  assert.deepEqual(await axe(page), []);
});
