/** What the report says, in the reader's language: by code and values, and in English where a code is not known here. */
import type { components } from "../api/schema";
import { has, locale, t } from "../i18n/index.svelte";

type Schemas = components["schemas"];

/** A sentence as the report carries it. */
export type Said = Schemas["SaidView"];

const messageOf = (code: string) => `said-${code.replaceAll("_", "-")}`;

/** How deep phrases may stand inside each other: the report comes from a file that may be anybody's. */
const DEPTH = 5;

const valueOf = (value: Schemas["SaidValue"], depth: number) =>
  typeof value === "string" ? value : words(value, value.text, depth + 1);

function words(sentence: Said | null | undefined, english: string, depth: number): string {
  if (!sentence || depth > DEPTH || !has(messageOf(sentence.code))) return english;
  const values = Object.entries(sentence.values).map(([key, value]) => [key, valueOf(value, depth)]);
  return t(messageOf(sentence.code), Object.fromEntries(values) as Record<string, string>);
}

/** The sentence, or its English words where this page has none of its own. */
export const said = (sentence: Said | null | undefined, english: string) => words(sentence, english, 0);

/** The language of what {@link said} gives, for whoever reads it aloud: nothing if it is the page's. */
export function languageOf(sentence: Said | null | undefined): string | undefined {
  const isOwn = sentence && has(messageOf(sentence.code));
  return isOwn || locale() === "en" ? undefined : "en";
}
