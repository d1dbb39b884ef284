/** Chromium, and the checks on every page: errors, refused content, layout shifts. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "@playwright/test";

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The launch options of Chromium. */
export const LAUNCH = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/** Launches it with these additional arguments. */
export const launch = (...more) => chromium.launch({ ...LAUNCH, args: [...LAUNCH.args, ...more] });

/** Runs in every page before its own scripts. */
function watchFromInside() {
  window.__shifts = [];
  // The browser excuses movement within half a second of a press. A busy machine may take that long to deliver the
  // press to the page, so the half second is also counted from the delivery.
  let handed = -Infinity;
  for (const kind of ["pointerdown", "pointerup", "click", "keydown", "input"])
    addEventListener(kind, () => (handed = performance.now()), { capture: true, passive: true });
  addEventListener("securitypolicyviolation", (event) => {
    console.error(
      `policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`,
    );
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // A font that arrives while its text is still invisible moves that text by a pixel or two.
      if (
        entry.value < 0.0005 &&
        entry.sources.every(
          ({ previousRect: from, currentRect: to }) => Math.abs(from.y - to.y) < 4,
        )
      )
        continue;
      if (entry.hadRecentInput || Math.abs(entry.startTime - handed) < 500) continue;
      const moved = entry.sources.map(({ node, previousRect: from, currentRect: to }) => {
        const element = node instanceof Element ? node : node?.parentElement;
        return `${element?.localName}.${element?.className} ${from.x},${from.y} ${from.width}×${from.height} → ${to.x},${to.y} ${to.width}×${to.height}`;
      });
      window.__shifts.push(`${entry.value.toFixed(4)}: ${moved.join("; ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/**
 * A person's browser. Faults on its pages are added to `faults`; with `quiet`, so is all console output, such as a
 * refused request: ordinary paths produce none.
 */
export async function person(
  browser,
  faults,
  { phone = false, dark = false, quiet = false, viewport, ...more } = {},
) {
  const context = await browser.newContext({
    viewport: viewport ?? (phone ? PHONE : DESK),
    hasTouch: phone,
    isMobile: phone,
    deviceScaleFactor: phone ? 2 : 1,
    colorScheme: dark ? "dark" : "light",
    locale: "en-GB",
    acceptDownloads: true,
    ...more,
  });
  context.setDefaultTimeout(10_000);
  await context.addInitScript(watchFromInside);
  context.on("console", (message) => {
    const text = message.text();
    if (quiet && ["error", "warning"].includes(message.type()))
      faults.push(`${message.page()?.url()}: ${text} ${message.location().url}`);
    if (/policy violation|Content Security Policy|TrustedScript|Trusted Type/i.test(text))
      faults.push(`${message.page()?.url()}: ${text}`);
  });
  context.on("weberror", (error) =>
    faults.push(`${error.page()?.url()}: ${error.error().message}`),
  );
  context.on("response", (response) => {
    if (response.status() >= 500)
      faults.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  return context;
}

/** All findings of axe-core on the current page, one line each. Some of its rules must be enabled. */
export async function axe(page, options = {}) {
  const session = await page.context().newCDPSession(page);
  try {
    // A colour halfway through its transition has a contrast of its own, which no reader sees for long.
    await page.evaluate(() => {
      const ends = (animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime);
      const finite = document.getAnimations().filter(ends);
      return Promise.all(finite.map((animation) => animation.finished.catch(() => undefined))).then(
        () => undefined,
      );
    });
    await session.send("Runtime.evaluate", { expression: AXE });
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression: `axe.run(document, ${JSON.stringify({ resultTypes: ["violations"], ...options })}).then((found) => found.violations.flatMap((violation) =>
        violation.nodes.map((node) => violation.id + " at " + node.target.join(" ") + ": " + (node.any[0] ?? node.all[0] ?? node.none[0])?.message)))`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  } finally {
    await session.detach();
  }
}

/** The unexpected movements since the page load: the parts of the cumulative layout shift. */
export const shifts = (page) => page.evaluate(() => window.__shifts);

/** How many pixels the page is wider than the screen. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Shows the page in a theme and without motion, and waits until it has applied both. */
export async function show(page, colorScheme) {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.waitForFunction(
    (scheme) =>
      matchMedia(`(prefers-color-scheme: ${scheme})`).matches &&
      matchMedia("(prefers-reduced-motion: reduce)").matches,
    colorScheme,
  );
  await still(page);
}

/**
 * Waits until transitions have ended. A transition that the next one interrupts ends early, so the page has to be at
 * rest in two consecutive frames.
 */
export const still = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const running = () =>
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await frame();
    for (let calm = 0; calm < 2;) {
      await frame();
      const now = running();
      calm = now.length > 0 ? 0 : calm + 1;
      await Promise.allSettled(now.map((animation) => animation.finished));
    }
  });

/** Waits until the page has applied its size and scrolled. */
export const rest = async (page) => {
  await page.waitForTimeout(400);
  await still(page);
};

/** Waits until everything is loaded: requests have ended, fonts and images are shown, nothing moves. */
export async function settle(page) {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".page[data-page]")]
      .filter(
        (paper) =>
          paper.getBoundingClientRect().bottom > 0 &&
          paper.getBoundingClientRect().top < innerHeight,
      )
      .every((paper) => paper.querySelector("img")?.naturalWidth > 0),
  );
  await still(page);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(
      [...document.images]
        .filter((image) => image.loading !== "lazy")
        .map((image) => image.decode()),
    );
  });
}
