/** The missing parts of a draft, by the server's own rules, so that the sender learns of them before sending. */
import type { Draft } from "../../api/types";
import type { Problem } from "../../api/problem";
import { t } from "../../i18n/index.svelte";
import type { Mark } from "./marks";

export type Target =
  | { at: "title" }
  | { at: "expiry" }
  | { at: "recipients" }
  | { at: "recipient"; id: string; entry: "name" | "email" }
  | { at: "palette"; recipient: string | null }
  | { at: "field"; id: string };

export interface Missing {
  code:
    | "title"
    | "expiry"
    | "no-signer"
    | "name"
    | "email"
    | "same-email"
    | "no-signature"
    | "no-fields"
    | "field-of-copy"
    | "unprintable"
    | "prefill-unprintable"
    | "prefill-too-long"
    | "too-small"
    | "other";
  /** The person or field that it concerns. */
  who?: string;
  /** Characters that can't be printed. */
  characters?: string;
  /** The number of excess letters. */
  count?: number;
  target: Target;
}

/** One `@`, a dot-atom before it and a domain of two or more labels after it. */
export function looksLikeMail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(0, at));
  const domain = text.slice(at + 1);
  const labels = domain.split(".");
  return (
    at > 0 &&
    local.length <= 64 &&
    !local.startsWith(".") &&
    !local.endsWith(".") &&
    !local.includes("..") &&
    /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u.test(local) &&
    domain.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => label.length <= 63 && /^[\p{L}\p{N}]([\p{L}\p{N}-]*)$/u.test(label))
  );
}

/** A recipient's designation in a sentence: the name, otherwise another known detail. */
const called = (
  { name, email }: Pick<Draft["recipients"][number], "name" | "email">,
  index: number,
) => name.trim() || email.trim() || t("recipient-number", { number: index + 1 });

export function missing(draft: Draft, marks: readonly Mark[] = []): Missing[] {
  const found: Missing[] = marks.map(({ entry, characters, excess, tooSmall }) =>
    tooSmall
      ? { code: "too-small", target: targetOfEntry(entry) }
      : unprinted(targetOfEntry(entry), characters, excess?.letters),
  );
  if (!draft.title.trim()) found.push({ code: "title", target: { at: "title" } });
  if (
    !Number.isInteger(draft.expires_in_days) ||
    draft.expires_in_days < 1 ||
    draft.expires_in_days > 365
  ) {
    found.push({ code: "expiry", target: { at: "expiry" } });
  }
  if (!draft.recipients.some((r) => r.role === "signer"))
    found.push({ code: "no-signer", target: { at: "recipients" } });

  const mailboxes = new Set<string>();
  draft.recipients.forEach((recipient, index) => {
    // Two of the sentences say "recipient" themselves.
    const numbered = recipient.name.trim() || `${index + 1}`;
    const who = called(recipient, index);
    const { id } = recipient;
    if (!recipient.name.trim())
      found.push({ code: "name", who: numbered, target: { at: "recipient", id, entry: "name" } });
    const mailbox = `${recipient.step} ${recipient.email.trim().toLowerCase()}`;
    if (!looksLikeMail(recipient.email.trim())) {
      found.push({ code: "email", who: numbered, target: { at: "recipient", id, entry: "email" } });
    } else if (mailboxes.has(mailbox)) {
      found.push({ code: "same-email", who, target: { at: "recipient", id, entry: "email" } });
    }
    mailboxes.add(mailbox);
    const signs = draft.fields.some((f) => f.recipient === id && f.kind === "signature");
    if (recipient.role === "signer" && !signs) {
      found.push({ code: "no-signature", who, target: { at: "palette", recipient: id } });
    }
    const idle = recipient.role === "copy" && draft.fields.find((f) => f.recipient === id);
    if (idle) found.push({ code: "field-of-copy", who, target: { at: "field", id: idle.id } });
  });
  if (draft.fields.length === 0 && draft.recipients.length === 0) {
    found.push({ code: "no-fields", target: { at: "palette", recipient: null } });
  }
  return found;
}

/** The unprintable characters of an entry, or the number of excess letters in a field's text. */
function unprinted(target: Target, characters: string, count?: number): Missing {
  if (count) return { code: "prefill-too-long", count, target };
  return {
    code: target.at === "field" ? "prefill-unprintable" : "unprintable",
    characters,
    target,
  };
}

function targetOfEntry(entry: string): Target {
  if (entry === "title") return { at: "title" };
  const [part] = entry.split("-");
  const id = entry.slice(entry.indexOf("-") + 1);
  if (part === "prefill" || part === "field") return { at: "field", id };
  return { at: "recipient", id, entry: part === "email" ? "email" : "name" };
}

/** The place in the editor for a JSON pointer of the server's refusal. */
export function targetOf(pointer: string, draft: Draft): Target {
  const [, part, index, entry] = pointer.split("/");
  if (part === "recipients") {
    const recipient = draft.recipients[Number(index)];
    if (!recipient) return { at: "recipients" };
    return { at: "recipient", id: recipient.id, entry: entry === "email" ? "email" : "name" };
  }
  if (part === "fields") {
    const field = draft.fields[Number(index)];
    return field ? { at: "field", id: field.id } : { at: "palette", recipient: null };
  }
  return part === "expires_in_days" ? { at: "expiry" } : { at: "title" };
}

/** The server's codes as messages of this check. */
const SAME: Record<string, Missing["code"]> = {
  out_of_range: "expiry",
  no_signer: "no-signer",
  bad_email: "email",
  duplicate_email: "same-email",
  no_signature_field: "no-signature",
  recipient_does_not_sign: "field-of-copy",
  too_small: "too-small",
};

/** The server's list after a refused sending, without the gaps that this check already shows. */
export function fromProblem(
  problem: Problem,
  draft: Draft,
  seen: readonly Missing[] = [],
): Missing[] {
  const key = ({ code, target }: Missing) => JSON.stringify([code, target]);
  const known = new Set(seen.map(key));
  const found = problem.errors.map((error): Missing => {
    const target = targetOf(error.pointer, draft);
    if (error.code === "unprintable")
      return unprinted(target, error.detail?.split(": ").at(-1) ?? "");
    if (error.code === "does_not_fit")
      return unprinted(target, "", Number(/\d+/.exec(error.detail ?? "")?.[0] ?? 1));
    return refused(error.pointer, error.code, target, draft);
  });
  return found.filter((each) => !known.has(key(each)));
}

function refused(pointer: string, code: string, target: Target, draft: Draft): Missing {
  const [, part, index] = pointer.split("/");
  const person = part === "recipients" ? draft.recipients[Number(index)] : undefined;
  const same = SAME[code];
  const numbered = person && (person.name.trim() || `${Number(index) + 1}`);
  const who =
    person && (same === undefined || same === "email" ? numbered : called(person, Number(index)));
  const about = who ? { who, target } : { target };
  if (same === "no-signature")
    return { ...about, code: same, target: { at: "palette", recipient: person?.id ?? null } };
  if (same) return { ...about, code: same };
  if (code !== "missing") return { ...about, code: "other" };
  if (part === "title") return { code: "title", target };
  return part === "fields" ? { code: "no-fields", target } : { ...about, code: "name" };
}
