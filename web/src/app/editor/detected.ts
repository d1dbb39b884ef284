/** Places the fields that intake detected, as a person would: for the right recipient, with a readable label. */
import type { DetectedField, Draft, DraftField, PageSize } from "../../api/types";
import { fit } from "../../pdf/geometry";
import { KINDS, newField, newRecipient, withField, withRecipient } from "./draft";
import { clipped, readName } from "./names";

/** The recipient of a detected field: the signer with this number or role; `null` if unknown. */
export type Whom = number | string | null;

/** The most signers to add for roles in a document. */
const MOST = 20;

/**
 * The recipient of each field. A word counts as a role if it is a known role, or if it is the only text of fields of
 * different kinds: `{{signature:venue}}` and `{{date:venue}}` address the same person.
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

/** Whether a detected field has a value that its recipient could continue with. */
export const isFilledIn = (found: DetectedField): boolean =>
  (found.kind === "text" || found.kind === "checkbox") && Boolean(found.value?.trim());

/** Whether a detected field that recipients can't fill in has a value: it stays on the page. */
export const isChosen = (found: DetectedField): boolean =>
  (found.kind === "choice" || found.kind === "radio") && Boolean(found.value?.trim());

/** The detected fields that can be placed, each for the recipient that `whose` returns. */
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
    // The form's own label for people is better than any name.
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
    // A signature is always required, whatever the form says.
    return [{ ...field, required: found.required || kind === "signature" }];
  });
}

/** The signer of each role (zero-based): numbers are positions; names follow them, in order of appearance. */
function seats(whom: readonly Whom[]): Map<Whom, number> {
  const most = Math.max(0, ...whom.filter((one) => typeof one === "number"));
  const names = [...new Set(whom.filter((one) => typeof one === "string"))];
  const numbers = Array.from({ length: most }, (_, index): [Whom, number] => [index + 1, index]);
  return new Map<Whom, number>([
    ...numbers,
    ...names.slice(0, MOST - most).map((name, index): [Whom, number] => [name, most + index]),
  ]);
}

/** How many signers the detected fields need; 0 if they don't say. */
export function signersOf(detected: readonly DetectedField[]): number {
  return seats(whoseFields(detected)).size;
}

/** The draft with the detected fields: fields without a role go to `person`, and missing signers are added. */
export function withDetected(
  draft: Draft,
  detected: readonly DetectedField[],
  person: string,
  pages: readonly PageSize[],
): Draft {
  const places = seats(whoseFields(detected));
  let grown = draft;
  const signers = () => grown.recipients.filter((r) => r.role === "signer");
  // A single role belongs to the chosen person.
  const isAlone = places.size === 1;
  while (!isAlone && signers().length < places.size)
    grown = withRecipient(grown, newRecipient(grown));
  const whose = (whom: Whom) => {
    const place = places.get(whom);
    return (place !== undefined && !isAlone && signers()[place]?.id) || person;
  };
  return withField(grown, ...fromDetected(detected, whose, pages));
}
