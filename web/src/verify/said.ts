/** The report's sentences in the reader's language, by code and values, or in English if a code is unknown here. */
import type { components } from "../api/schema";
import { dashed } from "../i18n/dashed";
import { moment } from "../i18n/format";
import { has, locale, t } from "../i18n/index.svelte";

type Schemas = components["schemas"];

/** A sentence in the form of the report. */
export type Said = Schemas["SaidView"];

const messageOf = (code: string) => `said-${dashed(code)}`;

/** The deepest nesting of phrases, because the report may come from a stranger's file. */
const DEPTH = 5;

/** The report's format of a time; pages use the language's own format. */
const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) UTC$/;

/** A value named `count` is a number, so that the sentence can have a singular form. */
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

/** The sentence, or its English text if this page has none of its own. */
export const said = (sentence: Said | null | undefined, english: string) =>
  words(sentence, english, 0);

/** The language of the result of {@link said}, for screen readers: `undefined` if it is the page's. */
export function languageOf(sentence: Said | null | undefined): string | undefined {
  const isOwn = sentence && has(messageOf(sentence.code));
  return isOwn || locale() === "en" ? undefined : "en";
}
