/** A PDF's own form fields are adopted: their values leave the pages and become the initial entries. */
import assert from "node:assert/strict";
import { DESK } from "../support/browser.js";
import { test } from "../support/fixtures.js";

const FORM = `%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /DA (/Helv 12 Tf 0 g) /Fields [4 0 R 5 0 R 6 0 R] >> >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R 5 0 R 6 0 R] >> endobj
4 0 obj << /Subtype /Widget /Rect [50 700 250 720] /FT /Tx /T (txtCompany.0) /V (Sample Foods) >> endobj
5 0 obj << /Subtype /Widget /Rect [50 600 250 640] /FT /Sig /T (signer1) >> endobj
6 0 obj << /Subtype /Widget /Rect [50 500 250 520] /FT /Tx /Ff 1 /T (number) /V (4711) >> endobj
trailer << /Root 1 0 R /Size 7 >>
%%EOF
`;

test("a form taken over", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin, viewport: DESK });
  const page = await owner.context.newPage();
  await page.goto("/envelopes/new");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "order.pdf", mimeType: "application/pdf", buffer: Buffer.from(FORM) });
  await page.getByLabel("Name of recipient 1").fill("Mira Holt");
  const words = async () => {
    const answer = await owner.get(`/v1/envelopes/${page.url().split("/").at(-1)}/pages/0/text`);
    return answer.items.map((item) => item.text);
  };
  assert.deepEqual(await words(), ["Sample Foods", "4711"]);
  const before = page.url();
  await page.getByRole("button", { name: "Use these fields" }).click();
  await page.waitForURL((url) => url.href !== before);
  await page.getByText("Sample Foods").first().waitFor();
  assert.deepEqual(await words(), ["4711"]);

  const envelope = await owner.get(`/v1/envelopes/${page.url().split("/").at(-1)}`);
  assert.deepEqual(
    envelope.recipients.map((recipient) => recipient.name),
    ["Mira Holt"],
  );
  const fields = envelope.fields.map(({ kind, label, prefill }) => [kind, label, prefill ?? null]);
  assert.deepEqual(fields, [
    ["text", "Company", "Sample Foods"],
    ["signature", "", null],
  ]);
  // The first draft is deleted.
  const gone = await owner.context.request.get(
    `${origin}/v1/envelopes/${before.split("/").at(-1)}`,
  );
  assert.notEqual((await gone.json()).status, "draft");
});
