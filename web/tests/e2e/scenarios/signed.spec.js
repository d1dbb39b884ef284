/** An already signed document is accepted unchanged; if its seal permits no changes, fields go on an extra page. */
import assert from "node:assert/strict";
import { axe, DESK, settle, still } from "../support/browser.js";
import { test } from "../support/fixtures.js";

test("a signed upload", async ({ origin, sender, agreement }) => {
  const owner = await sender({ baseURL: origin, viewport: DESK });
  const page = await owner.context.newPage();
  await page.goto("/envelopes/new");
  const file = { name: "agreement.pdf", mimeType: "application/pdf", buffer: agreement.file };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByText("This PDF was already signed, and it is kept unchanged").waitFor();
  await page.getByText("Place fields on the last page instead.").waitFor();
  await page.getByText("Left out of the page copies").waitFor();
  await page.getByLabel("Name of recipient 1").fill("Mira Holt");
  await page.locator(".palette [data-kind=signature]").click();
  await page.getByText("Saved", { exact: true }).first().waitFor();
  await settle(page);
  await still(page);
  assert.deepEqual(await axe(page), []);

  const id = page.url().split("/").at(-1);
  const envelope = await owner.get(`/v1/envelopes/${id}`);
  const { enclosed, pages } = envelope.document;
  assert.equal(enclosed.filename, "agreement.pdf");
  assert.equal(enclosed.permits_stamps, false);
  assert.deepEqual(
    envelope.fields.map((field) => field.page),
    [pages.length - 1],
  );

  // The resulting file names its enclosed document, and anyone may check it.
  const copy = await owner.context.request.get(`${origin}/v1/envelopes/${id}/document.pdf`);
  assert.ok((await copy.body()).includes("enclosed.pdf"));
});
