/**
 * The faults of single entries of a draft, shown at the entry: from the server's pointers, stored by the entry's own
 * id.
 */
import type { Draft } from "../../api/types";

/**
 * An entry with characters that no font of the document has, or with too many letters for its field; or a field too
 * small for any letter.
 */
export interface Mark {
  /**
   * `title`, or `name-{id}` and `email-{id}` for the entries of a recipient, or `prefill-{id}`, or `field-{id}`.
   */
  entry: string;
  /** The characters, with spaces between them. */
  characters: string;
  /** The number of excess letters, and the measured state. */
  excess?: { letters: number; of: string };
  /** For a field too small for any text: the measured state. */
  tooSmall?: string;
}

/** The name of the entry that a pointer into this draft refers to. */
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

/** The server's list for the draft that was sent to it. */
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

/** The measured state: the text, and the kind and size of its field. */
function placed(entry: string, draft: Draft): string {
  const field = draft.fields.find((f) => `prefill-${f.id}` === entry || `field-${f.id}` === entry);
  return JSON.stringify([textOf(entry, draft), field?.kind, field?.rect.w, field?.rect.h]);
}

/** The marks that still apply: an entry without the characters is repaired, and the next save will confirm it. */
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
