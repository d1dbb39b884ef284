/** Compares two versions of one draft, difference by difference. */
import type { Draft, DraftField, DraftRecipient } from "../../api/types";

export interface Difference {
  what: "title" | "message" | "expiry" | "language" | "recipients" | "fields";
  /** The text in this window, and in the other version; a line for each recipient or field. */
  mine: string[];
  other: string[];
}

/** The labels of single values. */
export interface Words {
  recipient: (draft: Draft, index: number) => string;
  field: (draft: Draft, field: DraftField) => string;
  /** The details that the line of a recipient or field omits, by topic. */
  more: {
    role: (recipient: DraftRecipient) => string;
    step: (recipient: DraftRecipient) => string;
    place: (field: DraftField) => string;
    size: (field: DraftField) => string;
    required: (field: DraftField) => string;
    prefill: (field: DraftField) => string;
  };
  days: (days: number) => string;
  language: (tag: string) => string;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The lines that only one version has, or that differ; `more` gives the details that the line omits. */
function only<T extends { id: string }>(
  these: readonly T[],
  those: readonly T[],
  line: (item: T, index: number) => string,
  more: (item: T, other: T) => string[],
): string[] {
  return these.flatMap((item, index) => {
    const other = those.find((each) => each.id === item.id);
    if (same(item, other)) return [];
    const details = other ? more(item, other) : [];
    return [[line(item, index), ...details].join("\n")];
  });
}

export function differences(mine: Draft, other: Draft, words: Words): Difference[] {
  const found: Difference[] = [];
  const add = (what: Difference["what"], here: string[], there: string[]) => {
    if (!same(here, there) || here.length > 0) found.push({ what, mine: here, other: there });
  };
  if (mine.title.trim() !== other.title.trim())
    add("title", [mine.title.trim()], [other.title.trim()]);
  if (mine.message !== other.message) add("message", [mine.message], [other.message]);
  if (mine.expires_in_days !== other.expires_in_days)
    add("expiry", [words.days(mine.expires_in_days)], [words.days(other.expires_in_days)]);
  if (mine.locale !== other.locale)
    add("language", [words.language(mine.locale)], [words.language(other.locale)]);
  const { more } = words;
  const person = (one: DraftRecipient, two: DraftRecipient) => [
    ...(one.role === two.role ? [] : [more.role(one)]),
    ...(one.step === two.step ? [] : [more.step(one)]),
  ];
  const people = (these: Draft, those: Draft) =>
    only(these.recipients, those.recipients, (_, index) => words.recipient(these, index), person);
  add("recipients", people(mine, other), people(other, mine));
  const field = (one: DraftField, two: DraftField) => [
    ...(one.rect.x === two.rect.x && one.rect.y === two.rect.y ? [] : [more.place(one)]),
    ...(one.rect.w === two.rect.w && one.rect.h === two.rect.h ? [] : [more.size(one)]),
    ...(one.required === two.required ? [] : [more.required(one)]),
    ...((one.prefill ?? "") === (two.prefill ?? "") ? [] : [more.prefill(one)]),
  ];
  const fields = (these: Draft, those: Draft) =>
    only(these.fields, those.fields, (each) => words.field(these, each), field);
  add("fields", fields(mine, other), fields(other, mine));
  return found;
}
