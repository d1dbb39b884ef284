/** Parts of the signing page that fail to load: each press still has an effect, and nobody faces an empty page. */
import assert from "node:assert/strict";
import { axe } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { adopt, agree, arrive, fillAll, finish } from "../support/signer.js";

const PARTS = /assets\/(Adopt|Review|Decline|Reader|Notes|End)-[^/]+\.(js|css)$/;

/** A page that has loaded its document, while these files fail. */
async function before(owner, open, email, gone, how) {
  await owner.send({ title: "A poor line", people: [{ name: "Nia Oba", email }] });
  const page = await (await open({ phone: true })).newPage();
  await page.route(gone, how);
  await arrive(page, await owner.link(email));
  await agree(page);
  return page;
}

/** The line breaks before the parts load, and comes back. */
test("lost parts: the line breaks", async ({ open, sender }) => {
  const owner = await sender();
  const page = await before(owner, open, "broken@line.example", PARTS, (route) => route.abort());
  const dialog = page.getByRole("dialog");
  const bar = page.locator("footer").last();
  await page.waitForTimeout(1_000);
  await page.context().setOffline(true);
  await bar.locator(".go").click();
  await bar.getByRole("button", { name: "Add your signature" }).click();
  await dialog.getByRole("heading", { name: "No connection" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await dialog.getByRole("button", { name: "Try again" }).click();
  await dialog.getByRole("alert").waitFor();
  await page.unroute(PARTS);
  await page.context().setOffline(false);
  await dialog.getByRole("button", { name: "Try again" }).click();
  await dialog.getByRole("heading", { name: "Your signature" }).waitFor();
  const unstyled = await page.evaluate(() =>
    [...document.querySelectorAll("link[rel=stylesheet]")]
      .filter((link) => !link.sheet)
      .map((link) => link.href),
  );
  assert.deepEqual(
    unstyled.filter((href) => /Adopt/.test(href)),
    [],
    "its styles have come, too",
  );
  await adopt(page);
  await fillAll(page);
  await finish(page);
});

/** The last screen fails to load: the document is signed, and the page says so. */
test("lost parts: the last screen", async ({ open, sender }) => {
  const owner = await sender();
  const END = /assets\/End-[^/]+\.(js|css)$/;
  const page = await before(owner, open, "last@line.example", END, (route) => route.abort());
  await fillAll(page);
  await page.getByRole("dialog").getByRole("button", { name: "Finish" }).click();
  await page.getByRole("heading", { name: "You have signed" }).waitFor();
  await page.getByRole("alert").waitFor();
  assert.deepEqual(await axe(page), []);
  await page.unroute(END);
  await page.getByRole("button", { name: "Reload the page" }).click();
  await page.getByRole("heading", { name: "Your signature" }).waitFor();
});

/** After an upgrade the server no longer has this page's files, so the page reloads with the entries. */
test("lost parts: an upgrade", async ({ open, sender }) => {
  const owner = await sender();
  const page = await before(
    owner,
    open,
    "upgraded@line.example",
    /assets\/(Review|Decline)-[^/]+\.(js|css)$/,
    (route) => route.fulfill({ status: 404, body: "" }),
  );
  const bar = page.locator("footer").last();
  await bar.locator(".go").click();
  await bar.getByRole("button", { name: "Add your signature" }).click();
  await adopt(page);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.locator("#menu").getByRole("button", { name: "Decline to sign" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("heading", { name: "This page needs to be reloaded" }).waitFor();
  await page.unrouteAll();
  await dialog.getByRole("button", { name: "Reload the page" }).click();
  await bar.locator(".go").waitFor();
  await page.getByRole("button", { name: "Signature: Nia Oba. Change" }).waitFor();
  await fillAll(page);
  await finish(page);
});

/** A lost request for a part is repeated, and the next parts load before the line breaks. */
test("lost parts: early", async ({ open, sender }) => {
  const owner = await sender();
  let lost = 0;
  const page = await before(
    owner,
    open,
    "early@line.example",
    /assets\/(Adopt|Review|End)-[^/]+\.js$/,
    (route) => (lost++ < 1 ? route.abort() : route.continue()),
  );
  await fillAll(page);
  assert.ok(lost > 1, "one got lost");
  await page.waitForTimeout(1_000);
  await page.route(/assets\//, (route) => route.abort());
  await page.getByRole("dialog").getByRole("button", { name: "Finish" }).click();
  await page.getByRole("heading", { name: "You have signed" }).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
});

/** A slow response: the press shows an effect and can be cancelled. */
test("lost parts: slow", async ({ open, sender }) => {
  const owner = await sender();
  let release;
  const gate = new Promise((resolve) => (release = resolve));
  const page = await before(
    owner,
    open,
    "slow@line.example",
    /assets\/Notes-[^/]+\.js$/,
    async (route) => {
      await gate;
      await route.continue();
    },
  );
  const ask = async () => {
    await page.getByRole("button", { name: "Menu" }).click();
    await page.locator("#menu").getByRole("button", { name: "Finish later" }).click();
  };
  const dialog = page.getByRole("dialog");
  await ask();
  await dialog.getByRole("heading", { name: "Loading…" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "hidden" });
  await ask();
  await dialog.getByRole("heading", { name: "Loading…" }).waitFor();
  release();
  await dialog.getByRole("heading", { name: "Loading…" }).waitFor({ state: "hidden" });
  await dialog.waitFor();
});

/** Without its texts a page can't even show an error: it requests them until they load. */
test("lost parts: words", async ({ origin, open }) => {
  const page = await (await open()).newPage();
  let asked = 0;
  const words = /assets\/en-[^/]+\.js$/;
  await page.route(words, (route) => (asked++ < 3 ? route.abort() : route.continue()));
  await page.goto(`${origin}/verify`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.ok(asked > 3, "the words were asked for again");
});
