/** Display names of fields and values. */
import type { SignerField, Signing, Value } from "../api/sign-client";
import { dashed } from "../i18n/dashed";
import { printedDate } from "../i18n/format";
import { has, t } from "../i18n/index.svelte";
import { named, plain } from "../i18n/plain";
import { isAutomatic } from "./fields";

export const nameOfField = (field: Pick<SignerField, "kind" | "label">): string =>
  plain(field.label.trim()) || t(`kind-${dashed(field.kind)}`);

/** The printed text of a value; the day of the signature is included if given. */
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

/** The refusal of an entry, in words. The code may carry a number, or the characters concerned. */
export function refusal(refused: string): string {
  const [code = "", ...rest] = refused.split(" ");
  if (code === "unprintable" && rest.length > 0)
    return t("refused-unprintable-named", { characters: named(rest.join(" ")) });
  const id = `refused-${dashed(code)}`;
  if (has(id)) return t(id, rest.length > 0 ? { count: Number(rest[0]) } : undefined);
  const problem = `problem-${dashed(code)}`;
  return has(problem) ? t(problem) : t("problem-values-refused");
}

/** The progress of another person: a recipient of a copy has no turn. */
export const stateOfOther = ({ role, status }: Signing["others"][number]): string =>
  t(role === "copy" && status === "waiting" ? "recipient-copy-later" : `recipient-${status}`);

/** The remaining room in a field, when it is nearly full; otherwise empty. */
export function roomLeft(field: { room?: number | null }, value: Value | undefined): string {
  if (field.room == null || typeof value !== "string") return "";
  const left = field.room - [...value].length;
  if (left * 4 > field.room && left > 12) return "";
  return left > 0 ? t("room-left", { count: left }) : t("room-none");
}
