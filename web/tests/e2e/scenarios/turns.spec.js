/** Other courses of an envelope: declined, withdrawn, opened elsewhere, continued later. */
import assert from "node:assert/strict";
import { test } from "../support/fixtures.js";
import { adopt, agree, arrive, choose, fillAll, finish } from "../support/signer.js";

test("decline with a reason", async ({ origin, open, sender }) => {
  const owner = await sender({ baseURL: origin });
  const envelope = await owner.send({
    title: "To be declined",
    people: [{ name: "Dora Lind", email: "dora@customer.example" }],
  });
  const page = await (await open({ phone: true })).newPage();
  await arrive(page, await owner.link("dora@customer.example"));
  await agree(page);
  await choose(page, "Decline to sign");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why are you declining?").fill("The fee is not what we agreed.");
  await dialog.getByRole("button", { name: "Decline…" }).click();
  await dialog.getByText("The fee is not what we agreed.").waitFor();
  await dialog.getByRole("button", { name: "Decline", exact: true }).click();
  await page.getByRole("heading", { name: "You declined to sign" }).waitFor();
  const story = await owner.context.newPage();
  await story.goto(`/envelopes/${envelope.id}`);
  await story.getByText("Dora Lind declined: “The fee is not what we agreed.”").waitFor();
});

test("withdraw", async ({ origin, open, sender }) => {
  const owner = await sender({ baseURL: origin });
  const envelope = await owner.send({
    title: "To be withdrawn",
    people: [{ name: "Emil Ross", email: "emil@customer.example" }],
  });
  const link = await owner.link("emil@customer.example");
  const page = await (await open({ phone: true })).newPage();
  await arrive(page, link);
  const story = await owner.context.newPage();
  await story.goto(`/envelopes/${envelope.id}`);
  await story.getByRole("button", { name: "Withdraw" }).click();
  await story.getByRole("dialog").getByLabel("Reason").fill("Wrong version.");
  await story.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await story.getByText("You withdrew it: “Wrong version.”").waitFor();
  await page.reload();
  await page.getByRole("heading", { name: /was withdrawn|nothing left to do/ }).waitFor();
  const stranger = await (await open()).newPage();
  await stranger.goto(link);
  await stranger.getByRole("heading", { name: "There is nothing left to do here" }).waitFor();
});

test("used link and renewal", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Two devices",
    people: [{ name: "Finn Dahl", email: "finn@customer.example" }],
  });
  const link = await owner.link("finn@customer.example");
  await arrive(await (await open({ phone: true })).newPage(), link);
  const page = await (await open()).newPage();
  await page.goto(link);
  await page.getByRole("heading", { name: "This link was already opened elsewhere" }).waitFor();
  await page.getByRole("button", { name: "Ask the sender for a new link" }).click();
  await page.getByRole("heading", { name: "Your request was recorded" }).waitFor();
  const renewed = await owner.link("finn@customer.example", 2);
  assert.notEqual(renewed, link);
  await arrive(page, renewed);
  await agree(page);
  await fillAll(page);
  await finish(page);
});

test("finish later and resume", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Later",
    people: [{ name: "Greta Holm", email: "greta@customer.example" }],
  });
  const link = await owner.link("greta@customer.example");
  const context = await open({ phone: true });
  const page = await context.newPage();
  await arrive(page, link);
  await agree(page);
  // The signature on the page itself, and the text in its step.
  await page.getByRole("button", { name: "Signature, required" }).click();
  await adopt(page);
  await page.getByRole("button", { name: "Company, required" }).click();
  await page.locator("footer .entry").first().getByRole("textbox").fill("Holm & Daughters");
  await choose(page, "Finish later");
  await page.getByText("Everything you entered is saved.").waitFor();
  await page.close();

  const again = await context.newPage();
  await again.goto(link);
  await again.locator("footer .go").waitFor();
  await fillAll(again, { text: "should not be asked for again" });
  await again.getByRole("dialog").getByText("Holm & Daughters").waitFor();
  await finish(again);
});

/**
 * One declines while another fills in and a third waits for the rest: both learn of it, and their consoles stay silent.
 */
