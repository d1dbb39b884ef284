import { join } from "node:path";
import * as reference from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import { localesIn, messagesOf, SURFACES } from "../../scripts/messages.ts";
import * as small from "../../src/i18n/fluent";

const folder = join(process.cwd(), "../locales");

function bundles(locale: string, text: string, useIsolating = false) {
  const theirs = new reference.FluentBundle(locale, { useIsolating });
  theirs.addResource(new reference.FluentResource(text));
  const ours = new small.FluentBundle(locale, { useIsolating });
  ours.addResource(new small.FluentResource(text));
  return { theirs, ours };
}

function same(locale: string, text: string, isolating = false) {
  const { theirs, ours } = bundles(locale, text, isolating);
  const names = [...text.matchAll(/^([a-zA-Z][\w-]*) *=/gm)].map((found) => found[1]!);
  const variables = [...new Set([...text.matchAll(/\$(\w+)/g)].map((found) => found[1]!))];
  for (const name of names) {
    for (const value of [0, 1, 2, 5, 1234.5, "word", "one"]) {
      const args = Object.fromEntries(variables.map((variable) => [variable, value]));
      const one = theirs.getMessage(name)!;
      const other = ours.getMessage(name)!;
      if (one.value)
        expect(ours.formatPattern(other.value!, args), `${name} with ${value}`).toBe(
          theirs.formatPattern(one.value, args),
        );
      for (const [attribute, pattern] of Object.entries(one.attributes)) {
        expect(ours.formatPattern(other.attributes[attribute]!, args)).toBe(
          theirs.formatPattern(pattern, args),
        );
      }
    }
  }
  return names.length;
}

describe.each(Object.keys(SURFACES) as (keyof typeof SURFACES)[])(
  "the small Fluent on %s",
  (surface) => {
    it.each(localesIn(folder))("says in %s what the reference says", (locale) => {
      expect(same(locale, messagesOf(folder, surface, locale))).toBeGreaterThan(40);
    });
  },
);

it("reads what the catalogues may use later", () => {
  same(
    "en",
    '-brand = OneSign\nempty =\n    .title = Title of { -brand }\nquoted = Press { "{" }Enter{ "}" }\nlines =\n    First\n    second { $name }\n    third\n',
  );
  same(
    "ar",
    "count = { $count ->\n    [0] none\n    [one] one { $count }\n   *[other] many { $count }\n} left\nboth = { $a } and { $b }\n",
    true,
  );
});

it("keeps a name that is written from right to left apart from the figures behind it", () => {
  const { ours } = bundles("en", "line = { $name } · { $date }");
  const say = (name: string) =>
    ours.formatPattern(ours.getMessage("line")!.value!, { name, date: "28-11-2026" });
  expect(say("ليلى حداد")).toBe("\u2068ليلى حداد\u2069 · 28-11-2026");
  expect(say("Mira")).toBe("Mira · 28-11-2026");
});

it("a missing variable shows its name", () => {
  const { ours } = bundles("en", "hello = Hello { $name }!");
  expect(ours.formatPattern(ours.getMessage("hello")!.value!)).toBe("Hello {$name}!");
  expect(ours.getMessage("other")).toBeUndefined();
});
