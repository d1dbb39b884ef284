/** Every page for everyone: axe-core finds nothing in either theme at either size, and 320 px are wide enough. */
import { randomUUID } from "node:crypto";
import { Audit } from "../support/audit.js";
import { test } from "../support/fixtures.js";
import { agree, arrive, choose, fillAll, finish } from "../support/signer.js";

test("accessible app", async ({ origin, open, sender, agreement }) => {
  const audit = new Audit();
  const owner = await sender({ baseURL: origin });
  const page = await owner.context.newPage();
  const see = async (path, words) => {
    await page.goto(path);
    await page.getByText(words).first().waitFor();
    await audit.look(page, path);
  };
  const draft = await owner.draft({
    title: "A draft",
    people: [{ name: "Hanna Vik", email: "hanna@customer.example" }],
  });
  const sent = await owner.send({
    title: "Sent",
    people: [{ name: "Ivar Moe", email: "ivar@customer.example" }],
  });
  await see("/envelopes", "Waiting for others");
  await see("/envelopes/new", "Drop a PDF here");
  await see(`/envelopes/${draft.id}`, "Check and send");
  await page.locator("button.box").first().focus();
  await audit.look(page, "a selected field");
  await page.getByRole("button", { name: "Check and send" }).click();
  await audit.look(page, "the check");
  await see(`/envelopes/${sent.id}`, "It became Ivar Moe’s turn to sign");
  await page.getByRole("button", { name: "Withdraw" }).click();
  await audit.look(page, "withdrawing");
  await see(`/envelopes/${agreement.id}`, "Download sealed document");
  await see("/outbox", "No mail server is set up");
  await page.locator(".mails a").first().click();
  await page.locator(".mail .text").waitFor();
  await audit.look(page, "a mail");
  await see("/nowhere", "Page not found");
  await see(`/envelopes/${randomUUID()}`, "could not be shown");
  const stranger = await (await open({ baseURL: origin })).newPage();
  await stranger.goto("/sign-in");
  await stranger.getByRole("button", { name: "Sign in" }).waitFor();
  await audit.look(stranger, "/sign-in");
  audit.end();
});

test("accessible verifying", async ({ origin, open, agreement }) => {
  const audit = new Audit();
  const page = await (await open({ baseURL: origin })).newPage();
  await page.goto("/verify");
  await page.getByText("Is this document authentic?").waitFor();
  await audit.look(page, "/verify");
  const changed = Buffer.from(agreement.file);
  changed[Math.floor(changed.length / 3)] ^= 1;
  for (const [name, buffer] of [
    ["passed", agreement.file],
    ["failed", changed],
  ]) {
    await page.goto("/verify");
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "agreement.pdf", mimeType: "application/pdf", buffer });
    if (name === "passed") {
      await page
        .getByRole("heading", { name: "This is exactly the document that was sealed here." })
        .waitFor();
      await audit.look(page, "known");
      await page.getByRole("button", { name: "Run the full check" }).click();
    }
    // A verification has the lowest priority on a busy machine.
    const checked = page.getByRole("heading", { name: "What was checked" });
    await checked.waitFor({ state: "attached", timeout: 60_000 });
    await audit.look(page, `verified: ${name}`);
  }
  audit.end();
});

test("accessible signing", async ({ open, sender }) => {
  const audit = new Audit();
  const owner = await sender();
  const people = [
    { name: "Jule Brandt", email: "jule@customer.example" },
    { name: "Kai Storm", email: "kai@customer.example" },
  ];
  await owner.send({ title: "For everyone", message: "Please sign by Friday.", people });
  const link = await owner.link("jule@customer.example");
  const page = await (await open()).newPage();
  await page.goto(link);
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await audit.look(page, "the link");
  await arrive(page, link);
  await audit.look(page, "the letter");
  await agree(page);
  await audit.look(page, "the document");
  await page.locator("footer .go").click();
  await audit.look(page, "a step");
  await page.getByRole("button", { name: "Menu" }).click();
  await audit.look(page, "the menu");
  await page.keyboard.press("Escape");
  for (const choice of ["Read as text", "Help", "Finish later", "Decline to sign"]) {
    await choose(page, choice);
    await page.getByRole("dialog").waitFor();
    await page.getByRole("dialog").getByText("Loading…").first().waitFor({ state: "hidden" });
    await audit.look(page, choice);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }
  await page.getByRole("button", { name: "Signature, required" }).click();
  await page.getByRole("button", { name: "Use this signature" }).waitFor();
  await audit.look(page, "adopting, typed");
  await page.getByText("Draw", { exact: true }).click();
  await page.getByLabel("Drawing pad").waitFor();
  await audit.look(page, "adopting, drawn");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await fillAll(page);
  await audit.look(page, "the review");
  await finish(page);
  await audit.look(page, "the end");
  const other = await (await open()).newPage();
  await other.goto(link);
  await other.getByRole("heading", { level: 1 }).waitFor();
  await audit.look(other, "a used link");
  audit.end();
});
