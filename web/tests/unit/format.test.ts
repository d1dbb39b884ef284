import { afterEach, describe, expect, it } from "vitest";
import { longDate, moment, printedDate, shortDate, size, universal } from "../../src/i18n/format";
import { use } from "../../src/i18n/index.svelte";

describe("dates", () => {
  afterEach(() => use("en", ""));

  it("are written one way in a language, on pages as in mails and on documents", () => {
    use("en", "");
    expect(longDate("2026-11-28T12:00:00Z")).toBe("28 November 2026");
    expect(printedDate("2026-11-28", "en")).toBe("28 November 2026");
    expect(shortDate("2026-11-28T12:00:00Z")).toBe("28 November");
    expect(universal("2026-11-28T23:30:00Z")).toBe("28 November 2026 at 23:30 UTC");
    expect([1, 21, 1_500].map(size)).toEqual(["1 byte", "21 bytes", "1.5 kB"]);
    expect(moment("2026-11-28T12:00:00Z")).toMatch(/^28 November 2026 at \d\d:00$/);
    use("de", "");
    expect(longDate("2026-11-28T12:00:00Z")).toBe("28. November 2026");
  });
});
