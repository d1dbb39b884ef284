/** What is wrong with single entries of a draft, told where they are: by the server's pointers, kept by the entry's own id. */
import type { Draft } from "../../api/types";

/** An entry with characters that no font of the document has. */
export interface Mark {
  /** `title`, or `name-{id}` and `email-{id}` as the entries of a recipient are called on the page. */
  entry: string;
  /** The characters, with spaces between them. */
  characters: string;
}

/** The name of the entry that a pointer into this draft leads to. */
export function entryOf(pointer: string, draft: Draft): string | null {
  const [, part, index, key] = pointer.split("/");
  if (part === "title") return "title";
  const recipient = part === "recipients" ? draft.recipients[Number(index)] : undefined;
  return recipient && (key === "name" || key === "email") ? `${key}-${recipient.id}` : null;
}

/** The server's list for the draft that it was sent. */
export function marksOf(unprintable: readonly { pointer: string; characters: string }[], draft: Draft): Mark[] {
  return unprintable.flatMap(({ pointer, characters }) => {
    const entry = entryOf(pointer, draft);
    return entry ? [{ entry, characters }] : [];
  });
}

/** The text of an entry in this draft. */
function textOf(entry: string, draft: Draft): string {
  if (entry === "title") return draft.title;
  const id = entry.slice(entry.indexOf("-") + 1);
  const recipient = draft.recipients.find((r) => r.id === id);
  return (entry.startsWith("name-") ? recipient?.name : recipient?.email) ?? "";
}

/** Those that still hold: an entry without the characters was mended, and the next save will say so too. */
export function standing(marks: readonly Mark[], draft: Draft): Mark[] {
  return marks.flatMap(({ entry, characters }) => {
    const text = textOf(entry, draft);
    const left = characters.split(" ").filter((character) => character && text.includes(character));
    return left.length > 0 ? [{ entry, characters: left.join(" ") }] : [];
  });
}
