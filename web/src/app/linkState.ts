/** The state of a recipient's link in words: what delays its mail, whether it was sent, who received it. */
import type { Recipient } from "../api/types";
import { dashed } from "../i18n/dashed";
import { ago, moment } from "../i18n/format";
import { has, t } from "../i18n/index.svelte";

type Link = NonNullable<Recipient["link"]>;
type Person = Pick<Recipient, "name" | "status" | "link">;

export interface LinkNews {
  text: string;
  tone: "plain" | "unsure" | "refused";
  /** The mail server's answer, verbatim. */
  reply?: string;
  /** The sender's possible actions. */
  help?: string;
}

/** Why a mail waits or will not arrive. */
export function reasonOf(code: string | null | undefined): string {
  const id = `mail-code-${dashed(code ?? "")}`;
  return has(id) ? t(id) : t("mail-code-other", { code: code ?? "" });
}

/** Whether this person still has to open a link, or may use one to fetch the outcome. */
export const isOpen = (person: Person): boolean =>
  !!person.link?.can_copy &&
  person.link.state !== "opened" &&
  !["signed", "declined"].includes(person.status);

/** When the server tries again: a past time means now. */
function nextAttempt(at: string | null | undefined) {
  const due = !at || Date.parse(at) <= Date.now();
  return { due: due ? "yes" : "no", next: due ? "" : ago(at) };
}

/**
 * The messages about a link, which after sealing leads to the sealed document; `mails` is whether there is a mail
 * server.
 */
export function linkNews(person: Person, mails: boolean, isSealed = false): LinkNews | undefined {
  const link = person.link;
  if (!link || link.state === "opened") return undefined;
  const since = link.since ? moment(link.since) : "";
  switch (link.state) {
    case "waiting":
      return {
        text: t("link-waiting", {
          since,
          reason: reasonOf(link.code),
          ...nextAttempt(link.next_try_at),
        }),
        tone: "unsure",
        ...(link.reply ? { reply: link.reply } : {}),
        help: t("link-waiting-help"),
      };
    case "failed":
      return {
        text: t("link-failed", { reason: reasonOf(link.code) }),
        tone: "refused",
        ...(link.reply ? { reply: link.reply } : {}),
        help: t("link-failed-help"),
      };
    case "unanswered":
      return {
        text: t("link-unanswered", { since }),
        tone: "unsure",
        ...(link.reply ? { reply: link.reply } : {}),
        help: t("link-unanswered-help"),
      };
    case "handed_over":
      return { text: t("link-handed-over", { since }), tone: "plain" };
    case "with_sender":
      return {
        text: link.copied_at ? t("link-copied-on", { since }) : t("link-shown-on", { since }),
        tone: "plain",
      };
    case "not_sent":
      return mails
        ? undefined
        : { text: t(isSealed ? "link-not-sent-sealed" : "link-not-sent"), tone: "unsure" };
    default:
      return undefined;
  }
}

/** The one line about its links for an envelope in the list, if there is a problem. */
export function linkTrouble(people: Person[], mails: boolean): LinkNews | undefined {
  const of = (states: Link["state"][]) =>
    people.filter((p) => p.link && states.includes(p.link.state) && isOpen(p));
  const names = (found: Person[]) => found.map((p) => p.name.trim()).join(", ");
  const failed = of(["failed"]);
  if (failed.length > 0)
    return { text: t("list-link-failed", { names: names(failed) }), tone: "refused" };
  const unanswered = of(["unanswered"]);
  if (unanswered.length > 0)
    return { text: t("list-link-unanswered", { names: names(unanswered) }), tone: "unsure" };
  const waiting = of(["waiting"]);
  if (waiting.length > 0)
    return { text: t("list-link-waiting", { names: names(waiting) }), tone: "unsure" };
  const asked = people.filter((p) => p.link?.asked_at && p.link.can_copy && !mails);
  if (asked.length > 0)
    return { text: t("list-link-asked", { names: names(asked) }), tone: "unsure" };
  const unsent = mails ? [] : of(["not_sent"]);
  return unsent.length > 0
    ? { text: t("list-link-not-sent", { names: names(unsent) }), tone: "unsure" }
    : undefined;
}
