import { describe, expect, it } from "vitest";
import type { SignerField } from "../../src/api/sign-client";
import {
  alike,
  count,
  isComplete,
  isFilled,
  keyboard,
  minutes,
  next,
  ordinal,
  previous,
} from "../../src/sign/fields";
import { printed } from "../../src/sign/names";
import { initialsOf, prefilled, today } from "../../src/sign/prefill";

const field = (
  id: string,
  kind: SignerField["kind"],
  required = true,
  label = "",
): SignerField => ({
  id,
  recipient: "p",
  kind,
  required,
  label,
  page: 0,
  rect: { x: 0, y: 0, w: 100_000, h: 20_000 },
  value: null,
});
const mark = { kind: "typed", text: "Mira", hand: "caveat" } as const;
const all = [
  field("a", "text"),
  field("b", "text", false),
  field("c", "checkbox"),
  field("d", "signature"),
  field("e", "signature", false),
];

describe("what counts as filled", () => {
  it("blank text, an empty box and nothing don't", () => {
    for (const empty of [null, undefined, "", "  ", false]) expect(isFilled(empty)).toBe(false);
    for (const full of ["x", true, mark]) expect(isFilled(full)).toBe(true);
  });
  it("only required fields count", () => {
    expect(count(all, {})).toEqual({ done: 0, all: 3 });
    expect(count(all, { a: "x", b: "y", e: mark })).toEqual({ done: 1, all: 3 });
    expect(isComplete(all, { a: "x", c: true, d: mark })).toBe(true);
    expect(isComplete([], {})).toBe(true);
    expect(isComplete([field("o", "text", false)], {})).toBe(true);
  });
  it("optional fields have no number", () => {
    expect(all.map((f) => ordinal(all, f.id))).toEqual([1, 0, 2, 3, 0]);
  });
});

describe("stepping", () => {
  const id = (f: SignerField | null) => f?.id ?? null;
  it("goes through empty fields in order, optional ones too", () => {
    expect(id(next(all, {}, null))).toBe("a");
    expect(id(next(all, { a: "x" }, "a"))).toBe("b");
    expect(id(next(all, { a: "x" }, "b"))).toBe("c");
    expect(id(next(all, { a: "x", c: true }, "b"))).toBe("d");
  });
  it("comes back for a required field that was passed, never for an optional one", () => {
    expect(id(next(all, { c: true, d: mark, e: mark }, "d"))).toBe("a");
    expect(id(next(all, { a: "x", c: true, d: mark, e: mark }, "d"))).toBeNull();
    expect(id(next(all, { a: "x", c: true, d: mark }, "e"))).toBeNull();
  });
  it("an empty last field that is required stays the next one only until it is passed", () => {
    const two = [field("a", "text"), field("b", "text")];
    expect(id(next(two, { a: "x" }, "b"))).toBeNull();
    expect(id(next(two, {}, "b"))).toBe("a");
  });
  it("leads to the review when nothing required is left", () => {
    expect(id(next(all, { a: "x", c: true, d: mark }, null))).toBeNull();
    expect(id(next([], {}, null))).toBeNull();
  });
  it("goes back one field", () => {
    expect(id(previous(all, "c"))).toBe("b");
    expect(id(previous(all, "a"))).toBeNull();
    expect(id(previous(all, null))).toBeNull();
  });
  it("an adopted signature is offered for the other empty fields of its kind", () => {
    expect(alike(all, {}, all[3]!).map((f) => f.id)).toEqual(["e"]);
    expect(alike(all, { e: mark }, all[3]!)).toEqual([]);
  });
});

describe("known values", () => {
  it("the name and what an earlier visit left are filled in, saved values stay, dates are nobody's guess", () => {
    const offered = (id: string, text: string, value: string | null = null) => ({
      ...field(id, "text"),
      value,
      offered: text,
    });
    const fields = [
      field("n", "full_name"),
      field("d", "date"),
      field("f", "free_date"),
      { ...field("t", "full_name"), value: "M. Holt" },
    ];
    expect(prefilled(fields, "Mira Holt")).toEqual({
      n: "Mira Holt",
      d: null,
      f: null,
      t: "M. Holt",
    });
    expect(prefilled([offered("a", "Oslo"), offered("b", "Oslo", "Bergen")], "")).toEqual({
      a: "Oslo",
      b: "Bergen",
    });
    // A box that the sender prefilled as ticked is ticked; the person can untick it.
    expect(prefilled([{ ...offered("c", "Yes"), kind: "checkbox" }], "")).toEqual({ c: true });
    expect(today(new Date("2026-01-05T23:59:00Z"))).toBe("2026-01-05");
  });
  it("nobody is asked for the day of the signature", () => {
    const fields = [field("d", "date"), field("a", "text"), field("e", "date"), field("b", "text")];
    expect(count(fields, { a: "x" })).toEqual({ done: 1, all: 2 });
    expect(next(fields, {}, null)?.id).toBe("a");
    expect(next(fields, { a: "x" }, "a")?.id).toBe("b");
    expect(isComplete(fields, { a: "x", b: "y" })).toBe(true);
    expect(previous(fields, "b")?.id).toBe("a");
    expect(previous(fields, "a")).toBeNull();
    expect(ordinal(fields, "b")).toBe(2);
  });
  it("dates are shown as they are printed", () => {
    const day = { date: "2026-11-28", zone: "UTC" };
    expect(printed(field("d", "date"), day, "en")).toBe("28 November 2026 (UTC)");
    expect(printed(field("d", "date"), day, "de")).toBe("28. November 2026 (UTC)");
    expect(printed(field("f", "free_date"), "1999-03-01", "de")).toBe("1. März 1999");
    expect(printed(field("t", "text"), "1999-03-01", "de")).toBe("1999-03-01");
  });
  it("initials come from the parts of the name", () => {
    expect(initialsOf("Mira Holt")).toBe("MH");
    expect(initialsOf("  Anna-Lena van der Berg ")).toBe("ALvdB");
    expect(initialsOf("Ångström")).toBe("Å");
    expect(initialsOf("山田 太郎")).toBe("山太");
    expect(initialsOf("")).toBe("");
  });
  it("says about how long it takes", () => {
    expect(minutes(1, 1)).toBe(1);
    expect(minutes(3, 5)).toBe(2);
    expect(minutes(500, 0)).toBe(60);
  });
  it("the keyboard suits the field", () => {
    expect(keyboard(field("n", "full_name")).autocomplete).toBe("name");
    expect(keyboard(field("m", "text", true, "E-mail address")).inputmode).toBe("email");
    expect(keyboard(field("p", "text", true, "Telefon")).inputmode).toBe("tel");
    expect(keyboard(field("x", "text", true, "Remarks")).autocomplete).toBe("off");
  });
});
