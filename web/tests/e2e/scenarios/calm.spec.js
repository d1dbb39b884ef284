/** The budgets of every page: nothing moves on its own, even on a slow line, and the console stays empty. */
import assert from "node:assert/strict";
import { axe, DESK, PHONE, settle, shifts } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { agree, arrive, fillAll, finish } from "../support/signer.js";

const JONAS = { name: "Jonas Weiß", email: "calm@partner.example", step: 2 };

/** 300 ms latency, and 1.5 Mbit/s. */
const SLOW = {
  offline: false,
  latency: 300,
  downloadThroughput: 190_000,
  uploadThroughput: 84_000,
};

/** Opens the page as a first visit, without stored data, and waits until it is complete. */
async function visit(context, path, what, slow) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  if (slow) await session.send("Network.emulateNetworkConditions", SLOW);
  await page.goto(path, { timeout: 60_000 });
  await page.locator("h1").first().waitFor({ state: "attached", timeout: 60_000 });
  await page
    .getByText(/^(Loading|Wird geladen\s)…$/)
    .first()
    .waitFor({ state: "hidden", timeout: 60_000 });
  await settle(page);
  // Late content has arrived by now.
  await page.waitForTimeout(300);
  assert.deepEqual(await shifts(page), [], `${what} moves`);
  await page.close();
}

/** On this screen, with a fast line in German and a slow one in English. */
const calm =
  (viewport) =>
  async ({ origin, open, sender }) => {
    const owner = await sender({ baseURL: origin });
    const MIRA = {
      name: "Mira van der Holt",
      email: `calm.${viewport.width}.${Date.now()}@customer.example`,
    };
    const sealed = await owner.send({
      title: "Calm to the end",
      people: [MIRA],
      message: "Dear Mira,\nplease sign.",
    });
    const signing = await (await open({ quiet: true })).newPage();
    await arrive(signing, await owner.link(MIRA.email));
    await agree(signing);
    await fillAll(signing);
    await finish(signing);
    await owner.reaches(sealed.id, "sealed");
    const sent = await owner.send({
      title: "Rental agreement, Harbour Road 12",
      people: [MIRA, JONAS],
    });
    const draft = await owner.draft({ title: "Framework agreement 2027", people: [MIRA, JONAS] });
    const paths = {
      list: "/envelopes",
      drafts: "/envelopes?show=drafts",
      sealed: `/envelopes/${sealed.id}`,
      sent: `/envelopes/${sent.id}`,
      editor: `/envelopes/${draft.id}`,
      new: "/envelopes/new",
      outbox: "/outbox",
      verify: "/verify",
    };
    for (const [locale, slow] of [
      ["de-DE", false],
      ["en-GB", true],
    ]) {
      const at = `${viewport.width} px, ${locale}${slow ? ", on a slow line" : ""}`;
      const { context } = await sender({ baseURL: origin, viewport, locale, quiet: true });
      for (const [name, path] of Object.entries(paths))
        await visit(context, path, `${name} at ${at}`, slow);
      await context.clearCookies();
      await visit(context, "/envelopes", `signing in at ${at}`, slow);
      await context.close();
    }
  };

/** Checking one file from elsewhere, or several, is an ordinary case. */
test("a strange file is no fault", async ({ origin, open, agreement }) => {
  const page = await (await open({ baseURL: origin, quiet: true })).newPage();
  await page.goto("/verify");
  const elsewhere = Buffer.concat([agreement.file, Buffer.from("\n")]);
  const files = [
    ["first.pdf", elsewhere],
    ["second.pdf", agreement.file],
    ["first.pdf", elsewhere],
  ];
  await page.evaluate(
    (dropped) => {
      const transfer = new DataTransfer();
      for (const [name, bytes] of dropped)
        transfer.items.add(
          new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, {
            type: "application/pdf",
          }),
        );
      dispatchEvent(
        new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    },
    files.map(([name, bytes]) => [name, bytes.toString("base64")]),
  );
  await page
    .getByText(
      "Only one file can be checked at a time. This check is for “first.pdf”; not included: second.pdf and first.pdf.",
    )
    .waitFor();
  await page
    .getByRole("heading", { name: "What was checked" })
    .waitFor({ state: "attached", timeout: 60_000 });
  await page.getByText("This check is for “first.pdf”").waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Verify another document" }).click();
  await page.getByText("This check is for").waitFor({ state: "hidden" });
});

test("calm pages on a phone", calm(PHONE));
test("calm pages on the desktop", calm(DESK));
