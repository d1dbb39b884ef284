/** Fields that were found in the upload, as a person would have placed them: for the right recipient, with a label that can be read. */
import type { DetectedField, Draft, DraftField, PageSize } from "../../api/types";
import { fit } from "../../pdf/geometry";
import { KINDS, newField, newRecipient, withField, withRecipient } from "./draft";

/** "signer2" in the name of a field or text tag: whom it is for, counted from 1. */
const WHO = /^(?:signer|signatory|recipient|party|person|client|role|s|r)[ _-]?(\d{1,2})$/i;
/** Names that programs give by themselves. */
const MEANINGLESS = /^(?:(?:undefined|untitled|fill|field|text|text ?field|text ?box|check|check ?box|signature|sign|sig|initials?)[ \d]*|[a-z]{0,2}[ \d]*\d)$/i;

/** What a field's own name says: the number of the signer, if it has one, and the words for people. */
export function readName(name: string): { signer: number | null; label: string } {
  // "form1[0].page1[0].contact_name[0]": the last part is the field's own.
  const own = name.replace(/\[\d+\]/g, "").split(".").filter(Boolean).at(-1) ?? "";
  const parts = own.split(/[:;|,_\s]+|-(?=\S)/).filter(Boolean);
  // "signer 2" is one part, too.
  const joined = parts.flatMap((part, index) => (/^\d{1,2}$/.test(part) && WHO.test(`${parts[index - 1] ?? ""}${part}`) ? [] : [part]));
  const withNumber = (part: string) => {
    const next = parts[parts.indexOf(part) + 1] ?? "";
    return WHO.exec(part) ?? (/^\d{1,2}$/.test(next) ? WHO.exec(part + next) : null);
  };
  const whom = joined.map(withNumber).find(Boolean);
  const words = joined.filter((part) => !withNumber(part)).flatMap((part) => part.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").split(" "));
  const text = words.join(" ").trim();
  const label = MEANINGLESS.test(text) || !/\p{L}/u.test(text) ? "" : text.charAt(0).toUpperCase() + text.slice(1);
  const signer = whom ? Number(whom[1]) : null;
  return { signer: signer && signer <= 20 ? signer : null, label: label.slice(0, 200) };
}

/** The found fields that can be placed, each for the recipient that `whose` names. */
export function fromDetected(
  detected: readonly DetectedField[],
  whose: (signer: number | null) => string,
  pages: readonly PageSize[],
): DraftField[] {
  return detected.flatMap((found) => {
    const size = pages[found.page];
    const kind = KINDS.find((known) => known === found.kind);
    if (!size || !kind) return [];
    const { signer, label } = readName(found.name);
    const field = newField(kind, whose(signer), found.page, fit(found.rect, size), label);
    // Nobody signs without a signature, whatever the form says.
    return [{ ...field, required: found.required || kind === "signature" }];
  });
}

/** The draft with the found fields: those that name no signer go to `person`, and signers that are missing are added. */
export function withDetected(draft: Draft, detected: readonly DetectedField[], person: string, pages: readonly PageSize[]): Draft {
  const most = Math.max(0, ...detected.map((found) => readName(found.name).signer ?? 0));
  let grown = draft;
  const signers = () => grown.recipients.filter((r) => r.role === "signer");
  while (signers().length < most) grown = withRecipient(grown, newRecipient(grown));
  const whose = (signer: number | null) => (signer && signers()[signer - 1]?.id) || person;
  return withField(grown, ...fromDetected(detected, whose, pages));
}
