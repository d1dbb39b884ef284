import type { Instance, Me } from "../api/types";

/** The signed-in account, and the features of this server. */
class Session {
  instance = $state.raw<Instance>();
  /** `undefined` until known, `null` for a visitor. */
  me = $state.raw<Me | null>();
}

export const session = new Session();

/** Without a mail server all mail waits in the outbox; with one, the outbox holds the mails that it refused. */
export const hasOutbox = () => session.instance?.mail === "outbox" || session.me?.role === "owner";
