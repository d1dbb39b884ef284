import { makeClient } from "../api/client";
import { session } from "./session.svelte";

/** The sender's client. If the session ends, the sign-in page takes over. */
export const api = makeClient({
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== "/v1/sessions") session.me = null;
    return undefined;
  },
});
