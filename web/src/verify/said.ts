/** What the report says, in the reader's language: by code and values, and in English where a code is not known here. */
import { has, locale, t } from "../i18n/index.svelte";
import type { Change } from "./report";

/** A sentence or a phrase as the report carries it. */
export interface Said {
  code: string;
  values: Record<string, unknown>;
}

type Phrase = Said & { text: string };

const messageOf = (kind: "said" | "change", code: string) => `${kind}-${code.replaceAll("_", "-")}`;

/** How deep phrases may stand inside each other: the report comes from a file that may be anybody's. */
const DEPTH = 5;

function isPhrase(value: unknown): value is Phrase {
  return typeof value === "object" && value !== null && "code" in value && "text" in value;
}

function valueOf(value: unknown, depth: number): string {
  if (isPhrase(value)) return words(value, value.text, depth + 1);
  return typeof value === "string" ? value : String(value);
}

function words(sentence: Said | undefined, english: string, depth: number): string {
  const name = messageOf("said", sentence?.code ?? "");
  if (!sentence?.code || depth > DEPTH || !has(name)) return english;
  const values = Object.entries(sentence.values ?? {}).map(([key, value]) => [key, valueOf(value, depth)]);
  return t(name, Object.fromEntries(values) as Record<string, string>);
}

/** The sentence, or its English words where this page has none of its own. */
export const said = (sentence: Said | undefined, english: string) => words(sentence, english, 0);

/** The language of what {@link said} gives, for whoever reads it aloud: nothing if it is the page's. */
export function languageOf(sentence: Said | undefined): string | undefined {
  const isOwn = sentence?.code && has(messageOf("said", sentence.code));
  return isOwn || locale() === "en" ? undefined : "en";
}

/** What a change was. The report's own words say more, in English. */
export function changed(change: Change): string {
  const name = messageOf("change", change.kind);
  if (locale() === "en" || !has(name)) return change.sentence;
  return change.field ? `${t(name)} (${change.field})` : t(name);
}
