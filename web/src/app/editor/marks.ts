/** What is wrong with single entries of a draft, told where they are: by the server's pointers, kept by the entry's own id. */
import type { Draft } from "../../api/types";

/** An entry with characters that no font of the document has, or with too many letters for its field; or a field too small for any. */
export interface Mark {
  /**
   * `title`, or `name-{id}` and `email-{id}` as the entries of a recipient are called on the page, or `prefill-{id}`, or
   * `field-{id}`.
   */
  entry: string;
  /** The characters, with spaces between them. */
  characters: string;
  /** How many letters it has to be shortened by, and what was measured. */
  excess?: { letters: number; of: string };
  /** Of a field in which nothing could be read: what was measured. */
  tooSmall?: string;
}

/** The name of the entry that a pointer into this draft leads to. */
export function entryOf(pointer: string, draft: Draft): string | null {
  const [, part, index, key] = pointer.split("/");
  if (part === "title") return "title";
  const field = part === "fields" ? draft.fields[Number(index)] : undefined;
  if (field)
    return key === "prefill" ? `prefill-${field.id}` : key === "rect" ? `field-${field.id}` : null;
  const recipient = part === "recipients" ? draft.recipients[Number(index)] : undefined;
  return recipient && (key === "name" || key === "email") ? `${key}-${recipient.id}` : null;
}

type Unprintable = {
  pointer: string;
  characters: string;
  excess?: number | null;
  too_small?: boolean;
};

/** The server's list for the draft that it was sent. */
export function marksOf(unprintable: readonly Unprintable[], draft: Draft): Mark[] {
  return unprintable.flatMap(({ pointer, characters, excess, too_small }) => {
    const entry = entryOf(pointer, draft);
    if (!entry) return [];
    const of = placed(entry, draft);
    return [
      {
        entry,
        characters,
        ...(excess && { excess: { letters: excess, of } }),
        ...(too_small && { tooSmall: of }),
      },
    ];
  });
}

/** The text of an entry in this draft. */
function textOf(entry: string, draft: Draft): string {
  if (entry === "title") return draft.title;
  const id = entry.slice(entry.indexOf("-") + 1);
  if (entry.startsWith("field-")) return "";
  if (entry.startsWith("prefill-")) return draft.fields.find((f) => f.id === id)?.prefill ?? "";
  const recipient = draft.recipients.find((r) => r.id === id);
  return (entry.startsWith("name-") ? recipient?.name : recipient?.email) ?? "";
}

/** What was measured: the text, and the kind and size of its field. */
function placed(entry: string, draft: Draft): string {
  const field = draft.fields.find((f) => `prefill-${f.id}` === entry || `field-${f.id}` === entry);
  return JSON.stringify([textOf(entry, draft), field?.kind, field?.rect.w, field?.rect.h]);
}

/** Those that still hold: an entry without the characters was mended, and the next save will say so too. */
export function standing(marks: readonly Mark[], draft: Draft): Mark[] {
  return marks.flatMap((mark) => {
    const { entry, characters, excess, tooSmall } = mark;
    const measured = excess?.of ?? tooSmall;
    if (measured) return measured === placed(entry, draft) ? [mark] : [];
    const text = textOf(entry, draft);
    const left = characters.split(" ").filter((character) => character && text.includes(character));
    return left.length > 0 ? [{ entry, characters: left.join(" ") }] : [];
  });
}
