/** Two versions of one draft, side by side: what each says where they differ. */
import type { Draft, DraftField } from "../../api/types";

export interface Difference {
  what: "title" | "message" | "expiry" | "language" | "recipients" | "fields";
  /** What stands in this window, and in the other version; a line for each recipient or field. */
  mine: string[];
  other: string[];
}

/** How single values are called. */
export interface Words {
  recipient: (draft: Draft, index: number) => string;
  field: (draft: Draft, field: DraftField) => string;
  days: (days: number) => string;
  language: (tag: string) => string;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The lines of what one version has and the other has not, or has otherwise. */
function only<T extends { id: string }>(these: readonly T[], those: readonly T[], line: (item: T, index: number) => string): string[] {
  return these.flatMap((item, index) => (same(item, those.find((other) => other.id === item.id)) ? [] : [line(item, index)]));
}

export function differences(mine: Draft, other: Draft, words: Words): Difference[] {
  const found: Difference[] = [];
  const add = (what: Difference["what"], here: string[], there: string[]) => {
    if (!same(here, there) || here.length > 0) found.push({ what, mine: here, other: there });
  };
  if (mine.title.trim() !== other.title.trim()) add("title", [mine.title.trim()], [other.title.trim()]);
  if (mine.message !== other.message) add("message", [mine.message], [other.message]);
  if (mine.expires_in_days !== other.expires_in_days) add("expiry", [words.days(mine.expires_in_days)], [words.days(other.expires_in_days)]);
  if (mine.locale !== other.locale) add("language", [words.language(mine.locale)], [words.language(other.locale)]);
  const people = (these: Draft, those: Draft) => only(these.recipients, those.recipients, (_, index) => words.recipient(these, index));
  add("recipients", people(mine, other), people(other, mine));
  const fields = (these: Draft, those: Draft) => only(these.fields, those.fields, (field) => words.field(these, field));
  add("fields", fields(mine, other), fields(other, mine));
  return found;
}
