import type { Problem } from "../api/problem";
import { has, t } from "./index.svelte";

/** What happened and what to do, in words. Unknown codes get the sentence of their kind. */
export function sentence(problem: Pick<Problem, "code" | "status">, args?: Record<string, string | number>): string {
  const id = `problem-${problem.code.replaceAll("_", "-")}`;
  if (has(id)) return t(id, args);
  if (problem.status === 0) return t("problem-unreachable");
  if (problem.status === 429) return t("problem-too-many-requests");
  if (problem.status >= 500) return t("problem-server");
  return t("problem-unexpected", { code: problem.code });
}
