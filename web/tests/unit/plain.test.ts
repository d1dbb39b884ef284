import { afterEach, describe, expect, it } from "vitest";
import { list } from "../../src/i18n/format";
import { FluentBundle, FluentResource } from "../../src/i18n/fluent";
import { use } from "../../src/i18n/index.svelte";
import { apart, named, plain, quotable } from "../../src/i18n/plain";

const OVERRIDE = "\u202e";
afterEach(() => use("en", ""));

describe("strangers' words", () => {
  it("keep what belongs to them", () => {
    for (const text of [
      "Mira Holt",
      "Zoë\n\tØrsted",
      "\u05d3\u05e0\u05d4 \u05dc\u05d5\u05d9",
      "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
      "\u{1f469}\u200d\u{1f680}",
      "a\u200eb",
    ])
      expect(plain(text)).toBe(text);
  });
  it("name what turns letters round or is not seen", () => {
    expect(plain(`invoice${OVERRIDE}fdp.exe`)).toBe("invoice[U+202E]fdp.exe");
    for (const unseen of "\0\u0007\u001b\u007f\u009b\u200b\u2028\u2029\u202a\u202b\u202c\u202d\u2060\u2066\u2067\ufeff") {
      expect(plain(`a${unseen}b`)).toMatch(/^a\[U\+[0-9A-F]{4}\]b$/);
    }
  });
  it("don't end what keeps them apart", () => {
    expect(plain("a\u2069b")).toBe("a[U+2069]b");
    expect(plain("a\u2068b")).toBe("a[U+2068]b");
    expect(plain("a\u2069\u2068b")).toBe("a[U+2069][U+2068]b");
    expect(plain("a\u2068b\u2069c")).toBe("a\u2068b\u2069c");
    expect(plain("\u2068a\u2068b\u2069c")).toBe("\u2068a[U+2068]b\u2069c");
  });
  it("don't end a quotation of any language", () => {
    for (const mark of '"\u00ab\u00bb\u201c\u201d\u201e\u201f\u2039\u203a\u301f\uff02')
      expect(quotable(`Mira${mark} signed`)).toBe("Mira' signed");
    expect(quotable("d’Arc")).toBe("d’Arc");
  });
  it("are kept apart where they are read from the right", () => {
    expect(apart("Mira")).toBe("Mira");
    expect(apart("\u05d3\u05e0\u05d4")).toBe("\u2068\u05d3\u05e0\u05d4\u2069");
    expect(list(["Mira", "\u05d3\u05e0\u05d4"])).toBe("Mira and \u2068\u05d3\u05e0\u05d4\u2069");
  });
  it("turn no sentence round", () => {
    const bundle = new FluentBundle("en", { useIsolating: false });
    bundle.addResource(
      new FluentResource("said = { $name } signed on { $day }.\nwho = Signed by { $names }."),
    );
    const t = (id: string, values: Record<string, string>) =>
      bundle.formatPattern(bundle.getMessage(id)!.value!, values);
    expect(t("said", { name: `Mira${OVERRIDE}`, day: "1 May" })).toBe(
      "Mira[U+202E] signed on 1 May.",
    );
    const names = list(["Mira", "\u05d3\u05e0\u05d4"]);
    expect(t("who", { names })).toBe(
      "Signed by \u2068Mira and \u2068\u05d3\u05e0\u05d4\u2069\u2069.",
    );
  });
  it("that can't be printed are listed so that they are seen", () => {
    expect(named(`${OVERRIDE} \u{13000} \u0301 \u0007 \u0639 \ue000 \u200b \u{e0041}`)).toBe(
      "U+202E \u{13000} U+0301 U+0007 \u2068\u0639\u2069 U+E000 U+200B U+E0041",
    );
  });
});
