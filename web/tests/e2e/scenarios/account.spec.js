/** The security of an account: second factors, the password, sessions, API keys and the log. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { confirmPassword, enrol, givePassword, ownerOf, typePassword } from "../support/account.js";
import { Audit } from "../support/audit.js";
import { Authenticator } from "../support/authenticator.js";
import { axe, shifts } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { focused, tabTo } from "../support/keys.js";
import { OWNER } from "../support/sender.js";

const NEW_PASSWORD = "staple battery horse correct";
const dialog = (page, name) => page.getByRole("dialog", { name });
const signOut = (page) => page.getByRole("button", { name: "Sign out" }).first().click();

/** Sets up a second factor with the keyboard, from the page of envelopes on. Returns it with its recovery codes. */
async function enrolByKeyboard(page) {
  await page.getByText("Drop a PDF here").waitFor();
  await tabTo(page, new RegExp(`^a ${OWNER.name}`));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Profile" }).waitFor();
  await tabTo(page, /^a Security/);
  await page.keyboard.press("Enter");
  const add = page.getByRole("button", { name: "Add an authenticator app" });
  await add.waitFor();
  await page.waitForFunction(() => document.activeElement?.localName === "h1");
  await tabTo(page, /^button Add an authenticator app/);
  await page.keyboard.press("Enter");
  await confirmPassword(page);
  const form = dialog(page, "Add an authenticator app");
  await form.getByRole("img", { name: /^QR code/ }).waitFor();
  assert.deepEqual(await axe(page), []);
  const authenticator = new Authenticator(await form.locator(".secret").innerText());
  await tabTo(page, /^input Code from your authenticator app/);
  // A code of another moment is refused at its field.
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await form.getByText("This code is wrong or was used already").waitFor();
  assert.match(await focused(page), /^input Code from/);
  await page.keyboard.type(await authenticator.code());
  await page.keyboard.press("Enter");
  const codes = await storeByKeyboard(page);
  assert.match(await focused(page), /^button Add an authenticator app/, "the focus is back");
  return { authenticator, codes };
}

/** Reads the recovery codes and confirms that they are stored. */
async function storeByKeyboard(page) {
  const shown = dialog(page, "Store your recovery codes");
  await shown.waitFor();
  const codes = await shown.locator("ol li").allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await shown.getByText(codes[9]).waitFor();
  assert.equal(await shown.getByRole("button", { name: "Done" }).isEnabled(), false);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    (async () => {
      await tabTo(page, /^button Download/);
      await page.keyboard.press("Enter");
    })(),
  ]);
  assert.equal(download.suggestedFilename(), "recovery-codes.txt");
  const text = await readFile(await download.path(), "utf8");
  for (const code of codes) assert.ok(text.includes(code));
  assert.match(text, /^Recovery codes for ada@northwind\.example at Northwind Studio, /);
  await tabTo(page, /^input I have stored these codes/);
  await page.keyboard.press("Space");
  await tabTo(page, /^button Done/);
  await page.keyboard.press("Enter");
  await shown.waitFor({ state: "hidden" });
  return codes;
}

test("account: second factor by keyboard", async ({ newServer, open }) => {
  const owner = await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  const page = await owner.context.newPage();
  await page.goto("/envelopes");
  const { authenticator, codes } = await enrolByKeyboard(page);
  await page.getByText("10 codes left").waitFor();
  assert.deepEqual(await shifts(page), []);
  await signOut(page);

  // With a code of the app. A visitor who left in between is asked for it again, and arrives where they wanted to go.
  await page.goto("/settings/sessions");
  await typePassword(page);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "code");
  await page.reload();
  await page.getByLabel("Code from your authenticator app").fill("123456");
  await page.keyboard.press("Enter");
  await page.getByText("This code is wrong or was used already").waitFor();
  await page.getByLabel("Code from your authenticator app").fill(await authenticator.code());
  await page.keyboard.press("Enter");
  await page.getByText("with password and authenticator app").waitFor();
  assert.equal(new URL(page.url()).pathname, "/settings/sessions");
  await signOut(page);

  // With a recovery code, in small letters.
  await typePassword(page);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.keyboard.type(codes[3].toLowerCase());
  await page.keyboard.press("Enter");
  await page.getByText("Drop a PDF here").waitFor();
  await page.goto("/settings/security");
  await page.getByText("9 codes left").waitFor();
  await signOut(page);

  // Each works once. Somebody else may sign in instead.
  await typePassword(page);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[3]);
  await page.keyboard.press("Enter");
  await page.getByText("This recovery code is wrong or was used already").waitFor();
  await page.getByRole("button", { name: "Sign in as someone else" }).click();
  await page.getByLabel("E-mail address").waitFor();
});

