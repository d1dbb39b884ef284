/** Drafts whose last changes could not be saved when the page left them, as when the session had ended: kept in this window until their owner is back. */
import type { Draft } from "../../api/types";

interface Kept {
  account: string;
  draft: Draft;
}

const kept = new Map<string, Kept>();

export function keep(envelope: string, account: string, draft: Draft): void {
  kept.set(envelope, { account, draft });
}

/** What was kept of this draft for this account, once. Nobody else's. */
export function takeKept(envelope: string, account: string): Draft | null {
  const found = kept.get(envelope);
  kept.delete(envelope);
  return found && found.account === account ? found.draft : null;
}
