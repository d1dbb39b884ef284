/** Small details that people notice when they fail: dialogs that close, reported files, reversible actions. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "../support/fixtures.js";
import { CONTRACT } from "../support/sender.js";
import { agree, arrive } from "../support/signer.js";

/** The contract as qpdf writes it with these arguments. */
function rewritten(...how) {
  const folder = mkdtempSync(join(tmpdir(), "onesign-kept-"));
  try {
    const out = join(folder, "out.pdf");
    execFileSync("qpdf", [CONTRACT, ...how, out]);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("kept: a password", async ({ origin, sender }) => {
  const { context } = await sender({ baseURL: origin });
  const page = await context.newPage();
  await page.goto("/envelopes/new");
  const buffer = rewritten("--encrypt", "letmein", "owner", "256", "--");
  const dialog = page.getByRole("dialog", { name: "This PDF needs a password" });
  const choose = () =>
    page
      .locator("input[type=file]")
      .setInputFiles({ name: "secret.pdf", mimeType: "application/pdf", buffer });
  await choose();
  await dialog.getByText("“secret.pdf” is protected.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  await choose();
  await dialog.getByLabel("Password").fill("letmein");
  await dialog.getByRole("button", { name: "Open" }).click();
  await page.getByLabel("Name of recipient 1", { exact: true }).waitFor();
});

/** Drags files over the window, and drops them. */
const drag = (page, kind, names) =>
  page.evaluate(
    ([kind, names]) => {
      const dataTransfer = new DataTransfer();
      for (const name of names)
        dataTransfer.items.add(new File(["%PDF-1.7"], name, { type: "application/pdf" }));
      dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [kind, names],
  );

test("kept: dropped files", async ({ origin, sender }) => {
  const { context } = await sender({ baseURL: origin });
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await drag(page, "dragover", ["a.pdf"]);
  await page.getByText("Drop the PDF anywhere").waitFor();
  await drag(page, "drop", ["a.pdf", "b.pdf"]);
  await page
    .getByText("One file at a time: “a.pdf” was used; the other file was not.")
    .first()
    .waitFor();
});

test("kept: what was removed", async ({ origin, sender }) => {
  const owner = await sender({ baseURL: origin });
  const people = [
    { name: "Mira Holt", email: "mira@kept.example" },
    { name: "Jonas Lind", email: "jonas@kept.example" },
  ];
  const draft = await owner.draft({ title: "Kept", people });
  const page = await owner.context.newPage();
  await page.goto(`/envelopes/${draft.id}`);
  const boxes = page.locator("button.box");
  await boxes.nth(9).waitFor();
  await page.getByRole("button", { name: "Remove Jonas Lind" }).click();
  await page
    .getByText(/Jonas Lind.*5 fields/)
    .first()
    .waitFor();
  assert.equal(await boxes.count(), 5);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await boxes.nth(9).waitFor();
  await boxes.first().focus();
  await page.keyboard.press("Delete");
  await page.waitForFunction(() => document.querySelectorAll("button.box").length === 9);
  assert.notEqual(
    await page.evaluate(() => document.activeElement?.localName),
    "body",
    "the focus is not lost",
  );
});

/** A document of one page on a phone, with a slow consent. */
test("kept: one page", async ({ open, sender }) => {
  const owner = await sender();
  const buffer = rewritten("--pages", ".", "1", "--");
  const made = await owner.upload(buffer);
  const recipient = {
    id: crypto.randomUUID(),
    name: "Nia Oba",
    email: "one@kept.example",
    role: "signer",
    step: 1,
  };
  const field = {
    id: crypto.randomUUID(),
    recipient: recipient.id,
    kind: "signature",
    required: true,
    page: 0,
    label: "",
    rect: { x: 72_000, y: 250_000, w: 200_000, h: 48_000 },
  };
  await owner.put(`/v1/envelopes/${made.id}/draft`, {
    title: "One page",
    message: "",
    locale: "en",
    expires_in_days: 30,
    recipients: [recipient],
    fields: [field],
  });
  await owner.post(`/v1/envelopes/${made.id}/sending`);
  const page = await (await open({ phone: true })).newPage();
  await page.route("**/v1/signing/consents", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  await arrive(page, await owner.link(recipient.email));
  const consent = agree(page);
  await page.getByText("Opening the document…").waitFor();
  assert.equal(
    await page.getByRole("button", { name: "Opening the document…" }).getAttribute("aria-busy"),
    "true",
  );
  await consent;
  const bar = await page.locator("footer").last().boundingBox();
  assert.ok(
    Math.abs(bar.y + bar.height - 844) <= 1,
    `the bar is at the bottom: ${JSON.stringify(bar)}`,
  );
});
