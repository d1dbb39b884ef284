/**
 * Text at 200 % on a phone: all text that the browser's setting enlarges wraps between words, and nothing overflows the
 * page.
 */
import assert from "node:assert/strict";
import { enrol, ownerOf } from "../support/account.js";
import { launch, overflow, person, PHONE, still } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { Sender } from "../support/sender.js";
import { agree, arrive, finish } from "../support/signer.js";

const LARGE = "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26";
const found = [];

/** Words that are broken although one line has room for them: a single letter or syllable is not readable. */
const brokenWords = (page) =>
  page.evaluate(() => {
    const broken = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // A document's lines keep their printed width; fingerprints and addresses are not words.
      if (
        node.data.includes("@") ||
        !node.parentElement.checkVisibility({ visibilityProperty: true }) ||
        node.parentElement.closest(".page, .hash, .hidden, code")
      )
        continue;
      for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}’_\u00ad]{2,}/gu)) {
        // A word may break where a soft hyphen says so.
        const most = word.split("\u00ad").length;
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
        const width = lines.reduce((sum, line) => sum + line.width, 0);
        if (
          new Set(lines.map(({ top }) => Math.round(top))).size > most &&
          width < innerWidth * 0.75
        ) {
          broken.push(
            `${word} in ${node.parentElement.localName}.${node.parentElement.className}: ${lines.length} lines`,
          );
        }
      }
    }
    return [...new Set(broken)];
  });

/** The innermost elements that overflow the page. */
const widest = (page) =>
  page.evaluate(() => {
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) =>
        element.getBoundingClientRect().right > innerWidth + 1 && !element.closest("nav"),
    );
    const inner = wide.filter(
      (element) => !wide.some((other) => other !== element && element.contains(other)),
    );
    return inner
      .slice(0, 5)
      .map(
        (element) =>
          `${element.localName}.${element.className} “${element.textContent?.trim().slice(0, 30)}”`,
      )
      .join(", ");
  });

/** Checks the current page. */
async function look(page, name) {
  await page.waitForTimeout(300);
  await still(page);
  const over = await overflow(page);
  if (over > 0)
    found.push(`${name}: ${over} px wider than ${PHONE.width} px: ${await widest(page)}`);
  found.push(...(await brokenWords(page)).map((line) => `${name}: ${line}`));
}

async function app(context, owner, { draft, sent }) {
  const page = await context.newPage();
  const see = async (path, selector, name = path) => {
    await page.goto(path);
    await page.locator(selector).first().waitFor();
    await look(page, name);
  };
  await see("/envelopes", "main li");
  await see("/envelopes/new", "input[type=file]");
  await see("/outbox", "main li, main tr");
  await see(`/envelopes/${sent.id}`, "main h1", "the story");
  await see(`/envelopes/${draft.id}`, "#title", "the editor");
  await page.getByRole("button", { name: "Check and send" }).click();
  await page.getByRole("dialog").waitFor();
  await look(page, "the check");
  await page.goto("/verify");
  await look(page, "verify");
}

async function verified(context, origin, bytes) {
  const page = await context.newPage();
  await page.goto(`${origin}/verify`);
  await page.locator("input[type=file]").setInputFiles({
    name: "Service agreement, signed.pdf",
    mimeType: "application/pdf",
    buffer: bytes,
  });
  await page.locator(".verdict").waitFor({ timeout: 60_000 });
  for (const details of await page.locator("details").all())
    await details.evaluate((element) => (element.open = true));
  await look(page, "a verified file");
}

