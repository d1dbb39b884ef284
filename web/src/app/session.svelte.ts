import type { Instance, Me } from "../api/types";

/** Who is signed in, and what this server offers. */
class Session {
  instance = $state.raw<Instance>();
  /** `undefined` until known, `null` for a visitor. */
  me = $state.raw<Me | null>();
}

export const session = new Session();
