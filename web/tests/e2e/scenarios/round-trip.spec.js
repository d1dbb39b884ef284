/** One envelope from its upload to its verified seal. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { overflow, shifts } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { CONTRACT } from "../support/sender.js";
import { agree, arrive, fillAll, finish } from "../support/signer.js";

const MIRA = { name: "Mira van der Holt", email: "mira@round.example" };
const JONAS = { name: "Jonas Weiß", email: "jonas@round.example" };

async function upload(page) {
  await page.getByRole("link", { name: "New envelope" }).click();
  await page.locator("input[type=file]").setInputFiles(CONTRACT);
  await page.getByLabel("Name of recipient 1").waitFor();
  assert.match(page.url(), /\/envelopes\/[0-9a-f-]{36}$/);
}

async function fillRecipients(page) {
  await page.getByLabel("Title", { exact: true }).fill("Service agreement");
  for (const [index, who] of [MIRA, JONAS].entries()) {
    if (index > 0) await page.getByRole("button", { name: "Add a recipient" }).click();
    await page.getByLabel(`Name of recipient ${index + 1}`, { exact: true }).fill(who.name);
    await page.getByLabel(`E-mail address of recipient ${index + 1}`).fill(who.email);
  }
  await page.getByLabel("Step of recipient 2").selectOption("2");
  await page
    .getByLabel("Message", { exact: true })
    .fill("Dear both,\nHere is what we agreed last week.");
}

/** Drags a kind of field with the mouse onto a page; the position is a share of the page. */
async function carry(page, kind, number, x, y) {
  const paper = page.locator(`.page[data-page="${number}"]`);
  await paper.evaluate((element) => element.scrollIntoView({ block: "start" }));
  const from = await page.locator(`.palette [data-kind=${kind}]`).boundingBox();
  const to = await paper.boundingBox();
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width * x, to.y + to.height * y, { steps: 8 });
  await page.mouse.up();
}

async function placeByPointer(page) {
  await page.getByRole("radio", { name: MIRA.name }).check({ force: true });
  await carry(page, "signature", 1, 0.3, 0.32);
  await carry(page, "full_name", 1, 0.3, 0.42);
  await carry(page, "checkbox", 1, 0.75, 0.42);
  assert.equal(await page.locator(`button.box[aria-label*="${MIRA.name}"]`).count(), 3);
}

async function placeByKeyboard(page) {
  await page.getByRole("radio", { name: JONAS.name }).check({ force: true });
  await page.locator(".palette [data-kind=signature]").focus();
  await page.keyboard.press("s");
  const placed = page.locator(`button.box[aria-label*="${JONAS.name}"]`);
  await placed.first().waitFor();
  await page.waitForFunction(() => document.activeElement?.classList.contains("box"));
  const before = await placed.first().boundingBox();
  for (let turn = 0; turn < 5; turn++) await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowRight");
  const after = await placed.first().boundingBox();
  assert.ok(after.y > before.y + 20, "arrow keys move the field");
  assert.ok(after.width > before.width, "Shift and arrow keys resize it");
  // The letter key again, from the page itself: two signature fields for the second recipient.
  await page.keyboard.press("s");
  await page.waitForFunction(
    (count) => document.querySelectorAll("button.box").length === count,
    5,
  );
  for (let turn = 0; turn < 5; turn++) await page.keyboard.press("Alt+ArrowUp");
}

async function checkAndSend(page) {
  await page.locator("header .state").getByText("Saved").waitFor();
  await page.reload();
  await page.locator("button.box").nth(4).waitFor();
  assert.equal(
    await page.getByLabel("Name of recipient 2", { exact: true }).inputValue(),
    JONAS.name,
    "the draft was saved",
  );
  // The check names the missing parts and leads to them.
  await page.getByLabel("E-mail address of recipient 2").fill("");
  await page.getByRole("button", { name: "Check and send" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /no valid e-mail address/ })
    .click();
  await page.waitForFunction(() => document.activeElement?.id.startsWith("email-"));
  await page.keyboard.type(JONAS.email);
  await page.getByRole("button", { name: "Check and send" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(`Step 2: ${JONAS.name}`).waitFor();
  await dialog.getByRole("button", { name: "Send now" }).click();
  await page.getByText("Waiting for others").first().waitFor();
  return page.url().split("/").at(-1);
}

/** The link that the sender finds in the outbox. */
async function linkInOutbox(page, to) {
  await page.goto("/outbox");
  await page.locator(".mails a", { hasText: to }).first().click();
  const link = page.locator(".mail .text a[href*='/s/']");
  await link.first().waitFor();
  return link.first().getAttribute("href");
}

async function verify(page, bytes, verdict) {
  await page.goto("/verify");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "agreement.pdf", mimeType: "application/pdf", buffer: bytes });
  await page.getByRole("heading", { level: 1, name: verdict }).waitFor({ timeout: 60_000 });
}

/** The server knows a file that it sealed by its fingerprint, and the page uploads it only on request. */
async function verifySealed(page, bytes) {
  const sent = [];
  const note = (request) => request.method() === "POST" && sent.push(request.url());
  page.on("request", note);
  await verify(page, bytes, "This is exactly the document that was sealed here.");
  assert.deepEqual(sent, [], "the file stays on this device");
  page.off("request", note);
  await page.getByRole("button", { name: "Run the full check" }).click();
  await page
    .getByRole("heading", { level: 1, name: "This document is authentic and unchanged." })
    .waitFor({ timeout: 60_000 });
}

test("round trip", async ({ origin, open, sender: signedIn }) => {
  const sender = await signedIn({ baseURL: origin, quiet: true });
  const page = await sender.context.newPage();
  await page.goto("/");
  await upload(page);
  await fillRecipients(page);
  await placeByPointer(page);
  await placeByKeyboard(page);
  const id = await checkAndSend(page);

  const first = await linkInOutbox(page, MIRA.email);
  assert.equal(
    await page.locator(".mails a", { hasText: JONAS.email }).count(),
    0,
    "the second step waits",
  );

  const phone = await (await open({ phone: true, quiet: true })).newPage();
  await arrive(phone, first);
  assert.equal(new URL(phone.url()).hash, "", "the secret has left the address");
  await phone.getByText("Here is what we agreed last week").waitFor();
  await agree(phone);
  await fillAll(phone);
  assert.equal(await overflow(phone), 0, "nothing runs over the side");
  await finish(phone);
  assert.deepEqual(await shifts(phone), [], "nothing moved by itself");

  const second = await sender.link(JONAS.email);
  const desk = await (await open({ quiet: true })).newPage();
  await arrive(desk, second);
  await agree(desk);
  await fillAll(desk, { drawn: true });
  await finish(desk);
  assert.deepEqual(await shifts(desk), [], "nothing moved by itself");
  await sender.reaches(id, "sealed");
  await desk
    .getByRole("link", { name: "Download the sealed document" })
    .waitFor({ timeout: 20_000 });

  await page.goto(`/envelopes/${id}`);
  await page.getByText(`${MIRA.name} signed`).first().waitFor();
  await page.getByText(`${JONAS.name} signed`).first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download sealed document" }).click(),
  ]);
  const sealed = readFileSync(await download.path());
  assert.equal(sealed.subarray(0, 5).toString(), "%PDF-");
  assert.ok(sealed.length > readFileSync(CONTRACT).length);

  await verifySealed(page, sealed);
  await page.getByText(MIRA.name).first().waitFor();
  const changed = Buffer.from(sealed);
  changed[Math.floor(changed.length / 3)] ^= 1;
  await verify(page, changed, "This is not the document that was signed.");
});
