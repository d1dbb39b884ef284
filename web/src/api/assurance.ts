/**
 * Responses that ask for a second factor, handled in one place for every page: the person gives a fresh one and the
 * request is repeated, sets one up, or continues a sign-in that is incomplete.
 */
import type { Middleware } from "openapi-fetch";

export interface Person {
  /** Gives a fresh second factor; resolves with whether that succeeded. */
  confirm: () => Promise<boolean>;
  /** Has no second factor and needs one. */
  lacksFactor: () => void;
  /** Has signed in with the password only, and the account has a second factor. */
  isIncomplete: () => void;
  /** Is not signed in any more. */
  isOut: () => void;
}

async function codeOf(response: Response): Promise<string> {
  try {
    const body = (await response.clone().json()) as { code?: unknown } | null;
    return typeof body?.code === "string" ? body.code : "";
  } catch {
    // A proxy's page is not JSON.
    return "";
  }
}

/** A client's middleware that asks this person for what a response says is missing. */
export function assured(person: Person): Middleware {
  /** A sent request has lost its body, so a repeat needs a copy. */
  const copies = new WeakMap<Request, Request>();

  async function ended(request: Request, response: Response): Promise<Response> {
    // The session's cookie changes with every second factor, and this request may have carried the old one.
    const copy = copies.get(request);
    const again = copy ? await fetch(copy) : response;
    if (again.status === 401) person.isOut();
    return again;
  }

  async function confirmed(request: Request, response: Response): Promise<Response> {
    const copy = copies.get(request);
    return copy && (await person.confirm()) ? fetch(copy) : response;
  }

  return {
    onRequest({ request }) {
      copies.set(request, request.clone());
    },
    async onResponse({ request, response, schemaPath }) {
      if (response.status !== 401 && response.status !== 403) return undefined;
      const code = await codeOf(response);
      if (code === "second_factor_required") person.isIncomplete();
      else if (code === "second_factor_missing") person.lacksFactor();
      else if (code === "step_up_required") return confirmed(request, response);
      else if (response.status === 401 && schemaPath !== "/v1/sessions")
        return ended(request, response);
      return undefined;
    },
  };
}
