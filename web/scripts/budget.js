/**
 * Measures the signing page against the real server: the brotli bytes of the scripts that the page loads before any
 * press, and the time until page 1 is readable on a slow phone (562 ms latency, 1.47 Mbit/s, a processor four times
 * slower). The size has a limit; the time is only reported, as the median of three visits.
 */
import { launch, person } from "../tests/e2e/support/browser.js";
import { Sender } from "../tests/e2e/support/sender.js";
import { startServer } from "../tests/e2e/support/server.js";

const MOST_SCRIPT = 25 * 1024;
const ROUNDS = 3;

const server = await startServer();
const browser = await launch();
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Bytes of the scripts that the page of a link loads on its own, and of the scripts that follow. */
async function weigh(link) {
  const page = await (await person(browser, [])).newPage();
  const first = [];
  page.on("response", async (response) => {
    if (!response.url().endsWith(".js")) return;
    const size = await response.headerValue("content-length");
    first.push({
      url: response.url(),
      bytes: Number(size),
      coding: await response.headerValue("content-encoding"),
    });
  });
  await page.goto(link, { waitUntil: "domcontentloaded" });
  const initial = await page.evaluate(() =>
    [...document.querySelectorAll("script[src], link[rel=modulepreload]")].map(
      (element) => element.src || element.href,
    ),
  );
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.context().close();
  const sum = (list) => list.reduce((total, { bytes }) => total + bytes, 0);
  for (const { url, coding } of first)
    if (coding !== "br") throw new Error(`${url} is not served as brotli`);
  return { initial: sum(first.filter(({ url }) => initial.includes(url))), all: sum(first) };
}

/**
 * Milliseconds of waiting on a slow line: from opening the link to the first page, to the largest paint there, from
 * consent to the picture of page 1, and the whole wait from the link to page 1. The person reads for `pause` at each
 * step.
 */
async function time(link, pause) {
  const context = await person(browser, [], { phone: true });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 562.5,
    downloadThroughput: (1.47 * 1024 * 1024) / 8,
    uploadThroughput: (675 * 1024) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const start = Date.now();
  await page.goto(link, { waitUntil: "commit" });
  const button = page.getByRole("button", { name: "Continue" });
  await button.waitFor({ timeout: 60_000 });
  const shown = Date.now() - start;
  const painted = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const take = (list) => resolve(Math.round(list.getEntries().at(-1).startTime));
        new PerformanceObserver(take).observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
  await page.waitForTimeout(pause);
  const pressed = Date.now();
  await button.click();
  await page.getByRole("button", { name: "I agree" }).waitFor({ timeout: 60_000 });
  const exchanged = Date.now() - pressed;
  await page.waitForTimeout(pause);
  const agreed = Date.now();
  await page.getByRole("button", { name: "I agree" }).click();
  await page.waitForFunction(
    () => document.querySelector("#document .page img")?.naturalWidth > 0,
    null,
    { timeout: 60_000 },
  );
  const readable = Date.now() - agreed;
  await context.close();
  return { shown, painted, readable, whole: shown + exchanged + readable };
}

let status = 0;
try {
  const owner = new Sender(await person(browser, []), server.origin);
  await owner.setUp(server.setupLink);
  const weight = { name: "Vera Lund", email: "vera@customer.example" };
  await owner.send({ people: [weight] });
  const { initial, all } = await weigh(await owner.link(weight.email));
  const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
  console.log(
    `scripts of the signing page: ${kib(initial)} at first, ${kib(all)} with what loads behind it (brotli; limit ${kib(MOST_SCRIPT)} at first)`,
  );
  if (initial > MOST_SCRIPT) status = 1;
  for (const [how, pause] of [
    ["reading for four seconds at each step", 4_000],
    ["pressing every button at once", 0],
  ]) {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
      const email = `slow${pause}.${round}@customer.example`;
      await owner.send({ people: [{ name: `Slow ${round}`, email }] });
      times.push(await time(await owner.link(email), pause));
    }
    const of = (name) => `${median(times.map((one) => one[name]))} ms`;
    console.log(
      `on a slow phone, ${how} (medians of ${ROUNDS}): the link's page ${of("shown")}, its largest paint ${of("painted")},`,
    );
    console.log(
      `  page 1 ${of("readable")} after agreeing; all waiting from the link to page 1 ${of("whole")}`,
    );
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exit(status);
