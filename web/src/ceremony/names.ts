/** What fields and values are called. */
import type { SignerField, Value } from "../api/sign-client";
import { printedDate } from "../i18n/format";
import { has, t } from "../i18n/index.svelte";
import { isAutomatic } from "./fields";

export const nameOfField = (field: Pick<SignerField, "kind" | "label">): string =>
  field.label.trim() || t(`kind-${field.kind.replace("_", "-")}`);

/** The text of a value as it stands on the page; the day of the signature is filled in when that is given. */
export function printed(field: Pick<SignerField, "kind">, value: Value | undefined, language: string): string {
  if (value && typeof value === "object" && "date" in value) return `${printedDate(value.date, language)} (${value.zone})`;
  if (isAutomatic(field) && !value) return t("date-automatic");
  if (typeof value !== "string") return "";
  return field.kind === "free_date" && /^\d{4}-\d\d-\d\d$/.test(value) ? printedDate(value, language) : value;
}

/** What was refused about an entry, in words. */
export function refusal(code: string): string {
  const id = `refused-${code.replaceAll("_", "-")}`;
  if (has(id)) return t(id);
  const problem = `problem-${code.replaceAll("_", "-")}`;
  return has(problem) ? t(problem) : t("problem-values-refused");
}
