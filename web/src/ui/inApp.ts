/** Whether this window came from the app, and the app's pages, so that other pages can show the way back. */
const KEY = "onesign-app";

/** Storage may be disabled; then there is no link back. */
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
/** The app's pages, if this window came from it. */
export function appPlaces(): ("envelopes" | "outbox")[] {
  const kept = storage()?.getItem(KEY);
  return kept === "outbox" ? ["envelopes", "outbox"] : kept === "plain" ? ["envelopes"] : [];
}
