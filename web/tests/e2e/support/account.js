/** The account of a new server's owner: its second factor, set up through the API to prepare a scene. */
import assert from "node:assert/strict";
import { Authenticator } from "./authenticator.js";
import { axe } from "./browser.js";
import { focused } from "./keys.js";
import { OWNER, Sender } from "./sender.js";

/** The owner of this new server, signed in with the password in this browser. */
export async function ownerOf(server, context) {
  const owner = new Sender(context, server.origin);
  await owner.setUp(server.setupLink);
  return owner;
}

/** Enrols an authenticator app. Returns it with the recovery codes. */
export async function enrol(owner) {
  const { secret, ticket } = await owner.post("/v1/me/second-factors/totp", {
    password: OWNER.password,
  });
  const authenticator = new Authenticator(secret);
  const code = await authenticator.code();
  const { codes } = await owner.post("/v1/me/second-factors", { ticket, code, label: "Phone" });
  return { authenticator, codes };
}

/** Types the owner's address and password on the sign-in page. */
export async function typePassword(page, password = OWNER.password) {
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const asked = (page) => page.getByRole("dialog", { name: "Confirm that it’s you" });

/** Types the password that the first second factor asks for; a wrong one is refused at its field. */
export async function confirmPassword(page) {
  await asked(page).waitFor();
  assert.deepEqual(await axe(page), []);
  assert.match(await focused(page), /^input Current password/);
  await page.keyboard.type("not the password");
  await page.keyboard.press("Enter");
  await page.getByText("This is not your current password").waitFor();
  assert.match(await focused(page), /^input Current password/);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(OWNER.password);
  await page.keyboard.press("Enter");
}

/** Gives the password that the first second factor asks for. */
export async function givePassword(page) {
  await asked(page).getByLabel("Current password").fill(OWNER.password);
  await asked(page).getByRole("button", { name: "Continue" }).click();
}
