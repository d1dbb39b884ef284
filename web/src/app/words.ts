/** States in words and colours. */
import type { EnvelopeStatus, RecipientStatus } from "../api/types";

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

/** "MH" for "Mira Holt". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? "")][0] ?? "";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}
