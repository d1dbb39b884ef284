import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { moment } from "../../src/i18n/format";
import { use } from "../../src/i18n/index.svelte";
import { languageOf, said } from "../../src/verify/said";

const catalogue = (locale: string) =>
  readFileSync(join(process.cwd(), `../locales/${locale}/verify.ftl`), "utf8");
const phrase = (code: string, text: string, values = {}) => ({ code, values, text });
const unknown = {
  code: "signer_unknown",
  values: { name: "Ada", why: phrase("no_chain", "its certificate leads nowhere") },
};

describe("sentences of the report in German", () => {
  beforeEach(() => use("de", catalogue("de")));
  it("are said by code, with the phrases inside them", () => {
    expect(said({ code: "intact", values: {} }, "English")).toBe(
      "Die signierten Bytes sind seit dem Signieren unverändert.",
    );
    expect(said(unknown, "English")).toBe(
      "Die Signatur nennt „Ada“ als Unterzeichner, aber das Zertifikat führt zu keinem Aussteller, dem diese Prüfung vertrauen soll.",
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
    expect(said(inside, "English")).toBe("Der Zeitstempel ist ungültig: it is odd.");
  });
  it("end somewhere, however deep a report nests them", () => {
    let deep = phrase("intact", "the end");
    for (let n = 0; n < 50; n++) deep = phrase("timestamp_wrong", "a text", { why: deep });
    expect(said(deep, "English")).toContain("a text");
  });
  it("tell changes, with what the document says as it stands there", () => {
    const filled = {
      code: "field_filled",
      values: { name: "Rent", before: "100", after: "nine hundred" },
    };
    expect(said(filled, "English")).toBe(
      "Das Feld „Rent“ änderte sich von „100“ zu „nine hundred“.",
    );
    const what = phrase("of_an_annotation", "English", { what: phrase("some_font", "English") });
    const replaced = {
      code: "page_shows_other",
      values: { page: "2", what, word: phrase("word_replaced", "English") },
    };
    expect(said(replaced, "English")).toBe(
      "Seite 2 wurde geändert: eine Schrift in einer Anmerkung oder einem Feld wurde ersetzt.",
    );
  });
  it("give the reason of a reason", () => {
    const flaw = phrase("pdf_revision_end", "English");
    const malformed = {
      code: "file_malformed",
      values: { why: phrase("syntax_error", "English", { at: "7", what: flaw }) },
    };
    expect(said(malformed, "English")).toBe(
      "Die Datei lässt sich nicht prüfen, weil diese Prüfung sie nicht als PDF lesen kann: Syntaxfehler bei Byte 7: " +
        "eine Fassung endet nicht mit ihrem eigenen Verweis und %%EOF.",
    );
  });
});

describe("moments in the report", () => {
  const confirmed = {
    code: "time_confirmed",
    values: { authority: "Clock 2026-11-06", when: "2026-11-06 21:20:00 UTC" },
  };
  it("are written as everywhere on the page", () => {
    for (const language of ["en", "de"]) {
      use(language, catalogue(language));
      expect(said(confirmed, "")).toContain(moment("2026-11-06T21:20:00Z"));
      expect(said(confirmed, "")).toContain("Clock 2026-11-06");
      expect(said(confirmed, "")).not.toContain("UTC");
    }
  });
});

describe("sentences of the report in English", () => {
  beforeEach(() => use("en", catalogue("en")));
  it("are those of the verifier", () => {
    expect(said(unknown, "")).toBe(
      "The signature names “Ada” as the signer, but its certificate does not lead to an issuer that this check was told to trust.",
    );
    const change = { code: "field_removed", values: { name: "Rent" } };
    expect(said(change, "")).toBe("The field “Rent” was removed.");
    expect(languageOf({ code: "of_a_later_version", values: {} })).toBeUndefined();
  });
});

it("a sentence that counts says “one” otherwise than “two”", () => {
  const bytes = (count: string) => said({ code: "unowned_bytes", values: { count } }, "");
  use("en", catalogue("en"));
  expect(bytes("1")).toBe("One signed byte belongs to no object of the document.");
  expect(bytes("12")).toBe("12 signed bytes belong to no object of the document.");
  use("de", catalogue("de"));
  expect(bytes("1")).toBe("Ein signiertes Byte gehört zu keinem Objekt des Dokuments.");
  expect(bytes("many")).toContain("many");
});
