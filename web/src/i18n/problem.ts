import type { Problem } from "../api/problem";
import { dashed } from "./dashed";
import { has, t } from "./index.svelte";

type Told = Pick<Problem, "code" | "status"> & Partial<Pick<Problem, "retryAfter" | "reference">>;

/**
 * The problem and the next step, in words. Unknown codes get the sentence of their status. A fault of the server ends
 * with the reference that its operator finds in the log.
 */
export function sentence(problem: Told, args?: Record<string, string | number>): string {
  const words = plain(problem, args);
  if (!problem.reference || !has("problem-reference")) return words;
  return `${words} ${t("problem-reference", { reference: problem.reference })}`;
}

function plain(problem: Told, args?: Record<string, string | number>): string {
  if (problem.status === 429 && problem.retryAfter) return tooOften(problem.retryAfter);
  const id = `problem-${dashed(problem.code)}`;
  if (has(id)) return t(id, args);
  if (problem.status === 0) return t("problem-unreachable");
  if (problem.status === 429) return t("problem-too-many-requests");
  if (problem.status >= 500) return t("problem-server");
  return t("problem-unexpected", { code: problem.code });
}

/** A sentence about a used-up limit and the waiting time, rounded up. */
function tooOften(seconds: number): string {
  if (seconds <= 90) return t("problem-too-often-seconds", { seconds });
  return t("problem-too-often-minutes", { minutes: Math.ceil(seconds / 60) });
}
