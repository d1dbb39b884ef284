/** What people paste and how it reads: in the review as on the page, with the server's day. */
import assert from "node:assert/strict";
import { axe } from "../support/browser.js";
import { FIELDS } from "../support/sender.js";
import { agree, arrive, fillAll, finish } from "../support/signer.js";

const remarks = { kind: "text", label: "Remarks", rect: { x: 72_000, y: 320_000, w: 300_000, h: 60_000 } };

async function run({ open, sender }) {
  const owner = await sender();
  const { id } = await owner.send({ title: "Pasted", people: [{ name: "Nia Oba", email: "nia@pasted.example" }], fields: [...FIELDS, remarks] });
  const page = await (await open()).newPage();
  // Two days and a half ahead.
  await page.clock.setSystemTime(Date.now() + 60 * 3_600_000);
  await arrive(page, await owner.link("nia@pasted.example"));
  await agree(page);
  const box = page.locator(".page textarea");
  await box.fill("a\u200b\ue000");
  await page.getByText("These characters can’t be printed on the document: U+E000. Use different ones.").first().waitFor();
  assert.deepEqual(await axe(page), []);
  await box.fill("שלום (12) Ada\u000bline\u2028and\u2029more\u0085end");
  assert.equal(await box.inputValue(), "שלום (12) Ada\nline\nand\nmore\nend");
  await fillAll(page);
  const dialog = page.getByRole("dialog");
  const entry = dialog.getByText("שלום (12) Ada");
  assert.equal(await entry.evaluate((words) => getComputedStyle(words).direction), "rtl", "the review turns it as the page does");
  const today = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date());
  await dialog.getByText(`${today} (UTC)`).waitFor();
  if (process.env.E2E_LOOK) await page.screenshot({ path: `${process.env.E2E_LOOK}/entries-review.png` });
  await finish(page);
  await page.getByText(/ at \d\d:\d\d UTC$/).waitFor();
  await owner.reaches(id, "sealed");
}

export default [{ name: "pasted entries", run }];