test("declined meanwhile", async ({ open, sender }) => {
  const owner = await sender();
  const person = (name) => ({ name, email: `${name.toLowerCase()}@meanwhile.example` });
  const people = ["Signs", "Fills", "Declines"].map(person);
  await owner.send({ title: "Declined meanwhile", people });
  const [signs, fills, declines] = await Promise.all(
    people.map(async ({ email }) => {
      const page = await (await open({ quiet: true, phone: true })).newPage();
      await arrive(page, await owner.link(email));
      await agree(page);
      return page;
    }),
  );
  await fillAll(signs);
  await finish(signs);
  const company = fills.getByRole("button", { name: "Company, required" });
  await fills.locator("[data-page='1']").scrollIntoViewIfNeeded();
  await company.waitFor();
  await choose(declines, "Decline to sign");
  const dialog = declines.getByRole("dialog");
  await dialog.getByLabel("Why are you declining?").fill("Not like this.");
  await dialog.getByRole("button", { name: "Decline…" }).click();
  await dialog.getByRole("button", { name: "Decline", exact: true }).click();
  await declines.getByRole("heading", { name: "You declined to sign" }).waitFor();
  await company.click();
  await fills.locator("footer .entry").first().getByRole("textbox").fill("Vik AS");
  for (const page of [fills, signs])
    await page
      .getByRole("heading", { name: "Someone declined to sign" })
      .waitFor({ timeout: 40_000 });
});

/** A gateway rewrote the URL; then the envelope is withdrawn while the document is open. */
test("changed link and withdrawal while open", async ({ origin, open, sender }) => {
  const owner = await sender({ baseURL: origin });
  const envelope = await owner.send({
    title: "Changed link",
    people: [{ name: "Hugo Vik", email: "hugo@customer.example" }],
  });
  const link = await owner.link("hugo@customer.example");
  const page = await (await open({ phone: true })).newPage();
  await arrive(page, `${link.replace("#", "%2523")}%3E.`);
  assert.equal(new URL(page.url()).pathname, new URL(link).pathname);
  assert.ok(!page.url().includes(link.split("#")[1]), "the secret stays in the address bar");
  await agree(page);
  await owner.post(`/v1/envelopes/${envelope.id}/voiding`, { reason: "Wrong version." });
  await page.getByRole("button", { name: "Company, required" }).click();
  await page.locator("footer .entry").first().getByRole("textbox").fill("Vik AS");
  await page.getByRole("heading", { name: "This document was withdrawn" }).waitFor();
  assert.equal(
    await page.getByRole("button", { name: "Ask the sender for a new link" }).count(),
    0,
  );
});

/** The same link in two tabs of one browser: both write, one signs, the other shows the signature. */
test("two tabs", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Two tabs",
    people: [{ name: "Ida Moe", email: "ida@customer.example" }],
  });
  const link = await owner.link("ida@customer.example");
  const context = await open();
  const first = await context.newPage();
  await arrive(first, link);
  await agree(first);
  const second = await context.newPage();
  await second.goto(link);
  await second.locator("footer .go").waitFor();
  await fillAll(first);
  await second.bringToFront();
  await second.locator(".field input[type=checkbox]").check();
  await second.getByText("Saved", { exact: true }).waitFor();
  await first.bringToFront();
  await finish(first);
  await second.bringToFront();
  await second
    .getByRole("heading", { name: "You have signed" })
    .waitFor({ timeout: 1_000 })
    .catch(async () => {
      await second.locator(".field input[type=checkbox]").uncheck();
      await second.getByRole("heading", { name: "You have signed" }).waitFor();
    });
});

/** The person signs in one tab; another tab, in the middle of the letter or of declining, shows the signature. */
test("signed elsewhere", async ({ open, sender }) => {
  const owner = await sender();
  await owner.send({
    title: "Signed elsewhere",
    people: [{ name: "Ola Dahl", email: "ola@elsewhere.example" }],
  });
  const link = await owner.link("ola@elsewhere.example");
  const context = await open();
  const [agrees, declines, looks, signs] = [
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
  ];
  await arrive(agrees, link);
  for (const page of [declines, looks, signs]) await page.goto(link);
  await agree(signs);
  await fillAll(signs);
  await finish(signs);
  await agrees.getByRole("button", { name: "I agree" }).click();
  await declines.getByRole("button", { name: "Decline to sign" }).click();
  const dialog = declines.getByRole("dialog");
  await dialog.getByLabel("Why are you declining?").fill("Too late.");
  await dialog.getByRole("button", { name: "Decline…" }).click();
  await dialog.getByRole("button", { name: "Decline", exact: true }).click();
  // Coming back to a tab triggers an update.
  await looks.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  for (const page of [agrees, declines, looks])
    await page.getByRole("heading", { name: "You have signed" }).waitFor();
});
