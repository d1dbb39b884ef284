import { describe, expect, it } from "vitest";
import { isSingle, range, warning } from "../../src/app/editor/warnings";

describe("warnings", () => {
  it("are a code and its pages", () => {
    expect(warning("decrypted")).toEqual({ code: "decrypted", pages: [] });
    expect(warning("content_damaged.2.5-7")).toEqual({
      code: "content_damaged",
      pages: [
        [2, 2],
        [5, 7],
      ],
    });
    expect(warning("content_damaged.x.1-")).toEqual({ code: "content_damaged", pages: [] });
  });

  it("name pages as people do", () => {
    expect(warning("damaged.2.5-7").pages.map(range)).toEqual(["2", "5–7"]);
    expect(isSingle(warning("damaged.2"))).toBe(true);
    expect(isSingle(warning("damaged.2-3"))).toBe(false);
    expect(isSingle(warning("damaged"))).toBe(false);
  });
});
