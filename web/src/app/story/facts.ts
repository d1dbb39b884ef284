/** Facts in words: the event, the person, and the recorded details. */
import type { Envelope, Fact } from "../../api/types";
import { longDate, shortHash, size } from "../../i18n/format";
import { has, nameOf, t } from "../../i18n/index.svelte";
import { browserOf } from "../browser";

export interface Told {
  seq: number;
  at: string;
  title: string;
  /** Part of the story. */
  details: string[];
  /** Details for experts only: addresses, browsers, links, hashes. */
  proof: string[];
  tone: "plain" | "proven" | "refused";
  /** Only for the full record, not for the story. */
  minor: boolean;
  digest: string;
}

const MINOR = new Set([
  "document.normalised",
  "envelope.revised",
  "recipient.named",
  "link.issued",
  "link.revoked",
  "values.saved",
  "values.committed",
]);
const PROVEN = new Set(["envelope.completed", "envelope.sealed", "seal.extended"]);
const REFUSED = new Set([
  "recipient.declined",
  "link.delivery_failed",
  "link.refused",
  "signature.refused",
  "envelope.voided",
  "envelope.expired",
]);

/** "B-B: TSA unreachable" in the reader's language: the reason for a lower level is a stable phrase. */
export function levelText(level: string): string {
  const [reached = level, reason] = level.split(": ", 2);
  if (!reason) return reached;
  const id = `seal-reason-${reason.toLowerCase().replaceAll(" ", "-")}`;
  return has(id) ? t("level-with-reason", { level: reached, reason: t(id) }) : level;
}

type Detail = Record<string, unknown>;
const text = (detail: Detail, key: string): string => {
  const value = detail[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** The person whom a fact concerns: the recipient in it, otherwise the recorded name. */
export function personOf(fact: Fact, envelope: Pick<Envelope, "recipients">): string {
  // The actor may differ from the person concerned: one person's signature invites the next one.
  const recipient =
    envelope.recipients.find((r) => r.id === fact.detail["recipient"]) ??
    envelope.recipients.find((r) => fact.actor.includes(r.id));
  return recipient?.name || text(fact.detail, "name") || t("somebody");
}

/** How many pages the person of this fact had seen by then: a report names only the new ones. */
function pagesSeen(fact: Fact, earlier: readonly Fact[]): number {
  const own = (other: Fact) =>
    other.type === fact.type &&
    other.seq < fact.seq &&
    other.detail["recipient"] === fact.detail["recipient"];
  const viewed = [...earlier.filter(own), fact].flatMap(
    (each) => each.detail["pages_viewed"] ?? [],
  ) as Detail[];
  return new Set(viewed.map((page) => page["page"])).size;
}

/** The additions to the seal that have a message. */
function addedTo(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list
    .map((added) => `seal-added-${String(added)}`)
    .flatMap((id) => (has(id) ? [t(id)] : []));
}

function detailsOf(fact: Fact, envelope: Envelope, all: readonly Fact[]): string[] {
  const d = fact.detail;
  const lines: string[] = [];
  const add = (line: string) => {
    if (line) lines.push(line);
  };
  switch (fact.type) {
    case "document.received":
    case "document.enclosed":
      add(text(d, "filename"));
      if (typeof d["bytes"] === "number") add(size(d["bytes"]));
      break;
    case "envelope.sent": {
      add(
        t("fact-recipients", {
          count: Array.isArray(d["recipients"])
            ? d["recipients"].length
            : envelope.recipients.length,
        }),
      );
      if (typeof d["expires_at_ms"] === "number")
        add(t("fact-expires", { date: longDate(new Date(d["expires_at_ms"]).toISOString()) }));
      break;
    }
    case "document.viewed": {
      const pages = pagesSeen(fact, all);
      if (pages > 0)
        add(t("fact-pages-seen", { seen: pages, all: envelope.document.pages.length }));
      break;
    }
    case "consent.given":
      add(
        t("fact-disclosure", {
          version: text(d, "version"),
          language: text(d, "locale") ? nameOf(text(d, "locale")) : "",
        }),
      );
      break;
    case "signature.applied":
      add(
        t("fact-fields", {
          count: envelope.fields.filter((f) => f.recipient === d["recipient"]).length,
        }),
      );
      break;
    case "envelope.completed":
      add(t("fact-everyone"));
      break;
    case "envelope.sealed":
    case "seal.extended":
      add(text(d, "level") && t("fact-level", { level: levelText(text(d, "level")) }));
      for (const words of addedTo(d["added"])) add(words);
      break;
  }
  if (text(d, "reason")) add(t("fact-reason", { reason: text(d, "reason") }));
  return lines;
}

function proofOf(fact: Fact): string[] {
  const d = fact.detail;
  const hash = text(d, "document_sha256") || text(d, "pdf_sha256");
  return [
    text(d, "email"),
    text(d, "reply") && t("fact-mail-reply", { reply: text(d, "reply") }),
    text(d, "ip"),
    text(d, "user_agent") && browserOf(text(d, "user_agent")),
    text(d, "link_id") && t("fact-link", { link: text(d, "link_id").slice(-4) }),
    hash && `SHA-256 ${shortHash(hash)}`,
    t("fact-number", { seq: fact.seq, digest: shortHash(fact.digest) }),
  ].filter(Boolean);
}

/** The story mentions reading once for each person: the last report counts all pages that they saw. */
const isReadAgain = (fact: Fact, all: readonly Fact[]) =>
  fact.type === "document.viewed" &&
  all.some(
    (other) =>
      other.type === fact.type &&
      other.seq > fact.seq &&
      other.detail["recipient"] === fact.detail["recipient"],
  );

/** A fact in words; `all` is the story that contains it. */
export function tell(
  fact: Fact,
  envelope: Envelope,
  sender: string,
  all: readonly Fact[] = [],
): Told {
  const id = `fact-${fact.type.replaceAll(/[._]/g, "-")}`;
  const title = has(id)
    ? t(id, { name: personOf(fact, envelope), sender })
    : t("fact-other", { type: fact.type });
  return {
    seq: fact.seq,
    at: fact.at,
    title,
    details: detailsOf(fact, envelope, all),
    proof: proofOf(fact),
    tone: PROVEN.has(fact.type) ? "proven" : REFUSED.has(fact.type) ? "refused" : "plain",
    minor: MINOR.has(fact.type) || isReadAgain(fact, all),
    digest: fact.digest,
  };
}

/** The start of this person's turn: their last invitation. */
export function askedSince(facts: readonly Fact[], recipient: string): string | null {
  return (
    facts.findLast(
      (fact) => fact.type === "recipient.invited" && fact.detail["recipient"] === recipient,
    )?.at ?? null
  );
}
