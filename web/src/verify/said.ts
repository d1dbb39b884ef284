/** What the report says, in the reader's language: by code and values, and in English where a code is not known here. */
import type { components } from "../api/schema";
import { dashed } from "../i18n/dashed";
import { moment } from "../i18n/format";
import { has, locale, t } from "../i18n/index.svelte";

type Schemas = components["schemas"];

/** A sentence as the report carries it. */
export type Said = Schemas["SaidView"];

const messageOf = (code: string) => `said-${dashed(code)}`;

/** How deep phrases may stand inside each other: the report comes from a file that may be anybody's. */
const DEPTH = 5;

/** How the report writes a moment; pages write it as the language does. */
const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) UTC$/;

/** A value named `count` is a number, so that the sentence can say “one” otherwise than “two”. */
const COUNT = /^\d{1,15}$/;

function valueOf(key: string, value: Schemas["SaidValue"], depth: number): string | number {
  if (typeof value !== "string") return words(value, value.text, depth + 1);
  if (key === "count" && COUNT.test(value)) return Number(value);
  const [, day, time] = MOMENT.exec(value) ?? [];
  return day ? moment(`${day}T${time}Z`) : value;
}

function words(sentence: Said | null | undefined, english: string, depth: number): string {
  if (!sentence || depth > DEPTH) return english;
  const message = messageOf(sentence.code);
  if (!has(message)) return english;
  const values = Object.entries(sentence.values).map(
    ([key, value]) => [key, valueOf(key, value, depth)] as const,
  );
  return t(message, Object.fromEntries(values));
}

/** The sentence, or its English words where this page has none of its own. */
export const said = (sentence: Said | null | undefined, english: string) =>
  words(sentence, english, 0);

/** The language of what {@link said} gives, for whoever reads it aloud: nothing if it is the page's. */
export function languageOf(sentence: Said | null | undefined): string | undefined {
  const isOwn = sentence && has(messageOf(sentence.code));
  return isOwn || locale() === "en" ? undefined : "en";
}
