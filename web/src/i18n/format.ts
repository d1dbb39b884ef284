import { locale, t } from "./index.svelte";
import { apart } from "./plain";

type Style = Intl.DateTimeFormatOptions;

/** English dates have the day first, as in mails and documents: "22 November 2026". */
const written = (language: string) => (language === "en" ? "en-GB" : language);

function format(iso: string, style: Style): string {
  return new Intl.DateTimeFormat(written(locale()), style).format(new Date(iso));
}

/** "22 November 2026" */
export const longDate = (iso: string) =>
  format(iso, { day: "numeric", month: "long", year: "numeric" });
/** "22 November 2026": a calendar date (`YYYY-MM-DD`) in the form of printed documents in this language. */
export const printedDate = (date: string, language: string) =>
  new Intl.DateTimeFormat(written(language), {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${date}T00:00:00Z`));
/** "22 November" */
export const shortDate = (iso: string) => format(iso, { day: "numeric", month: "long" });
/** "14:06:31" */
export const clock = (iso: string) =>
  format(iso, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
/** "22 November 2026 at 14:06": with the date in the form of {@link longDate}, which appears on the same pages. */
export const moment = (iso: string) =>
  format(iso, { dateStyle: "long", timeStyle: "short", hourCycle: "h23" });

/** "22 November 2026 at 14:06 UTC": in the form of the sealed document, for comparison with it. */
export const universal = (iso: string) =>
  `${format(iso, { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone: "UTC" })} UTC`;

/** "3 days ago", in the largest unit that fits; "just now" within the last minute, "now" for the next. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  for (const [unit, size] of [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ] as const) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 0 ? relative.format(0, "second") : t("just-now");
}

/** "1.4 MB" */
export function size(bytes: number): string {
  // A non-empty file is never "0".
  const [value, unit] =
    bytes < 100
      ? [bytes, "byte"]
      : bytes < 1_000_000
        ? [bytes / 1000, "kilobyte"]
        : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit,
    // The short form of "byte" has no plural.
    unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** "50 MB": a limit in the round units of its setting. */
export function limit(bytes: number): string {
  const mebi = bytes / (1024 * 1024);
  return Number.isInteger(mebi) ? size(mebi * 1_000_000) : size(bytes);
}

/** "9f2c…41ab": enough of a hash for a comparison by eye. */
export const shortHash = (hex: string) =>
  hex.length > 12 ? `${hex.slice(0, 4)}…${hex.slice(-4)}` : hex;

/** A list in words: "A, B and C". */
export const list = (items: string[]) =>
  new Intl.ListFormat(locale(), { type: "conjunction" }).format(items.map(apart));
