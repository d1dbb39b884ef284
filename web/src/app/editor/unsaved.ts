/**
 * Drafts with changes that could not be saved before the page closed, for example after the session ended. This window
 * keeps them until their owner is back.
 */
import type { Draft } from "../../api/types";

interface Kept {
  account: string;
  draft: Draft;
}

const kept = new Map<string, Kept>();

export function keep(envelope: string, account: string, draft: Draft): void {
  kept.set(envelope, { account, draft });
}

/** Returns the stored changes of this draft once, only for this account. */
export function takeKept(envelope: string, account: string): Draft | null {
  const found = kept.get(envelope);
  kept.delete(envelope);
  return found && found.account === account ? found.draft : null;
}
