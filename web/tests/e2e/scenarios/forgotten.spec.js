/** A forgotten password: with a mail server a link leads to a new one, without a mail server the page says who can help. */
import assert from "node:assert/strict";
import { ownerOf, typePassword } from "../support/account.js";
import { axe, show } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { startMailbox } from "../support/mailbox.js";
import { OWNER } from "../support/sender.js";
import { startServer } from "../support/server.js";

const NEW_PASSWORD = "staple battery horse correct";

async function accessible(page) {
  for (const colorScheme of ["light", "dark"]) {
    await show(page, colorScheme);
    assert.deepEqual(await axe(page), []);
  }
}

test("a forgotten password is replaced by a mailed link", async ({ open }) => {
  const mailbox = await startMailbox();
  const server = await startServer(mailbox.settings);
  try {
    await ownerOf(server, await open({ baseURL: server.origin }));
    const page = await (await open({ baseURL: server.origin })).newPage();
    await page.goto("/");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByLabel("E-mail address").fill(OWNER.email);
    await accessible(page);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByText(`If ${OWNER.email} has an account here`).waitFor();
    const link = await mailbox.link(/http:\/\/localhost:\d+\/reset#[\w.-]+/);
    await page.goto(link);
    assert.ok(!page.url().includes("#"), "the secret leaves the address bar");
    await page.getByLabel("New password").fill("short");
    await page.getByRole("button", { name: "Save the new password" }).click();
    await page.getByText("Use at least 12 characters").waitFor();
    await accessible(page);
    await page.getByLabel("New password").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Save the new password" }).click();
    await page.getByText("Your new password is saved").first().waitFor();
    await typePassword(page, NEW_PASSWORD);
    await page.getByText("Drop a PDF here").waitFor();
    // The link works once.
    await page.goto(link);
    await page.reload();
    await page.getByText("This link is incomplete").waitFor();
    await accessible(page);
  } finally {
    await server.stop();
    mailbox.stop();
  }
});

test("without a mail server, the operator has to help", async ({ newServer, open }) => {
  await ownerOf(newServer, await open({ baseURL: newServer.origin }));
  const page = await (await open({ baseURL: newServer.origin })).newPage();
  await page.goto("/forgot");
  await page.getByText("This server can’t send e-mail").waitFor();
  await accessible(page);
  await page.getByRole("link", { name: "Back to sign-in" }).click();
  await page.getByLabel("Password", { exact: true }).waitFor();
});
