/** Where a visit begins: which page a link leads to on this device, now. */
import type { LinkState, Signing } from "../api/sign-client";
import type { Kept } from "./memory";

export type Trouble = "used" | "dead" | "closed" | "unknown" | "incomplete";

export type Arrival =
  | { to: "continue" }
  | { to: "resume"; signing: Signing }
  | { to: "trouble"; why: Trouble; renewable: boolean };

export interface Facts {
  /** The link as the server sees it; `null` where the server doesn't know it. */
  link: LinkState | null;
  /** The part of the address after `#`. */
  secret: string;
  /** The key this device kept for the link. */
  kept: Kept | undefined;
  /** The session that the browser has for this link. */
  signing: Signing | null;
}

/** The selector in `/s/{selector}`. */
export function selectorIn(path: string): string {
  return /^\/s\/([A-Za-z0-9_-]+)\/?$/.exec(path)?.[1] ?? "";
}

/** Whether the session belongs to the key that this device kept: one without its key can't write. */
export function isOwn(kept: Kept | undefined, signing: Signing | null): boolean {
  return !!kept && !!signing && kept.envelope === signing.envelope.id && kept.person === signing.me.id;
}

export function arrival({ link, secret, kept, signing }: Facts): Arrival {
  if (signing && isOwn(kept, signing)) return { to: "resume", signing };
  if (!link) return { to: "trouble", why: "unknown", renewable: false };
  const renewable = link.renewable ?? link.state !== "closed";
  if (link.state !== "ready") return { to: "trouble", why: link.state, renewable };
  if (!secret) return { to: "trouble", why: "incomplete", renewable };
  return { to: "continue" };
}
