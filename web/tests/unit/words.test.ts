import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { messagesOf } from "../../scripts/messages.ts";
import { pulled } from "../../src/app/editor/resize";
import { initials, progressOf, waitingFor } from "../../src/app/words";
import { ago, limit, longDate, moment, size } from "../../src/i18n/format";
import { use } from "../../src/i18n/index.svelte";

const folder = join(process.cwd(), "../locales");
beforeEach(() => use("en", messagesOf(folder, "app", "en")));

it("whoever gets a copy signs nothing, and nobody waits for them", () => {
  const people = [
    { name: "Anna Müller", role: "signer", status: "not_sent" },
    { name: "Jonas", role: "signer", status: "signed" },
    { name: "Later", role: "signer", status: "waiting" },
    { name: "Copy", role: "copy", status: "waiting" },
  ] as const;
  expect(progressOf(people)).toEqual({ signed: 1, all: 3 });
  expect(waitingFor(people)).toEqual(["Anna Müller"]);
});

it("dates are written one way in each language", () => {
  expect(longDate("2026-11-28T12:00:00Z")).toBe("28 November 2026");
  expect(moment("2026-11-28T12:00:00Z")).toMatch(/^28 November 2026 at \d\d:00$/);
  use("de", messagesOf(folder, "app", "de"));
  expect(longDate("2026-11-28T12:00:00Z")).toBe("28. November 2026");
});

it("what has just happened was “just now”, and what comes within a minute is “now”", () => {
  const now = Date.parse("2026-11-28T12:00:00Z");
  expect(ago("2026-11-28T11:59:30Z", now)).toBe("just now");
  expect(ago("2026-11-28T12:00:30Z", now)).toBe("now");
  expect(ago("2026-11-28T11:57:00Z", now)).toBe("3 minutes ago");
});

it("a limit is said as it was set", () => {
  expect(limit(50 * 1024 * 1024)).toBe("50 MB");
  expect(limit(1_500_000)).toBe("1.5 MB");
});

it("a field pulled at a corner keeps the opposite one, its least size and the page", () => {
  const page = { w: 600_000, h: 800_000 };
  const rect = { x: 100_000, y: 100_000, w: 100_000, h: 50_000 };
  expect(pulled(rect, { x: 1, y: 1 }, 10_000, 5_000, page)).toEqual({
    ...rect,
    w: 110_000,
    h: 55_000,
  });
  expect(pulled(rect, { x: -1, y: -1 }, 10_000, -5_000, page)).toEqual({
    x: 110_000,
    y: 95_000,
    w: 90_000,
    h: 55_000,
  });
  expect(pulled(rect, { x: -1, y: 1 }, 999_000, 0, page)).toEqual({
    x: 188_000,
    y: 100_000,
    w: 12_000,
    h: 50_000,
  });
  expect(pulled(rect, { x: 1, y: -1 }, 999_000, -999_000, page)).toEqual({
    x: 100_000,
    y: 0,
    w: 500_000,
    h: 150_000,
  });
});

it("initials keep the letters of their script", () => {
  expect(["mira holt", "ნინო ბერიძე", "ßtraub", "𠮷野 髙橋"].map(initials)).toEqual([
    "MH",
    "ნბ",
    "ß",
    "𠮷髙",
  ]);
});

it("a file that isn't empty has a size", () => {
  expect([0, 7, 150, 1500, 2_000_000].map(size)).toEqual([
    "0 bytes",
    "7 bytes",
    "0.2 kB",
    "1.5 kB",
    "2 MB",
  ]);
});