test("account: new recovery codes, and none without a factor", async ({ newServer, open }) => {
  const owner = await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  const { codes } = await enrol(owner);
  const page = await owner.context.newPage();
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "New recovery codes" }).click();
  await dialog(page, "Create new recovery codes?")
    .getByRole("button", { name: "Create codes" })
    .click();
  const shown = dialog(page, "Store your recovery codes");
  await shown.waitFor();
  const fresh = await shown.locator("ol li").allInnerTexts();
  assert.equal(new Set([...codes, ...fresh]).size, 20);
  await shown.getByLabel("I have stored these codes").check();
  await shown.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Remove “Phone”" }).click();
  const question = dialog(page, "Remove this second factor?");
  await question.getByText("your only second factor").waitFor();
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("a stolen password is not enough").waitFor();
  assert.equal(await page.getByRole("heading", { name: "Recovery codes" }).count(), 0);
  assert.equal((await owner.get("/v1/me")).assurance, "single");
});

test("account: an API key needs a second factor", async ({ newServer, open }) => {
  const owner = await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  const page = await owner.context.newPage();
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New API key" }).click();
  await page.getByText("What you wanted to do needs a second factor").waitFor();
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  await givePassword(page);
  const form = dialog(page, "Add an authenticator app");
  const authenticator = new Authenticator(await form.locator(".secret").innerText());
  await form.getByLabel("Code from your authenticator app").fill(await authenticator.code());
  await form.getByRole("button", { name: "Add", exact: true }).click();
  const codes = dialog(page, "Store your recovery codes");
  await codes.getByLabel("I have stored these codes").check();
  await codes.getByRole("button", { name: "Done" }).click();

  // Back where the key was wanted.
  await page.getByRole("heading", { name: "API keys", exact: true }).waitFor();
  await page.getByRole("button", { name: "New API key" }).click();
  const key = dialog(page, "New API key");
  await key.getByRole("button", { name: "Create key" }).click();
  await key.getByText("Enter a name of at most 60 characters.").waitFor();
  await key.getByText("Choose at least one thing that the key may do.").waitFor();
  await key.getByLabel("Name").fill("Till");
  await key.getByLabel("Read envelopes").check();
  await key.getByLabel("Networks (optional)").fill("127.0.0.0/8\nthe office");
  await key.getByRole("button", { name: "Create key" }).click();
  await key.getByText("“the office” is not an address or a network").waitFor();
  await key.getByLabel("Networks (optional)").fill("127.0.0.0/8\n::1");
  await key.getByRole("button", { name: "Create key" }).click();
  const made = dialog(page, "Your new API key");
  const secret = await made.getByLabel("API key").inputValue();
  assert.match(secret, /^osk_/);
  await made.getByRole("button", { name: "Done" }).click();

  const list = () =>
    fetch(`${newServer.origin}/v1/envelopes`, { headers: { Authorization: `Bearer ${secret}` } });
  assert.equal((await list()).status, 200, "the key works");
  await page.getByText("Only from 127.0.0.0/8 and ::1/128").waitFor();
  await page.getByRole("button", { name: "Revoke “Till”" }).click();
  await dialog(page, "Revoke this API key?").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("No API keys yet").waitFor();
  assert.equal((await list()).status, 401, "it does not work any more");
});

