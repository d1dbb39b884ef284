import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { fitted } from "../../src/sign/fitted";
import { refusal, roomLeft } from "../../src/sign/names";
import { use } from "../../src/i18n/index.svelte";

beforeAll(() => use("en", readFileSync("../locales/en/sign.ftl", "utf8")));

describe("what fits into a field", () => {
  it("is told once there is little room left", () => {
    expect(roomLeft({ room: 100 }, "x".repeat(60))).toBe("");
    expect(roomLeft({ room: 100 }, "x".repeat(80))).toBe("Room for about 20 more characters");
    expect(roomLeft({ room: 100 }, "x".repeat(99))).toBe("Room for about 1 more character");
    expect(roomLeft({ room: 100 }, "x".repeat(100))).toBe(
      "Your entry may be too long for the field.",
    );
    expect(roomLeft({ room: 8 }, "x")).toBe("Room for about 7 more characters");
  });
  it("is counted in characters, whatever their code", () => {
    expect(roomLeft({ room: 4 }, "𠮷𠮷")).toBe("Room for about 2 more characters");
  });
  it("is not told of fields that take no text", () => {
    expect(roomLeft({ room: null }, "x".repeat(4000))).toBe("");
    expect(roomLeft({}, "x")).toBe("");
    expect(roomLeft({ room: 4 }, true)).toBe("");
  });
  it("is refused with the number of characters too many", () => {
    expect(refusal("does_not_fit 30")).toBe(
      "Too long for this field: shorten it by 30 characters.",
    );
    expect(refusal("does_not_fit 1")).toBe("Too long for this field: shorten it by 1 character.");
    expect(refusal("unprintable ≒ U+200B")).toBe(
      "These characters can’t be printed on the document: ≒ U+200B. Use different ones.",
    );
    expect(refusal("bad_mark")).toBe("This signature can’t be used. Please create it again.");
  });
});

describe("an entry on the page", () => {
  const ems = (line: string) => line.length / 2;
  it("has its usual size where it fits", () => {
    expect(fitted("Rotterdam", { w: 180_000, h: 20_000 }, ems)).toEqual({ size: 11_000, lines: 1 });
  });
  it("is smaller and in more lines, never below six points", () => {
    const { size, lines } = fitted("x".repeat(100), { w: 150_000, h: 30_000 }, ems);
    expect(lines).toBeGreaterThan(1);
    expect(size).toBeGreaterThanOrEqual(6_000);
    expect(fitted("x".repeat(2_000), { w: 200_000, h: 12_000 }, ems).size).toBe(6_000);
  });
  it("is as high as a low field", () => {
    expect(fitted("x", { w: 60_000, h: 5_250 }, ems)).toEqual({ size: 5_000, lines: 1 });
  });
});
