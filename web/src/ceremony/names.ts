/** What fields and values are called. */
import type { SignerField, Value } from "../api/sign-client";
import { has, t } from "../i18n/index.svelte";

export const nameOfField = (field: Pick<SignerField, "kind" | "label">): string =>
  field.label.trim() || t(`kind-${field.kind.replace("_", "-")}`);

/** `2026-11-22` → "22 Nov 2026", in the document's language: it is what the document will say. */
export function dateText(value: string, locale: string): string {
  const [year, month, day] = value.split("-").map(Number);
  if (!year || !month || !day) return value;
  const date = new Date(Date.UTC(year, month - 1, day));
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(date);
}

/** What was refused about an entry, in words. */
export function refusal(code: string): string {
  const id = `refused-${code.replaceAll("_", "-")}`;
  if (has(id)) return t(id);
  const problem = `problem-${code.replaceAll("_", "-")}`;
  return has(problem) ? t(problem) : t("problem-values-refused");
}

export const isText = (value: Value | undefined): value is string => typeof value === "string";