/** The five minutes after a second factor can't be shortened, so the server's refusal is played once. */
test("account: a fresh code, and the request again", async ({ newServer, open }) => {
  const owner = await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  const { authenticator } = await enrol(owner);
  const page = await owner.context.newPage();
  await page.goto("/settings/security");
  const refused = { code: "step_up_required", status: 403, title: "Confirm" };
  const path = "**/v1/me/recovery-codes";
  await page.route(
    path,
    (route) =>
      route.fulfill({ status: 403, contentType: "application/problem+json", json: refused }),
    { times: 2 },
  );
  await page.getByRole("button", { name: "New recovery codes" }).click();
  const question = dialog(page, "Create new recovery codes?");
  await question.getByRole("button", { name: "Create codes" }).click();
  const asked = dialog(page, "Confirm that it’s you");
  await asked.getByLabel("Code from your authenticator app").waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "code");
  const audit = new Audit();
  await audit.look(page, "the confirmation");
  audit.end();
  await page.keyboard.press("Escape");
  await question.getByText("Enter the code of your second factor again").waitFor();
  await question.getByRole("button", { name: "Create codes" }).click();
  await asked.getByLabel("Code from your authenticator app").fill("999999");
  await page.keyboard.press("Enter");
  await asked.getByText("This code is wrong or was used already").waitFor();
  await asked.getByLabel("Code from your authenticator app").fill(await authenticator.code());
  await page.keyboard.press("Enter");
  await dialog(page, "Store your recovery codes").waitFor();
});

test("account: a new password ends other sessions", async ({ newServer, open }) => {
  const owner = await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  const page = await owner.context.newPage();
  const other = await (await open({ baseURL: newServer.origin })).newPage();
  await other.goto("/sign-in");
  await typePassword(other);
  await other.getByText("Drop a PDF here").waitFor();

  await page.goto("/settings/security");
  const form = page.getByRole("region", { name: "Password" });
  await form.getByRole("button", { name: "Change password" }).click();
  await form.getByText("Enter your current password.").waitFor();
  await form.getByText("Use at least 12 characters.").waitFor();
  await form.getByLabel("Current password").fill("not the password");
  await form.getByLabel("New password").fill("aaaaaaaaaaaaaaaa");
  await form.getByRole("button", { name: "Change password" }).click();
  await form.getByText("Choose another password").waitFor();
  await form.getByLabel("New password").fill(NEW_PASSWORD);
  await form.getByRole("button", { name: "Change password" }).click();
  await form.getByText("This is not your current password.").waitFor();
  await page.waitForFunction(
    () => document.activeElement?.getAttribute("autocomplete") === "current-password",
  );
  await form.getByLabel("Current password").fill(OWNER.password);
  await form.getByRole("button", { name: "Change password" }).click();
  await page.getByText("Your password has been changed").first().waitFor();
  await page.goto("/settings/sessions");
  await page.getByText("You are not signed in anywhere else.").waitFor();

  await other.goto("/settings");
  await other.getByRole("button", { name: "Sign in" }).waitFor();
  await typePassword(other);
  await other.getByText("Wrong e-mail address or password.").waitFor();
  await typePassword(other, NEW_PASSWORD);
  await other.getByRole("heading", { name: "Profile" }).waitFor();
});

test("account: sessions end one by one and all at once", async ({ newServer, open }) => {
  const owner = await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  const iPhone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
  const others = [];
  for (const options of [{ userAgent: iPhone, phone: true }, {}, {}]) {
    const page = await (await open({ baseURL: newServer.origin, ...options })).newPage();
    await page.goto("/sign-in");
    await typePassword(page);
    await page.getByText("Drop a PDF here").waitFor();
    others.push(page);
  }
  const page = await owner.context.newPage();
  await page.goto("/settings/sessions");
  const rows = page.locator("main li");
  await rows.nth(3).waitFor();
  await rows.first().getByText("This browser").waitFor();
  await page.getByRole("button", { name: "End the session of Safari on iPhone" }).click();
  await page.getByText("The session of Safari on iPhone has ended.").first().waitFor();
  assert.equal(await rows.count(), 3);
  await others[0].reload();
  await others[0].getByRole("button", { name: "Sign in" }).waitFor();
  await page.getByRole("button", { name: "End all others" }).click();
  await page.getByText("You are not signed in anywhere else.").waitFor();
  await others[2].reload();
  await others[2].getByRole("button", { name: "Sign in" }).waitFor();
});

