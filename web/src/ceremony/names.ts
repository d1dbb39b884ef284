/** What fields and values are called. */
import type { SignerField } from "../api/sign-client";
import { has, t } from "../i18n/index.svelte";

export const nameOfField = (field: Pick<SignerField, "kind" | "label">): string =>
  field.label.trim() || t(`kind-${field.kind.replace("_", "-")}`);

/** What was refused about an entry, in words. */
export function refusal(code: string): string {
  const id = `refused-${code.replaceAll("_", "-")}`;
  if (has(id)) return t(id);
  const problem = `problem-${code.replaceAll("_", "-")}`;
  return has(problem) ? t(problem) : t("problem-values-refused");
}
