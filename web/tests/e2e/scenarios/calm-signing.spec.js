/** Nothing moves on its own while a person signs, even if every response is late. */
import assert from "node:assert/strict";
import { shifts } from "../support/browser.js";
import { test } from "../support/fixtures.js";
import { agree, arrive, fillAll, finish } from "../support/signer.js";

/** Longer than the half second after a press in which a browser attributes movement to that press. */
const LATE = 700;

/** @param phone whether the person uses a phone, or draws at a desk */
const late =
  (phone) =>
  async ({ open, sender }) => {
    const owner = await sender();
    const email = `late.${phone}.${Date.now()}@line.example`;
    const { id } = await owner.send({
      title: "Late answers",
      people: [{ name: "Nia Oba", email }],
    });
    const page = await (await open({ phone, quiet: true })).newPage();
    await page.route(/\/v1\//, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, LATE));
      await route.continue();
    });
    await arrive(page, await owner.link(email));
    assert.deepEqual(await shifts(page), [], "the letter moves");
    await agree(page);
    await fillAll(page, { drawn: !phone });
    await page.waitForTimeout(2 * LATE);
    assert.deepEqual(await shifts(page), [], "a step moves");
    await finish(page);
    await owner.reaches(id, "sealed");
    await page
      .getByRole("link", { name: "Download the sealed document" })
      .waitFor({ timeout: 30_000 });
    assert.deepEqual(await shifts(page), [], "the last screen moves");
  };

test("calm signing on a phone", late(true));
test("calm signing at a desk", late(false));
