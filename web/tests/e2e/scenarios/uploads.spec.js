/** Unusable files are refused with a sentence, and another one can be dropped at once. */
import { readFileSync } from "node:fs";
import { test } from "../support/fixtures.js";
import { CONTRACT } from "../support/sender.js";

test("bad uploads", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  const page = await owner.context.newPage();
  await page.goto("/envelopes/new");
  const offer = async (name, buffer, sentence) => {
    await page
      .locator("input[type=file]")
      .setInputFiles({ name, mimeType: "application/pdf", buffer });
    await page.getByRole("alert").getByText(sentence).waitFor();
  };
  await offer(
    "letter.pdf",
    Buffer.from("Dear Sir or Madam, this is only text."),
    "This file is not a PDF.",
  );
  await offer("nothing.pdf", Buffer.alloc(0), "This file is empty.");
  const contract = readFileSync(CONTRACT);
  await offer("half.pdf", contract.subarray(0, 900), "This PDF is damaged and can’t be read.");
  await page.locator("input[type=file]").setInputFiles(CONTRACT);
  await page.getByLabel("Name of recipient 1").waitFor();
});
