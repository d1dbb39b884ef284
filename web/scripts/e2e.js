/**
 * Runs the scenarios in `tests/e2e/scenarios` in a browser against the real server.
 * Arguments choose scenarios whose names contain one of them; the first two always run: they set the server up and leave a
 * sealed file that others look at.
 */
import { readdirSync } from "node:fs";
import { launch, person } from "../tests/e2e/support/browser.js";
import { Sender } from "../tests/e2e/support/sender.js";
import { startServer } from "../tests/e2e/support/server.js";

/** A scenario that takes longer than this hangs. */
const LIMIT = 120_000;

const folder = new URL("../tests/e2e/scenarios/", import.meta.url);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".js"))
  .sort();
const all = (await Promise.all(files.map((file) => import(new URL(file, folder))))).flatMap(
  (module) => module.default,
);
const wanted = process.argv.slice(2);
const chosen = all.filter(
  ({ name }, index) =>
    index < 2 || wanted.length === 0 || wanted.some((word) => name.includes(word)),
);

const began = Date.now();
const server = await startServer();
const browser = await launch();
const shared = {};
let passed = 0;
let failed = 0;
/** A busy machine can be slower than a scenario's patience: two of them may have another go. A fault fails twice. */
let second = 2;
const queue = chosen.map((scenario) => ({ ...scenario, again: false }));

try {
  for (const { name, run, again } of queue) {
    const faults = [];
    const contexts = [];
    const open = async (options) => {
      const context = await person(browser, faults, options);
      contexts.push(context);
      return context;
    };
    /** The sender's browser, signed in. */
    const sender = async (options) => {
      const found = new Sender(await open(options), server.origin);
      await found.signIn();
      return found;
    };
    const start = Date.now();
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not finished after ${LIMIT / 1000} s`)), LIMIT);
    });
    try {
      await Promise.race([
        run({ origin: server.origin, setupLink: server.setupLink, open, sender, shared, faults }),
        late,
      ]);
      if (faults.length > 0) throw new Error([...new Set(faults)].join("\n"));
      passed += 1;
      console.log(`ok      ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      const retried = !again && second > 0;
      if (retried) {
        second -= 1;
        queue.push({ name, run, again: true });
      } else {
        failed += 1;
      }
      console.log(
        `${retried ? "AGAIN " : "FAILED"}  ${name}\n${String(error.stack ?? error).replaceAll(/^/gm, "        ")}`,
      );
      for (const fault of new Set(faults)) console.log(`        seen: ${fault}`);
      const folder = process.env.E2E_PICTURES;
      const pages = contexts.flatMap((context) => context.pages());
      if (folder)
        for (const [at, page] of pages.entries())
          await page
            .screenshot({ path: `${folder}/${name.replaceAll(/\W+/g, "-")}-${at}.png` })
            .catch(() => {});
    } finally {
      clearTimeout(timer);
      await Promise.allSettled(contexts.map((context) => context.close()));
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
if (failed > 0 && process.env.E2E_LOG) console.log(server.log());
console.log(`${((Date.now() - began) / 1000).toFixed(0)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
