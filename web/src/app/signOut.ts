import { answer } from "../api/client";
import { asProblem } from "../api/problem";
import { sentence } from "../i18n/problem";
import { forgetApp } from "../ui/inApp";
import { tell } from "../ui/status.svelte";
import { api } from "./api";
import { envelopes } from "./list.svelte";
import { notices } from "./notices.svelte";
import { router } from "./router.svelte";
import { session } from "./session.svelte";

/** Ends the session and forgets what this window has loaded. */
export async function signOut(): Promise<void> {
  try {
    await answer(api.DELETE("/v1/sessions/current"));
    session.me = null;
    envelopes.clear();
    notices.clear();
    forgetApp();
    await router.go("/sign-in");
  } catch (error) {
    tell(sentence(asProblem(error)), "refused");
  }
}
