/** Fields that were found in the upload, as a person would have placed them: for the right recipient, with a label that can be read. */
import type { DetectedField, Draft, DraftField, PageSize } from "../../api/types";
import { fit } from "../../pdf/geometry";
import { KINDS, newField, newRecipient, withField, withRecipient } from "./draft";
import { clipped, readName } from "./names";

/** Whom a found field is for: the signer of this number, or whoever has this role; `null` where nothing says so. */
export type Whom = number | string | null;

/** The most signers that are added for roles found in a document. */
const MOST = 20;

/**
 * Whom each field is for. A word counts as a role if it is known as one, or if it is all that is said of fields of
 * different kinds: `{{signature:venue}}` and `{{date:venue}}` ask the same person.
 */
export function whoseFields(detected: readonly DetectedField[]): Whom[] {
  const said = detected.map((found) => readName(found.name, found.kind));
  const roles = new Set(said.map(({ role }) => role));
  const kinds = new Map<string, Set<string>>();
  said.forEach(({ words }, index) => {
    const key = words.toLowerCase();
    kinds.set(key, (kinds.get(key) ?? new Set()).add(detected[index]!.kind));
  });
  const shared = (words: string) =>
    roles.has(words.toLowerCase()) ||
    (words !== "" && (kinds.get(words.toLowerCase())?.size ?? 0) > 1);
  return said.map(
    ({ signer, role, words }) => signer ?? role ?? (shared(words) ? words.toLowerCase() : null),
  );
}

/** Whether something stands in a found field that its recipient could go on with. */
export const isFilledIn = (found: DetectedField): boolean =>
  (found.kind === "text" || found.kind === "checkbox") && Boolean(found.value?.trim());

/** Whether something is chosen in a found field that recipients can't fill in: it stays on the page. */
export const isChosen = (found: DetectedField): boolean =>
  (found.kind === "choice" || found.kind === "radio") && Boolean(found.value?.trim());

/** The found fields that can be placed, each for the recipient that `whose` names. */
export function fromDetected(
  detected: readonly DetectedField[],
  whose: (whom: Whom) => string,
  pages: readonly PageSize[],
): DraftField[] {
  const whom = whoseFields(detected);
  return detected.flatMap((found, index) => {
    const size = pages[found.page];
    const kind = KINDS.find((known) => known === found.kind);
    if (!size || !kind) return [];
    const { words } = readName(found.name, found.kind);
    const isRole = words.toLowerCase() === whom[index];
    // What the form calls it when it speaks to people is better than any name.
    const label =
      clipped(found.caption?.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim() ?? "") ||
      (isRole ? "" : words);
    const field = newField(
      kind,
      whose(whom[index] ?? null),
      found.page,
      fit(found.rect, size),
      label,
    );
    if (isFilledIn(found)) field.prefill = found.value;
    // Nobody signs without a signature, whatever the form says.
    return [{ ...field, required: found.required || kind === "signature" }];
  });
}

/** For each role its signer, counted from 0: numbers are places; names come behind them, in the order they are met in. */
function seats(whom: readonly Whom[]): Map<Whom, number> {
  const most = Math.max(0, ...whom.filter((one) => typeof one === "number"));
  const names = [...new Set(whom.filter((one) => typeof one === "string"))];
  const numbers = Array.from({ length: most }, (_, index): [Whom, number] => [index + 1, index]);
  return new Map<Whom, number>([
    ...numbers,
    ...names.slice(0, MOST - most).map((name, index): [Whom, number] => [name, most + index]),
  ]);
}

/** How many signers the found fields are for; 0 if they don't say. */
export function signersOf(detected: readonly DetectedField[]): number {
  return seats(whoseFields(detected)).size;
}

/** The draft with the found fields: those that name nobody go to `person`, and signers that are missing are added. */
export function withDetected(
  draft: Draft,
  detected: readonly DetectedField[],
  person: string,
  pages: readonly PageSize[],
): Draft {
  const places = seats(whoseFields(detected));
  let grown = draft;
  const signers = () => grown.recipients.filter((r) => r.role === "signer");
  // A single role is that of the person who is chosen.
  const isAlone = places.size === 1;
  while (!isAlone && signers().length < places.size)
    grown = withRecipient(grown, newRecipient(grown));
  const whose = (whom: Whom) => {
    const place = places.get(whom);
    return (place !== undefined && !isAlone && signers()[place]?.id) || person;
  };
  return withField(grown, ...fromDetected(detected, whose, pages));
}
