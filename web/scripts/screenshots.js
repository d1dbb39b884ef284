/**
 * Takes the screenshots in `docs/screenshots` in a browser against the real server. It rewrites PNG files with a
 * palette to keep the repository small.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, person, PHONE, settle } from "../tests/e2e/support/browser.js";
import { shrink } from "../tests/e2e/support/png.js";
import { Sender } from "../tests/e2e/support/sender.js";
import { repository, startServer } from "../tests/e2e/support/server.js";
import { adopt, agree, arrive, draw, fillAll, finish } from "../tests/e2e/support/signer.js";

const folder = join(repository, "docs", "screenshots");
mkdirSync(folder, { recursive: true });

const server = await startServer();
const browser = await launch();
const faults = [];
let number = 0;

async function shoot(page, name) {
  // No element should look hovered.
  await page.mouse.move(1, 1);
  await settle(page);
  const path = join(folder, `${name}.png`);
  writeFileSync(path, shrink(await page.screenshot({ animations: "disabled", caret: "hide" })));
  number += 1;
  console.log(`${name}.png ${Math.round(readFileSync(path).length / 1024)} KB`);
}

// The contract is between Northwind Studio, the Provider, and a customer: the first of two signers signs for the Provider.
const MIRA = { name: "Mira van der Holt", email: "mira@northwind.example" };
const JONAS = { name: "Jonas Weiß", email: "jonas@fjordbooks.example", step: 2 };
const PROVIDER = "Northwind Studio";
const CUSTOMER = "Fjord Books Ltd";
/** The scenes that are also taken on a phone in landscape. */
const LANDSCAPE = ["letter", "document", "fields", "adopt-drawn", "review"];
const MESSAGE = "Dear both,\nHere is what we agreed last week. Please sign by Friday.";

async function signing(page, link, size, company, last = false) {
  const at = async (name) => {
    await shoot(page, `sign-${name}-${size}`);
    if (size !== "390" || !LANDSCAPE.includes(name)) return;
    // Rotates the phone and rotates it back.
    await page.setViewportSize({ width: PHONE.height, height: PHONE.width });
    await page.waitForTimeout(700);
    await shoot(page, `sign-${name}-844`);
    await page.setViewportSize(PHONE);
    await page.waitForTimeout(700);
  };
  // Visits any page of this kind first to load the serif font, which a first visit may skip.
  await page.goto(new URL("/s/elsewhere", link).href);
  await page.getByRole("heading").waitFor();
  await page.waitForLoadState("networkidle");
  await page.goto(link);
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await at("link");
  await arrive(page, link);
  await page.locator(".peek img").waitFor({ state: "attached" });
  await at("letter");
  await agree(page);
  await page.locator(".page img").first().waitFor();
  await at("document");
  await page.locator("footer .go").click();
  await page.locator("footer .entry").first().waitFor();
  await page.waitForTimeout(700);
  await at("fields");
  await page.getByRole("button", { name: "Signature, required" }).click();
  await page.getByRole("button", { name: "Use this signature" }).waitFor();
  await at("adopt-typed");
  await page.getByText("Draw", { exact: true }).click();
  await draw(page);
  await at("adopt-drawn");
  await page.getByText("Type", { exact: true }).click();
  await adopt(page);
  await page.waitForTimeout(700);
  await at("signed-field");
  await fillAll(page, { text: company });
  await at("review");
  await finish(page);
  if (last)
    await page
      .getByRole("link", { name: "Download the sealed document" })
      .waitFor({ timeout: 30_000 });
  await at("done");
}

