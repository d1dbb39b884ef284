/** The start of a visit: the page that a link leads to on this device, now. */
import type { LinkState, Signing } from "../api/sign-client";
import type { Kept } from "./memory";

export type Trouble =
  | "used"
  | "ended"
  | "dead"
  | "closed"
  | "unknown"
  | "incomplete"
  | "expired"
  | "voided"
  | "declined";

export type Arrival =
  | { to: "continue" }
  | { to: "resume"; signing: Signing }
  | { to: "trouble"; why: Trouble; renewable: boolean };

export interface Facts {
  /** The link's state on the server; `null` if the server doesn't know it. */
  link: LinkState | null;
  /** The part of the address after `#`. */
  secret: string;
  /** The stored key of this device for the link. */
  kept: Kept | undefined;
  /** The browser's session for this link. */
  signing: Signing | null;
}

/** The characters of a selector and of a secret, and their lengths in a mailed link. */
const SELECTOR = 16;
const SECRET = 43;

/** Invisible characters that mail programs put into or around long words as break points; no link contains them. */
const UNSEEN = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f]/g;
/** Characters that are typed or printed instead of a hyphen. */
const HYPHENS = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;

/** Decodes percent escapes once. It decodes invalid UTF-8 byte by byte. */
function unescaped(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replace(/%(..)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    }
  });
}

/** The secret at the start of a longer run of its characters: cuts any text after it, and Markdown's `_` around it. */
function secretIn(run: string): string {
  for (const around of ["_", "__", "___"]) {
    const written =
      run.length === SECRET + 2 * around.length && run.startsWith(around) && run.endsWith(around);
    if (written) return run.slice(around.length, -around.length);
  }
  // Only before it: no text that follows a link begins like this.
  if (run.length === SECRET + 1 && run.startsWith("_")) return run.slice(1);
  return run.slice(0, SECRET);
}

/**
 * The selector and the secret of a mailed link, `/s/{selector}#{secret}`. Gateways and mail programs write `#` as
 * `%23`, once or twice, add queries, brackets and full stops, break the line or print other hyphens; neither part
 * contains any of these.
 */
export function partsOf({
  pathname,
  search = "",
  hash = "",
}: Partial<Location> & { pathname: string }) {
  let rest = /^\/+s\/+(.*)/is.exec(pathname + search + hash)?.[1] ?? "";
  for (let n = 0; n < 4; n++) rest = unescaped(rest);
  // Removes a mail's line break, then its remains.
  rest = rest
    .replace(/=0D=0A/gi, "")
    .replace(/[\s=<>"]/g, "")
    .replace(UNSEEN, "")
    .replace(HYPHENS, "-");
  let selector = /^[\w-]*/.exec(rest)?.[0] ?? "";
  rest = rest.slice(selector.length);
  // The character between them is missing.
  if (selector.length === SELECTOR + SECRET)
    return { selector: selector.slice(0, SELECTOR), secret: selector.slice(SELECTOR) };
  const behind = rest.slice(rest.indexOf("#") + 1);
  const run = new RegExp(`[\\w-]{${SECRET},}`).exec(behind)?.[0];
  const whole = run && secretIn(run);
  const secret = whole ?? (rest.includes("#") ? (/[\w-]+/.exec(behind)?.[0] ?? "") : "");
  // A page below it is not ours.
  if (!secret && /^\/[^/]/.test(rest)) selector = "";
  return { selector, secret };
}

/** The selector in `/s/{selector}`. */
export const selectorIn = (pathname: string): string => partsOf({ pathname }).selector;

/** Whether the session belongs to this device's stored key: a session without its key can't write. */
export function isOwn(kept: Kept | undefined, signing: Signing | null): boolean {
  return (
    !!kept && !!signing && kept.envelope === signing.envelope.id && kept.person === signing.me.id
  );
}

export function arrival({ link, secret, kept, signing }: Facts): Arrival {
  if (signing && isOwn(kept, signing)) return { to: "resume", signing };
  if (!link) return { to: "trouble", why: "unknown", renewable: false };
  if (link.ending) return { to: "trouble", why: link.ending, renewable: false };
  const { renewable } = link;
  // This device used the link.
  if (kept && !signing && link.state === "used") return { to: "trouble", why: "ended", renewable };
  if (link.state !== "ready") return { to: "trouble", why: link.state, renewable };
  if (!secret) return { to: "trouble", why: "incomplete", renewable };
  return { to: "continue" };
}
