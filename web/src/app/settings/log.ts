/** The entries of an account's log in words. */
import type { LogEntry } from "../../api/types";
import { dashed } from "../../i18n/dashed";
import { list } from "../../i18n/format";
import { has, t } from "../../i18n/index.svelte";
import { browserOf } from "../browser";
import { scopeName } from "./scopes";

export type Kind = "sign-ins" | "changes";

export interface Told {
  seq: number;
  at: string;
  type: string;
  kind: Kind;
  title: string;
  /** What the entry names: a label, methods, scopes. */
  details: string[];
  ip: string;
  userAgent: string;
  isRefused: boolean;
}

const SIGN_INS = ["session.", "second_factor.used", "recovery_code.used", "password.rehashed"];
export const kindOf = (type: string): Kind =>
  SIGN_INS.some((start) => type.startsWith(start)) ? "sign-ins" : "changes";

const text = (entry: LogEntry, key: string): string => {
  const value = entry.detail[key];
  return typeof value === "string" ? value : "";
};
const texts = (entry: LogEntry, key: string): string[] => {
  const value = entry.detail[key];
  return Array.isArray(value) ? value.map(String) : [];
};

/** A word with this prefix, such as `method-totp`; an unknown word stays as it is. */
function word(prefix: string, code: string): string {
  const id = `${prefix}-${dashed(code)}`;
  return has(id) ? t(id) : code;
}

function titleOf(entry: LogEntry, count: number): string {
  const id = `log-${entry.type.replaceAll(/[._]/g, "-")}`;
  if (!has(id)) return t("log-other", { type: entry.type });
  return t(id, { by: text(entry, "by"), code: text(entry, "code"), count });
}

function detailsOf(entry: LogEntry): string[] {
  const scopes = texts(entry, "scopes").map((scope) => {
    const name = scopeName(scope as Parameters<typeof scopeName>[0]);
    return name ? t(name) : scope;
  });
  const networks = texts(entry, "networks");
  const method = text(entry, "method");
  const used = entry.type === "second_factor.used" ? [method] : texts(entry, "auth_methods");
  const methods = list(used.map((one) => word("method", one)));
  return [
    text(entry, "label") && t("log-label", { label: text(entry, "label") }),
    method && used.length === 0 ? word("factor", method) : "",
    used.length > 0 ? t("log-methods", { methods }) : "",
    ...scopes,
    networks.length > 0 ? t("api-key-networks", { networks: list(networks) }) : "",
  ].filter(Boolean);
}

/** The entries of one action: they have the same time and follow each other. */
function actions(entries: readonly LogEntry[]): LogEntry[][] {
  const found: LogEntry[][] = [];
  for (const entry of entries) {
    const last = found.at(-1);
    if (last?.[0]?.at === entry.at) last.push(entry);
    else found.push([entry]);
  }
  return found;
}

/**
 * The entries, newest first, that tell a person something. A new factor or password gives the session a new identifier,
 * which the log holds as an end and a beginning at the same time: these two are no news. The sessions that one action
 * ends are one entry, and entries of one action share its address and browser.
 */
export function tell(entries: readonly LogEntry[]): Told[] {
  return actions(entries).flatMap((action) => {
    const begun = action.findIndex(
      (entry, index) =>
        entry.type === "session.opened" && action[index + 1]?.type === "session.closed",
    );
    const located = action.find((entry) => text(entry, "ip"));
    const rest = begun < 0 ? action : action.filter((_, i) => i !== begun && i !== begun + 1);
    const ends = rest.filter((entry) => entry.type === "session.closed");
    const news = rest.filter((entry) => !ends.includes(entry) || entry === ends[0]);
    return news.map((entry) => ({
      seq: entry.seq,
      at: entry.at,
      type: entry.type,
      kind: kindOf(entry.type),
      title: titleOf(entry, ends.length),
      details: detailsOf(entry),
      ip: text(located ?? entry, "ip"),
      userAgent: text(located ?? entry, "user_agent"),
      isRefused: entry.type === "session.refused",
    }));
  });
}

/** The address and the browser of an entry. */
export const placeOf = (told: Told): string[] =>
  [told.ip, told.userAgent && browserOf(told.userAgent)].filter(Boolean);

/** A cell of a CSV file (RFC 4180). An apostrophe keeps spreadsheets from running a text as a formula. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The entries as a CSV file with a byte order mark, without which spreadsheets misread umlauts. */
export function csv(entries: readonly Told[]): string {
  const head = [
    t("log-csv-time"),
    t("log-csv-event"),
    t("log-csv-details"),
    t("log-csv-address"),
    t("log-csv-browser"),
    t("log-csv-type"),
  ];
  const rows = entries.map((told) => [
    told.at,
    told.title,
    told.details.join(" · "),
    told.ip,
    told.userAgent,
    told.type,
  ]);
  const lines = [head, ...rows].map((row) => row.map(cell).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
