/** A server whose seal certificate is about to expire tells its owner, in both languages. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe, DESK, overflow, PHONE, settle, shifts } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { OWNER } from "../support/sender.js";
import { startServer } from "../support/server.js";

/** A key with a certificate that expires in this many days. */
function keyThatEnds(folder, days) {
  const [key, certificate] = ["seal.key", "seal.pem"].map((name) => join(folder, name));
  const made = spawnSync("openssl", [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-keyout",
    key,
    "-out",
    certificate,
    "-days",
    String(days),
    "-subj",
    "/O=Northwind Studio/CN=Northwind Seal",
    "-addext",
    "basicConstraints=critical,CA:FALSE",
    "-addext",
    "keyUsage=critical,digitalSignature,nonRepudiation",
  ]);
  assert.equal(made.status, 0, String(made.stderr));
  return { ONESIGN_SEAL_KEY_FILE: key, ONESIGN_SEAL_CERTIFICATE_FILE: certificate };
}

async function setUp(page, link) {
  await page.goto(link);
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("Your e-mail address").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Create account" }).click();
}

test("a certificate that ends is told", async ({ open, origin, sender }) => {
  const folder = mkdtempSync(join(tmpdir(), "onesign-seal-"));
  const server = await startServer(keyThatEnds(folder, 20));
  try {
    const context = await open({});
    const page = await context.newPage();
    await setUp(page, server.setupLink);
    const notice = page.getByRole("region", { name: /Your seal’s certificate expires on .*\d{4}/ });
    await notice.waitFor();
    assert.match(await notice.innerText(), /Have Northwind Seal.* issue a new certificate/);
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await settle(page);
        assert.deepEqual(await axe(page), [], `${viewport.width} px, ${colorScheme}`);
        assert.equal(await overflow(page), 0, `${viewport.width} px`);
      }
    }
    // The notice appears with the page, and pushes nothing down.
    await page.setViewportSize(PHONE);
    await page.goto(`${server.origin}/outbox`);
    await page.goto(server.origin);
    await notice.waitFor();
    await settle(page);
    assert.deepEqual(await shifts(page), [], "nothing moves");
    await context.addCookies([{ name: "onesign-locale", value: "de", url: server.origin }]);
    await page.reload();
    await page
      .getByRole("region", { name: /Das Zertifikat Ihres Siegels läuft am .* ab/ })
      .waitFor();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  // A good key causes no notice.
  const quiet = await (await sender()).context.newPage();
  const looked = quiet.waitForResponse("**/v1/notices");
  await quiet.goto(origin);
  assert.deepEqual((await (await looked).json()).items, []);
  await settle(quiet);
  assert.equal(await quiet.getByText(/certificate of your seal/i).count(), 0);
});
