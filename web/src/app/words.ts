/** Statuses as words and colours. */
import type { EnvelopeStatus, Recipient, RecipientStatus } from "../api/types";

type Tone = "blue" | "plain" | "proven" | "unsure" | "refused";

export const statusTone: Record<EnvelopeStatus, Tone> = {
  draft: "plain",
  sent: "unsure",
  completed: "blue",
  sealed: "proven",
  declined: "refused",
  voided: "plain",
  expired: "plain",
};

export const recipientTone: Record<RecipientStatus, Tone> = {
  waiting: "plain",
  not_sent: "unsure",
  invited: "unsure",
  opened: "unsure",
  consented: "unsure",
  signed: "proven",
  declined: "refused",
  informed: "blue",
};

/**
 * Capitalises the first letter, if a single capital exists for it: "ß" has none, and Georgian does not capitalise
 * sentences.
 */
export function capital(letter: string): string {
  const large = letter.toUpperCase();
  return [...large].length === 1 && !/\p{Script=Georgian}/u.test(letter) ? large : letter;
}

/** "MH" for "Mira Holt". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? "")][0] ?? "";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return capital(first) + capital(last);
}

type Person = Pick<Recipient, "name" | "role" | "status">;

/** It is their turn to sign, whether or not they have received a link. */
const ASKED = ["not_sent", "invited", "opened", "consented"] as const;
type Asked = { status: (typeof ASKED)[number] };
export const isAsked = <P extends Pick<Person, "role" | "status">>(
  person: P,
): person is P & Asked =>
  person.role === "signer" && (ASKED as readonly RecipientStatus[]).includes(person.status);

/** The names of the recipients whose turn it is. */
export const waitingFor = (people: readonly Person[]): string[] =>
  people.filter(isAsked).map((person) => person.name.trim());

/** How many of the signers have signed: recipients of a copy sign nothing. */
export function progressOf(people: readonly Person[]): { signed: number; all: number } {
  const signers = people.filter((person) => person.role === "signer");
  return {
    signed: signers.filter((person) => person.status === "signed").length,
    all: signers.length,
  };
}
