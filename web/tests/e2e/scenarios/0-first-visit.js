/** The first visitor of a new server makes the owner's account. */
import assert from "node:assert/strict";
import { axe, show } from "../support/browser.js";
import { OWNER } from "../support/sender.js";

async function setUp(page) {
  for (const colorScheme of ["light", "dark"]) {
    await show(page, colorScheme);
    assert.deepEqual(await axe(page), [], "the first page is accessible");
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("Your e-mail address").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByLabel(/Name of this server/).fill("Northwind Studio");
  await page.getByRole("button", { name: "Create the account" }).click();
}

async function signIn(page) {
  await page.getByLabel("E-mail", { exact: false }).fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function run({ origin, open }) {
  const page = await (await open({ baseURL: origin })).newPage();
  await page.goto("/");
  const empty = page.getByLabel("Your name");
  const known = page.getByRole("button", { name: "Sign in" });
  await empty.or(known).waitFor();
  // A second go finds the account that the first one made before it failed.
  await ((await known.isVisible()) ? signIn(page) : setUp(page));
  await page.getByText("Drop a PDF here, or choose a file").waitFor();
}

export default [{ name: "first visit", run }];
