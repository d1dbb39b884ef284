/** What fields and values are called. */
import type { SignerField, Signing, Value } from "../api/sign-client";
import { dashed } from "../i18n/dashed";
import { printedDate } from "../i18n/format";
import { has, t } from "../i18n/index.svelte";
import { named, plain } from "../i18n/plain";
import { isAutomatic } from "./fields";

export const nameOfField = (field: Pick<SignerField, "kind" | "label">): string =>
  plain(field.label.trim()) || t(`kind-${dashed(field.kind)}`);

/** The text of a value as it stands on the page; the day of the signature is filled in when that is given. */
export function printed(
  field: Pick<SignerField, "kind">,
  value: Value | undefined,
  language: string,
): string {
  if (value && typeof value === "object" && "date" in value)
    return `${printedDate(value.date, language)} (${value.zone})`;
  if (isAutomatic(field) && !value) return t("date-automatic");
  if (typeof value !== "string") return "";
  return field.kind === "free_date" && /^\d{4}-\d\d-\d\d$/.test(value)
    ? printedDate(value, language)
    : value;
}

/** What was refused about an entry, in words. A number, or the characters it is about, may follow the code. */
export function refusal(refused: string): string {
  const [code = "", ...rest] = refused.split(" ");
  if (code === "unprintable" && rest.length > 0)
    return t("refused-unprintable-named", { characters: named(rest.join(" ")) });
  const id = `refused-${dashed(code)}`;
  if (has(id)) return t(id, rest.length > 0 ? { count: Number(rest[0]) } : undefined);
  const problem = `problem-${dashed(code)}`;
  return has(problem) ? t(problem) : t("problem-values-refused");
}

/** How far somebody else is: who only receives a copy has no turn. */
export const stateOfOther = ({ role, status }: Signing["others"][number]): string =>
  t(role === "copy" && status === "waiting" ? "recipient-copy-later" : `recipient-${status}`);

/** How much more there is room for in a field, once that is little; empty before. */
export function roomLeft(field: { room?: number | null }, value: Value | undefined): string {
  if (field.room == null || typeof value !== "string") return "";
  const left = field.room - [...value].length;
  if (left * 4 > field.room && left > 12) return "";
  return left > 0 ? t("room-left", { count: left }) : t("room-none");
}
