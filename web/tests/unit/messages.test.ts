import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import { localesIn, messagesOf, SURFACES } from "../../scripts/messages.ts";
import { choose, t, use } from "../../src/i18n/index.svelte";
import { sentence } from "../../src/i18n/problem";

const web = process.cwd();
const folder = join(web, "../locales");
const locales = localesIn(folder);
const surfaces = Object.keys(SURFACES) as (keyof typeof SURFACES)[];

/** Every message of a catalogue with its variables, read from the text of its syntax tree. */
function messages(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const block of text.split(/\n(?=[a-zA-Z-])/)) {
    const name = /^([a-zA-Z][\w-]*) *=/.exec(block.trim())?.[1];
    if (name)
      found.set(name, [...new Set([...block.matchAll(/\$(\w+)/g)].map((m) => m[1]!))].sort());
  }
  return found;
}

function* sources(path: string): Generator<string> {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) yield* sources(child);
    else if (/\.(svelte|ts)$/.test(child)) yield readFileSync(child, "utf8");
  }
}

describe.each(surfaces)("catalogues of %s", (surface) => {
  const en = messages(messagesOf(folder, surface, "en"));
  it.each(locales)("%s has the same messages with the same variables", (locale) => {
    expect(Object.fromEntries(messages(messagesOf(folder, surface, locale)))).toEqual(
      Object.fromEntries(en),
    );
  });
  it.each(locales)("%s is valid Fluent and formats", (locale) => {
    const bundle = new FluentBundle(locale);
    expect(bundle.addResource(new FluentResource(messagesOf(folder, surface, locale)))).toEqual([]);
    for (const [name, variables] of en) {
      const errors: Error[] = [];
      const pattern = bundle.getMessage(name)?.value;
      expect(pattern, name).toBeTruthy();
      bundle.formatPattern(pattern!, Object.fromEntries(variables.map((v) => [v, 2])), errors);
      expect(errors, name).toEqual([]);
    }
  });
  it("no name is given twice", () => {
    const names: string[] =
      messagesOf(folder, surface, "en").match(/^[a-zA-Z][\w-]*(?= *=)/gm) ?? [];
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

it("every message that a surface asks for by name exists", () => {
  for (const surface of surfaces) {
    const known = messages(messagesOf(folder, surface, "en"));
    const asked = new Set<string>();
    for (const part of [surface, "ui", "pdf"]) {
      const path = join(web, "src", part);
      try {
        for (const source of sources(path))
          for (const m of source.matchAll(/\bt\(\s*"([\w-]+)"/g)) asked.add(m[1]!);
      } catch {
        // A surface without sources needs no messages.
      }
    }
    expect(
      [...asked].filter((name) => !known.has(name)),
      surface,
    ).toEqual([]);
  }
});

it("every state and kind has its word", () => {
  const known = messages(messagesOf(folder, "app", "en"));
  for (const status of ["draft", "sent", "completed", "sealed", "declined", "voided", "expired"])
    expect(known.has(`status-${status}`)).toBe(true);
  for (const status of [
    "waiting",
    "not_sent",
    "invited",
    "opened",
    "consented",
    "signed",
    "declined",
    "informed",
  ]) {
    expect(known.has(`recipient-${status}`)).toBe(true);
  }
  for (const kind of [
    "signature",
    "initials",
    "full-name",
    "text",
    "date",
    "free-date",
    "checkbox",
  ])
    expect(known.has(`kind-${kind}`)).toBe(true);
});

it("every fact of an envelope has its sentence", () => {
  const known = messages(messagesOf(folder, "app", "en"));
  const rust = readFileSync(join(web, "../crates/onesign-core/src/fact.rs"), "utf8");
  const types = [
    ...rust.matchAll(
      /= "((?:envelope|document|recipient|link|consent|values|signature)\.[a-z_]+)" \{/g,
    ),
  ].map((m) => m[1]!);
  expect(types.length).toBeGreaterThan(20);
  expect(types.filter((type) => !known.has(`fact-${type.replaceAll(/[._]/g, "-")}`))).toEqual([]);
});

it("a problem becomes a sentence, an unknown one too", () => {
  use("en", messagesOf(folder, "app", "en"));
  expect(sentence({ code: "not_a_pdf", status: 422 })).toMatch(/not a PDF/);
  expect(sentence({ code: "never_heard_of", status: 500 })).toBe(t("problem-server"));
  expect(sentence({ code: "never_heard_of", status: 0 })).toBe(t("problem-unreachable"));
  const fault = { code: "internal", status: 500 };
  expect(sentence({ ...fault, reference: "4f2a" })).toBe(`${sentence(fault)} Reference: 4f2a`);
  expect(sentence({ code: "never_heard_of", status: 422 })).toMatch(/never_heard_of/);
  for (const code of [
    "not_a_pdf",
    "empty_file",
    "damaged_pdf",
    "password_required",
    "wrong_password",
    "unsupported_encryption",
    "xfa_form",
    "no_pages",
    "too_many_pages",
    "signed_and_protected",
    "too_complex",
    "too_large",
  ]) {
    expect(sentence({ code, status: 422 }), code).not.toMatch(/_|did not work/);
  }
});

it("the language is the first wanted one that exists", () => {
  expect(choose(["de-AT", "en"], ["de", "en"])).toBe("de");
  expect(choose(["ja"], ["de", "en"])).toBe("en");
  expect(choose([], ["de"])).toBe("de");
});
