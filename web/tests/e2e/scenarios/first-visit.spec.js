/** The person who opens a new server's printed link creates the owner's account. */
import assert from "node:assert/strict";
import { axe, show } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { OWNER } from "../support/sender.js";

async function setUp(page, origin) {
  // Without the link, the page asks for its code.
  const stranger = await page.context().newPage();
  await stranger.goto(origin);
  await stranger.getByLabel("Code from the server").waitFor();
  await stranger.close();
  assert.equal(
    await page.getByLabel("Code from the server").count(),
    0,
    "the link has brought the code",
  );
  for (const colorScheme of ["light", "dark"]) {
    await show(page, colorScheme);
    assert.deepEqual(await axe(page), [], "the first page is accessible");
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("Your e-mail address").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByLabel(/Organisation name/).fill("Northwind Studio");
  await page.getByRole("button", { name: "Create account" }).click();
}

test("first visit", async ({ newServer: { origin, setupLink }, open }) => {
  const page = await (await open({ baseURL: origin, quiet: true })).newPage();
  await page.goto(setupLink);
  await page.getByLabel("Your name").waitFor();
  assert.ok(!page.url().includes("#"), "the code leaves the address bar");
  await setUp(page, origin);
  await page.getByText("Drop a PDF here, or choose a file").waitFor();
});
