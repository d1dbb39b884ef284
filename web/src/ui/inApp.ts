/** Whether this window came from the app, and what the app has: so that pages beside it can show the way back. */
const KEY = "onesign-app";

/** Storage can be switched off; then there is just no way back shown. */
function storage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

export function rememberApp(outbox: boolean): void {
  storage()?.setItem(KEY, outbox ? "outbox" : "plain");
}
export function forgetApp(): void {
  storage()?.removeItem(KEY);
}
/** The app's places, if this window came from it. */
export function appPlaces(): ("envelopes" | "outbox")[] {
  const kept = storage()?.getItem(KEY);
  return kept === "outbox" ? ["envelopes", "outbox"] : kept === "plain" ? ["envelopes"] : [];
}