test("account: the log", async ({ newServer, open }) => {
  const owner = await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  const { authenticator } = await enrol(owner);
  const page = await (await open({ baseURL: newServer.origin })).newPage();
  await page.goto("/settings/log");
  await typePassword(page, "not the password");
  await page.getByText("Wrong e-mail address or password.").waitFor();
  await typePassword(page);
  await page.getByLabel("Code from your authenticator app").fill(await authenticator.code());
  await page.keyboard.press("Enter");
  const titles = page.locator(".log .what");
  await titles.first().waitFor();
  assert.deepEqual(await titles.allInnerTexts(), [
    "Second factor confirmed",
    "Signed in",
    "A wrong password was entered",
    "New recovery codes created",
    "Second factor added",
    "Signed in",
    "Account created",
  ]);
  await page.getByText("127.0.0.1 · Chrome on Linux").first().waitFor();
  await page.getByText("Changes", { exact: true }).click();
  await page.getByText("Signed in").first().waitFor({ state: "hidden" });
  assert.deepEqual(await titles.allInnerTexts(), [
    "New recovery codes created",
    "Second factor added",
    "Account created",
  ]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export as CSV" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "activity.csv");
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  assert.equal(lines.length, 4, "what is shown, below a head");
  assert.match(lines[2], /"Second factor added","“Phone” · Authenticator app","127\.0\.0\.1"/);
});

test("account: older entries", async ({ newServer, open }) => {
  const owner = await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  for (let turn = 0; turn < 30; turn++) {
    await owner.signIn();
    const headers = { Origin: newServer.origin };
    await owner.context.request.delete(`${newServer.origin}/v1/sessions/current`, { headers });
  }
  await owner.signIn();
  const page = await owner.context.newPage();
  await page.goto("/settings/log");
  const rows = page.locator(".log > li");
  await rows.first().waitFor();
  assert.equal(await rows.count(), 50);
  // The only change is beyond the first page.
  await page.getByText("Changes", { exact: true }).click();
  await page.getByText("Account created").waitFor();
  assert.equal(await page.getByRole("button", { name: "Show older" }).count(), 0);
  await page.reload();
  await rows.first().waitFor();
  await page.getByRole("button", { name: "Show older" }).click();
  await page.getByText("Account created").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches(".log > li:nth-child(51)"));
});

test("accessible account", async ({ newServer, open }) => {
  const owner = await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  const audit = new Audit();
  const page = await owner.context.newPage();
  const see = async (path, words) => {
    await page.goto(path);
    await page.getByText(words).first().waitFor();
    await audit.look(page, path);
  };
  await see("/settings", "Owner: runs this server");
  await see("/settings/security", "a stolen password is not enough");
  await see("/settings/api-keys", "No API keys yet");
  await enrol(owner);
  const key = { label: "Till", scopes: ["envelopes:read"], networks: [], expires_in_days: 7 };
  await owner.post("/v1/me/api-keys", key);
  // The longest names, without a blank.
  await owner.post("/v1/me/api-keys", { ...key, label: "W".repeat(60) });
  await see("/settings/security", "10 codes left");
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  await dialog(page, "Add an authenticator app").waitFor();
  await audit.look(page, "the enrolment");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove “Phone”" }).click();
  await audit.look(page, "the removal");
  await page.keyboard.press("Escape");
  await see("/settings/api-keys", "Expires soon");
  await page.getByRole("button", { name: "New API key" }).click();
  await dialog(page, "New API key").getByRole("button", { name: "Create key" }).click();
  await audit.look(page, "a new key with mistakes");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Revoke “Till”" }).click();
  await audit.look(page, "the revocation");
  await see("/settings/sessions", "This browser");
  await see("/settings/log", "Second factor added");
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "New recovery codes" }).click();
  await page.getByRole("button", { name: "Create codes" }).click();
  await dialog(page, "Store your recovery codes").waitFor();
  await audit.look(page, "the recovery codes");
  await owner.context.clearCookies();
  await page.goto("/sign-in");
  await typePassword(page);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await audit.look(page, "the second step");
  audit.end();
});
