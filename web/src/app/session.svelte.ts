import type { Instance, Me } from "../api/types";

/** Who is signed in, and what this server offers. */
class Session {
  instance = $state.raw<Instance>();
  /** `undefined` until known, `null` for a visitor. */
  me = $state.raw<Me | null>();
}

export const session = new Session();

/** Without a mail server everything waits in the outbox; with one, its owner finds there what it refused. */
export const hasOutbox = () => session.instance?.mail === "outbox" || session.me?.role === "owner";
