import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { use } from "../../src/i18n/index.svelte";
import type { Change } from "../../src/verify/report";
import { changed, languageOf, said } from "../../src/verify/said";

const catalogue = (locale: string) => readFileSync(join(process.cwd(), `../locales/${locale}/verify.ftl`), "utf8");
const phrase = (code: string, text: string, values = {}) => ({ code, values, text });
const unknown = { code: "signer_unknown", values: { name: "Ada", why: phrase("no_chain", "its certificate leads nowhere") } };

describe("sentences of the report in German", () => {
  beforeEach(() => use("de", catalogue("de")));
  it("are said by code, with the phrases inside them", () => {
    expect(said({ code: "intact", values: {} }, "English")).toBe("Die signierten Bytes sind genau die, die signiert wurden.");
    expect(said(unknown, "English")).toBe(
      "Der Unterzeichner nennt sich Ada, aber das Zertifikat führt zu niemandem, dem hier vertraut wird.",
    );
    expect(languageOf(unknown)).toBeUndefined();
  });
  it("are English where a code is new, and marked as such", () => {
    const later = { code: "of_a_later_version", values: {} };
    expect(said(later, "Something new.")).toBe("Something new.");
    expect(languageOf(later)).toBe("en");
    expect(said({ code: "", values: {} }, "Plain words.")).toBe("Plain words.");
    expect(said(undefined, "An old report.")).toBe("An old report.");
    const inside = { code: "timestamp_wrong", values: { why: phrase("new_reason", "it is odd") } };
    expect(said(inside, "English")).toBe("Der Zeitstempel stimmt nicht: it is odd.");
  });
  it("end somewhere, however deep a report nests them", () => {
    let deep = phrase("intact", "the end");
    for (let n = 0; n < 50; n++) deep = phrase("timestamp_wrong", "a text", { why: deep });
    expect(said(deep, "English")).toContain("a text");
  });
  it("say of a change what kind it was", () => {
    const change = { kind: "field_value", field: "Rent", sentence: "The field “Rent” was filled in." } as Change;
    expect(changed(change)).toBe("Ein Formularfeld wurde ausgefüllt oder verändert. (Rent)");
  });
});

describe("sentences of the report in English", () => {
  beforeEach(() => use("en", catalogue("en")));
  it("are those of the verifier", () => {
    expect(said(unknown, "")).toBe("The signer calls itself Ada, but its certificate does not lead to anyone who is trusted here.");
    const change = { kind: "field_value", sentence: "The field “Rent” was filled in." } as Change;
    expect(changed(change)).toBe("The field “Rent” was filled in.");
    expect(languageOf({ code: "of_a_later_version", values: {} })).toBeUndefined();
  });
});