async function signing(context, link) {
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await look(page, "the link");
  await arrive(page, link);
  await look(page, "the letter");
  await agree(page);
  await look(page, "the document");
  await page.getByRole("button", { name: "Menu" }).click();
  await look(page, "the menu");
  await page.locator("#menu").getByRole("button", { name: "Decline" }).click();
  await page.getByRole("dialog").waitFor();
  await look(page, "declining");
  await page.keyboard.press("Escape");
  const footer = page.locator("footer").last();
  const go = footer.locator(".go");
  for (let turn = 0; turn < 8; turn++) {
    const last = (await go.innerText()) === "Review";
    await go.click();
    if (last) break;
    const step = await footer.locator("#step-label").innerText();
    await look(page, `the step ${step}`);
    if (step === "Signature") {
      await footer.locator(".entry").getByRole("button").first().click();
      const dialog = page.getByRole("dialog");
      await look(page, "adopting by typing");
      await dialog.getByText("Draw", { exact: true }).click();
      await look(page, "adopting by drawing");
      await dialog.getByText("Type", { exact: true }).click();
      await dialog.locator("footer .primary").click();
      await dialog.waitFor({ state: "hidden" });
      await look(page, "an adopted signature");
    } else if (await footer.getByRole("checkbox").count())
      await footer.getByRole("checkbox").check();
    else if (step === "Company") await footer.getByRole("textbox").fill("Northwind Ltd");
  }
  await page.getByRole("heading", { name: "Review and finish" }).waitFor();
  await look(page, "the review");
  await finish(page);
  await look(page, "the end");
}

test("large text on a phone", async ({ origin, sender, faults }) => {
  found.length = 0;
  const owner = await sender();
  const people = [
    { name: "Mira van der Holt", email: "large@customer.example" },
    { name: "Jonas Lind", email: "waits@customer.example", step: 2 },
  ];
  const draft = await owner.draft({ title: "A draft with large text", people });
  const sent = await owner.send({
    title: "Service agreement for the coming year",
    message: "Please sign by Friday.",
    people,
  });
  const sealed = await owner.send({ title: "Sealed", people: people.slice(0, 1) });
  const browser = await launch(LARGE);
  try {
    const context = await person(browser, faults, { phone: true, baseURL: origin });
    const large = new Sender(context, origin);
    await large.signIn();
    await signing(
      await person(browser, faults, { phone: true }),
      await owner.link(people[0].email),
    );
    await owner.reaches(sealed.id, "sealed");
    const file = await owner.context.request.get(`${origin}/v1/envelopes/${sealed.id}/sealed.pdf`);
    await verified(context, origin, await file.body());
    await app(context, large, { draft, sent });
  } finally {
    await browser.close();
  }
  assert.deepEqual(found, []);
});

/** The pages of an account, and their dialogs. */
async function account(page) {
  const see = async (path, selector) => {
    await page.goto(path);
    await page.locator(selector).first().waitFor();
    await look(page, path);
  };
  const opened = async (button, name) => {
    await button.click();
    await page.locator("dialog[open]").waitFor();
    await look(page, name);
  };
  await see("/settings", "dl");
  await see("/settings/sessions", "main li");
  await see("/settings/log", ".log li");
  await see("/settings/api-keys", "main li");
  await opened(page.locator("main .button.primary"), "a new key");
  await page.locator("dialog[open] footer .primary").click();
  await look(page, "a new key with mistakes");
  await see("/settings/security", "main li");
  await opened(page.locator("#add-factor"), "the enrolment");
  await page.keyboard.press("Escape");
  await opened(page.locator(".left .button"), "the question");
  await page.locator("dialog[open] footer .primary").click();
  await page.locator("dialog[open] ol").waitFor();
  await look(page, "the recovery codes");
}

test("large text in the settings", async ({ newServer, open, faults }) => {
  found.length = 0;
  const owner = await ownerOf(newServer, await open());
  await enrol(owner);
  const networks = ["192.0.2.0/24", "2001:db8::/32"];
  const key = { label: "Customer database", scopes: ["links:read"], networks, expires_in_days: 7 };
  await owner.post("/v1/me/api-keys", key);
  const storageState = await owner.context.storageState();
  const browser = await launch(LARGE);
  try {
    for (const locale of ["en-GB", "de-DE"]) {
      const options = { phone: true, baseURL: newServer.origin, locale };
      const signedIn = await person(browser, faults, { ...options, storageState });
      await account(await signedIn.newPage());
      const half = await person(browser, faults, options);
      await new Sender(half, newServer.origin).signIn();
      const page = await half.newPage();
      await page.goto("/sign-in");
      await page.locator("input[name=code]").waitFor();
      await look(page, "the second step");
    }
  } finally {
    await browser.close();
  }
  assert.deepEqual(found, []);
});
