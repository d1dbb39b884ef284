import { assured } from "../api/assurance";
import { makeClient } from "../api/client";
import { secondFactor } from "./secondFactor.svelte";
import { session } from "./session.svelte";

/** Requests that a page makes by itself: they keep no session alive. */
export const BY_ITSELF = { "onesign-background": "1" };

/** The sender's client. If the session ends or lacks its second factor, the sign-in page takes over. */
export const api = makeClient(
  assured({
    confirm: () => secondFactor.confirm(),
    lacksFactor: () => void secondFactor.setUp(),
    isIncomplete: () => {
      secondFactor.settle(false);
      if (session.me) session.me = { ...session.me, assurance: "incomplete" };
    },
    isOut: () => {
      secondFactor.settle(false);
      session.me = null;
    },
  }),
);
