/** Pasted texts and their display: the review shows them as the page does, with the server's date. */
import assert from "node:assert/strict";
import { axe } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { FIELDS } from "../support/sender.js";
import { agree, arrive, choose, fillAll, finish } from "../support/signer.js";

const remarks = {
  kind: "text",
  label: "Remarks",
  rect: { x: 72_000, y: 320_000, w: 300_000, h: 60_000 },
};

test("pasted entries", async ({ open, sender }) => {
  const owner = await sender();
  const { id } = await owner.send({
    title: "Pasted",
    people: [{ name: "Nia Oba", email: "nia@pasted.example" }],
    fields: [...FIELDS, remarks],
  });
  const page = await (await open()).newPage();
  // Two and a half days ahead.
  await page.clock.setSystemTime(Date.now() + 60 * 3_600_000);
  await arrive(page, await owner.link("nia@pasted.example"));
  await agree(page);
  const box = page.locator(".page textarea");
  await box.fill("a\u200b\ue000");
  await page
    .getByText("These characters can’t be printed on the document: U+E000. Use different ones.")
    .first()
    .waitFor();
  assert.deepEqual(await axe(page), []);
  await box.fill("שלום (12) Ada\u000bline\u2028and\u2029more\u0085end");
  assert.equal(await box.inputValue(), "שלום (12) Ada\nline\nand\nmore\nend");
  await fillAll(page);
  const dialog = page.getByRole("dialog");
  const entry = dialog.getByText("שלום (12) Ada");
  assert.equal(
    await entry.evaluate((words) => getComputedStyle(words).direction),
    "rtl",
    "the review turns it as the page does",
  );
  const today = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date());
  await dialog.getByText(`${today} (UTC)`).waitFor();
  await finish(page);
  await page.getByText(/ at \d\d:\d\d UTC$/).waitFor();
  await owner.reaches(id, "sealed");
});

/** Inserts a text as pasting does: browsers silently cut it at an input's limit. */
async function paste(page, box, text) {
  await box.click();
  await page.keyboard.insertText(text);
}

/** The end of a long text may reverse its meaning, so signed texts and reasons are never cut. */
test("too long to be taken", async ({ origin, open, sender }) => {
  const owner = await sender({ baseURL: origin });
  const large = { ...remarks, rect: { x: 40_000, y: 40_000, w: 500_000, h: 700_000 } };
  const { id } = await owner.send({
    title: "Too long",
    people: [{ name: "Nia Oba", email: "nia@long.example" }],
    fields: [FIELDS[1], large],
  });
  const page = await (await open({ phone: true, quiet: true })).newPage();
  await arrive(page, await owner.link("nia@long.example"));
  await agree(page);
  await page.getByRole("button", { name: "Remarks, required" }).click();
  const box = page.locator("footer .entry").first().getByRole("textbox");
  const text = `${"Clause: I pay nothing. ".repeat(110)}EXCEPT if I am late.`;
  await paste(page, box, text);
  assert.equal(await box.inputValue(), text);
  await page.getByText("Shorten this text to at most 2,000 characters.").first().waitFor();
  await choose(page, "Decline to sign");
  const dialog = page.getByRole("dialog");
  await paste(
    page,
    dialog.getByLabel("Why are you declining?"),
    `${"Because. ".repeat(120)}THE END`,
  );
  await dialog.getByRole("button", { name: "Decline…" }).click();
  await dialog.getByText("Shorten the reason to at most 1,000 characters.").waitFor();
  const story = await owner.context.newPage();
  await story.goto(`/envelopes/${id}`);
  await story.getByRole("button", { name: "Withdraw" }).click();
  const withdraw = story.getByRole("dialog");
  await paste(story, withdraw.getByLabel("Reason"), `${"Reason. ".repeat(130)}THE END`);
  await withdraw.getByRole("button", { name: "Withdraw" }).click();
  await withdraw.getByText("Shorten the reason to at most 1,000 characters.").waitFor();
  const draft = await owner.draft({
    title: "Long draft",
    people: [{ name: "Nia Oba", email: "nia@long.example" }],
  });
  await story.goto(`/envelopes/${draft.id}`);
  await paste(
    story,
    story.getByLabel("Message", { exact: true }),
    `${"Pay nothing. ".repeat(400)}THE END`,
  );
  await story
    .getByText("Only 5,000 characters fit here. Check that nothing is missing at the end.")
    .waitFor();
});

/** One unprintable entry waits alone: the entries saved with it stay, and "Saved" means all entries. */
test("entries beside a refused one", async ({ open, sender }) => {
  const owner = await sender();
  const people = [
    { name: "Nia Oba", email: "nia@beside.example" },
    { name: "Kim Co", email: "kim@beside.example", role: "copy" },
  ];
  const notes = {
    kind: "text",
    label: "Notes",
    page: 1,
    rect: { x: 72_000, y: 400_000, w: 200_000, h: 40_000 },
  };
  const big = { ...remarks, page: 0, rect: { x: 40_000, y: 40_000, w: 500_000, h: 700_000 } };
  await owner.send({ title: "Beside", people, fields: [...FIELDS, notes, big] });
  const page = await (await open({ viewport: { width: 1280, height: 720 } })).newPage();
  await page.goto(await owner.link("nia@beside.example"));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("Kim Co (Receives a copy at the end)").waitFor();
  await agree(page);
  const company = page.locator(".page").getByRole("textbox", { name: /^Company/ });
  const note = page.locator(".page").getByRole("textbox", { name: /^Notes/ });
  await company.fill("ACME");
  await note.fill("Price \u{1d7d8}");
  const state = page.locator("header .saved [role=status]");
  await page
    .getByText("These characters can’t be printed on the document: 𝟘. Use different ones.")
    .first()
    .waitFor();
  await state.getByText("Not saved yet").waitFor();
  // A field higher than the window: its own message is out of view, the bar's message is visible.
  const tall = page.locator(".page").getByRole("textbox", { name: /^Remarks/ });
  await tall.click();
  await page.keyboard.insertText(`${"words ".repeat(400)}END`);
  assert.ok(
    await page
      .locator("footer")
      .getByText("Shorten this text to at most 2,000 characters.")
      .isVisible(),
  );
  await tall.fill("Short.");
  await page.waitForTimeout(2_000);
  assert.equal(await state.innerText(), "Not saved yet");
  await choose(page, "Finish later");
  await page.getByText("Not everything you entered is saved yet.").waitFor();
  await page.getByRole("button", { name: "Continue now" }).click();
  await page.reload();
  await page.locator("footer .go").waitFor();
  assert.deepEqual(
    [await company.inputValue(), await tall.inputValue(), await note.inputValue()],
    ["ACME", "Short.", ""],
  );
});
