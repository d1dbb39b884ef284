/** Titles, names, captions, messages, reasons and file names that are one long word. */
import assert from "node:assert/strict";
import { DESK, PHONE, rest } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { adopt, agree, arrive, finish } from "../support/signer.js";

const MINI = { width: 320, height: 568 };
const LOWEST = { width: 360, height: 225 };
const WORD = "Grundstueckskaufvertrag_Hauptstrasse_".repeat(6).slice(0, 200);

/**
 * The elements that overflow the page or an open sheet, at these sizes: words must break instead of widening their
 * container.
 */
async function within(page, what, sizes = [MINI, PHONE, DESK]) {
  for (const viewport of sizes) {
    await page.setViewportSize(viewport);
    await rest(page);
    const beside = await page.evaluate(() =>
      // A box that clips its overflow hides the end of a name.
      [document.documentElement, ...document.querySelectorAll("dialog[open], main .sheet")].flatMap(
        (sheet) => {
          const { scrollWidth, clientWidth } = sheet;
          if (scrollWidth <= clientWidth) return [];
          const edge = sheet.getBoundingClientRect().left + clientWidth;
          const wide = [...sheet.querySelectorAll("*")].filter(
            (element) => element.getBoundingClientRect().right > edge + 1,
          );
          return [
            `${scrollWidth} in ${clientWidth}: ${wide
              .slice(0, 8)
              .map((element) => `${element.localName}.${element.className}`)
              .join(" ")}`,
          ];
        },
      ),
    );
    assert.deepEqual(beside, [], `${what} at ${viewport.width}`);
  }
  await page.setViewportSize(sizes[0]);
}

/** At 400 % the caption of a field stays in the bar. */
async function captioned(page) {
  await page.setViewportSize(LOWEST);
  await rest(page);
  const seen = await page.locator("#step-label").evaluate((label) => {
    const [inner, bar] = [
      label.parentElement.getBoundingClientRect(),
      document.querySelector("footer").getBoundingClientRect(),
    ];
    return {
      inside: inner.top >= bar.top && inner.bottom <= bar.bottom && bar.bottom <= innerHeight + 1,
      share: bar.height / innerHeight,
      width: label.parentElement.scrollWidth - inner.width,
    };
  });
  assert.ok(
    seen.inside && seen.share < 0.75 && seen.width <= 1,
    `the caption stays in the bar at 400 %: ${JSON.stringify(seen)}`,
  );
}

async function signs(page, link) {
  await page.goto(link);
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await within(page, "link");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "I agree" }).waitFor();
  await within(page, "letter");
  await agree(page);
  await within(page, "document");
  const go = page.locator("footer .go");
  await go.click();
  await within(page, "signature step");
  await page.locator("footer .entry").getByRole("button").first().click();
  const sheet = page.getByRole("dialog");
  await sheet.waitFor();
  await within(page, "adopting");
  await sheet.getByRole("button", { name: "Use this signature" }).click();
  await sheet.getByText("Too long for this field").waitFor();
  assert.match(
    await page.locator("footer .sub").innerText(),
    /^1 of 3/,
    "what can't be printed isn't taken",
  );
  await sheet.getByRole("textbox").fill("Olga Berg");
  await adopt(page);
  await go.click();
  await page.locator("footer .entry").getByRole("textbox").fill(WORD);
  await within(page, "text step");
  await go.click();
  await within(page, "checkbox step");
  await captioned(page);
  await page.locator("footer .entry").getByRole("checkbox").check();
  await go.click();
  await page.getByRole("heading", { name: "Review and finish" }).waitFor();
  await within(page, "review", [MINI, PHONE, DESK, LOWEST]);
  await page.setViewportSize(PHONE);
  await finish(page);
  await within(page, "signed");
}

async function declines(page, link) {
  await arrive(page, link);
  await page.getByRole("button", { name: "Decline" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill(WORD);
  await within(page, "declining");
  const danger = page.getByRole("dialog").locator("footer .danger");
  await danger.click();
  await page.locator("blockquote").last().waitFor();
  await within(page, "sure to decline");
  await danger.click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await within(page, "declined");
}

async function verifies(app, origin, sealed) {
  await app.goto(`${origin}/verify`);
  await app.locator("input[type=file]").setInputFiles({
    name: `${WORD}.pdf`,
    mimeType: "application/pdf",
    buffer: sealed,
  });
  await app
    .getByRole("heading", { level: 1, name: "This is exactly the document that was sealed here." })
    .waitFor({ timeout: 60_000 });
  await within(app, "verified");
}

test("long words", async ({ open, sender, origin }) => {
  const owner = await sender();
  const at = (name, rect, more) => ({ page: 1, label: WORD, rect, kind: name, ...more });
  const fields = [
    at("signature", { x: 72_000, y: 250_000, w: 400_000, h: 90_000 }),
    at("text", { x: 72_000, y: 350_000, w: 400_000, h: 100_000 }),
    at("checkbox", { x: 72_000, y: 460_000, w: 18_000, h: 18_000 }),
  ];
  const people = ["word@customer.example", "refuses@customer.example"].map((email) => ({
    name: WORD,
    email,
  }));
  const parts = { title: WORD, message: WORD, fields };
  const { id } = await owner.send({ ...parts, people: people.slice(0, 1) });
  const other = await owner.send({ ...parts, people: people.slice(1) });
  const draft = await owner.draft({ ...parts, people: [people[0]] });

  await signs(await (await open()).newPage(), await owner.link(people[0].email));
  await declines(await (await open()).newPage(), await owner.link(people[1].email));
  await owner.reaches(id, "sealed");
  const app = await owner.context.newPage();
  const pages = {
    list: "/",
    done: `/envelopes/${id}`,
    refused: `/envelopes/${other.id}`,
    editor: `/envelopes/${draft.id}`,
    outbox: "/outbox",
  };
  for (const [what, path] of Object.entries(pages)) {
    await app.goto(origin + path);
    await app.waitForLoadState("networkidle");
    await within(app, what);
  }
  const sealed = await owner.context.request.get(`${origin}/v1/envelopes/${id}/sealed.pdf`);
  await verifies(app, origin, await sealed.body());
});
