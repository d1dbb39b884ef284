import { Problem, problemFrom } from "./problem";

/** The bytes of a response, with the page image's hash from its header, if present. */
export interface Bytes {
  blob: Blob;
  /** Lower-case hex SHA-256 that the server states for a page image. */
  sha256: string | null;
}

/** Fetches a file or a page image. */
export async function bytes(path: string, signal?: AbortSignal): Promise<Bytes> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "same-origin", signal: signal ?? null });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem({}, 0);
  }
  if (!response.ok) throw problemFrom(await response.text(), response.status);
  return { blob: await response.blob(), sha256: response.headers.get("Onesign-Page-Sha256") };
}
