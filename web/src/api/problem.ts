import type { ProblemBody } from "./types";

/** A refusal by the server, or a request that never reached it (`code` "unreachable", status 0). */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly errors: NonNullable<ProblemBody["errors"]>;
  /** Seconds until another try makes sense, if the server states them. */
  readonly retryAfter: number | undefined;
  /** Identifies a fault of the server in its log. */
  readonly reference: string | undefined;

  constructor(body: Partial<ProblemBody>, status: number) {
    super(body.detail ?? body.title ?? body.code ?? `HTTP ${status}`);
    this.name = "Problem";
    this.code = body.code ?? (status === 0 ? "unreachable" : "unexpected");
    this.status = status;
    this.errors = body.errors ?? [];
    this.retryAfter = body.retry_after ?? undefined;
    this.reference = body.reference ?? undefined;
  }
}

/** Reads a problem from the text of a response; any other response becomes "unexpected". */
export function problemFrom(text: string, status: number): Problem {
  try {
    const body: unknown = JSON.parse(text);
    if (body && typeof body === "object") return new Problem(body as Partial<ProblemBody>, status);
  } catch {
    // A proxy's page is not JSON, so only the status is known.
  }
  return new Problem({}, status);
}

/** Converts any thrown value into a problem. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) return new Problem({}, 0);
  throw error;
}