try {
  const context = await person(browser, faults, { baseURL: server.origin });
  const owner = new Sender(context, server.origin);
  const desk = await context.newPage();
  await desk.goto("/");
  await desk.getByLabel("Your name").waitFor();
  await shoot(desk, "app-setup-1440");
  await owner.setUp(server.setupLink);
  await desk.goto("/envelopes");
  await desk.getByText("Drop a PDF here").waitFor();
  await shoot(desk, "app-empty-1440");

  const sealed = await owner.send({ message: MESSAGE, people: [MIRA, JONAS] });
  await signing(
    await (await person(browser, faults, { phone: true })).newPage(),
    await owner.link(MIRA.email),
    "390",
    PROVIDER,
  );
  await signing(
    await (await person(browser, faults)).newPage(),
    await owner.link(JONAS.email),
    "1440",
    CUSTOMER,
    true,
  );
  await owner.reaches(sealed.id, "sealed");

  await owner.send({
    title: "Rental agreement, 12 Harbour Road",
    people: [
      { name: "Nina Solberg", email: "nina@solberg.example" },
      { name: "Finn Dahl", email: "finn@dahl.example" },
    ],
  });
  const gone = await owner.send({
    title: "Photo consent, spring fair",
    people: [{ name: "Dora Lind", email: "dora@lind.example" }],
  });
  await owner.post(`/v1/envelopes/${gone.id}/voiding`, { reason: "The fair was called off." });
  const draft = await owner.draft({
    title: "Framework agreement 2027",
    message: MESSAGE,
    people: [MIRA, JONAS],
  });

  const app = async (page, size, theme) => {
    const at = (name) => shoot(page, `app-${name}-${size}${theme === "dark" ? "-dark" : ""}`);
    await page.emulateMedia({ colorScheme: theme });
    await page.goto("/envelopes");
    await page.getByText("Rental agreement").waitFor();
    await at("dashboard");
    await page.goto(`/envelopes/${draft.id}`);
    await page.locator("button.box").first().waitFor({ state: "attached" });
    if (size === "390") await page.getByRole("button", { name: "Pages and fields" }).click();
    await page.locator("button.box").nth(1).focus();
    await page
      .locator("button.box")
      .nth(1)
      .evaluate((element) => element.scrollIntoView({ block: "center" }));
    await page.waitForTimeout(300);
    await at("editor");
    await page.goto(`/envelopes/${sealed.id}`);
    await page.getByText("Jonas Weiß signed").first().waitFor();
    await at("story");
    await page.goto("/outbox");
    await page.locator(".mails a", { hasText: "nina@" }).last().click();
    await page.locator(".mail .text").waitFor();
    await at("outbox");
  };
  await app(desk, "1440", "light");
  await app(desk, "1440", "dark");
  const phone = await person(browser, faults, { phone: true, baseURL: server.origin });
  await new Sender(phone, server.origin).signIn();
  const small = await phone.newPage();
  await app(small, "390", "light");

  const response = await context.request.get(
    `${server.origin}/v1/envelopes/${sealed.id}/sealed.pdf`,
  );
  const bytes = await response.body();
  const changed = Buffer.from(bytes);
  changed[Math.floor(changed.length / 3)] ^= 1;
  await desk.emulateMedia({ colorScheme: "light" });
  for (const [page, size] of [
    [desk, "1440"],
    [small, String(PHONE.width)],
  ]) {
    await page.goto("/verify");
    await page.getByText("Is this document authentic?").waitFor();
    await shoot(page, `verify-start-${size}`);
    for (const [name, buffer] of [
      ["passed", bytes],
      ["failed", changed],
    ]) {
      await page.goto("/verify");
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "service-agreement.pdf", mimeType: "application/pdf", buffer });
      if (name === "passed") {
        await page.getByRole("button", { name: "Run the full check" }).waitFor();
        await shoot(page, `verify-known-${size}`);
        await page.getByRole("button", { name: "Run the full check" }).click();
      }
      await page.getByRole("heading", { name: "What was checked" }).waitFor({ state: "attached" });
      await shoot(page, `verify-${name}-${size}`);
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
for (const fault of new Set(faults)) console.error(fault);
console.log(`${number} pictures`);
process.exit(faults.length > 0 ? 1 : 0);
