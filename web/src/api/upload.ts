import { Problem, problemFrom } from "./problem";

export interface UploadOptions {
  /** Extra request headers. */
  headers?: Record<string, string>;
  /** The share of the file that is sent, 0 to 1; 1 means that the server is now processing it. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/**
 * Sends a PDF as the request's body and resolves with the JSON response; throws a `Problem`. It uses XMLHttpRequest,
 * unlike all other code, because `fetch` can't report upload progress.
 */
export function upload<T>(path: string, file: Blob, options: UploadOptions = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("Content-Type", "application/pdf");
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(options.headers ?? {}))
      request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && event.total > 0)
        options.onProgress?.(event.loaded / event.total);
    });
    request.upload.addEventListener("load", () => options.onProgress?.(1));
    request.addEventListener("load", () => {
      if (request.status < 200 || request.status > 299) {
        reject(problemFrom(request.responseText, request.status));
        return;
      }
      try {
        resolve(JSON.parse(request.responseText) as T);
      } catch {
        reject(new Problem({}, 502));
      }
    });
    request.addEventListener("error", () => reject(new Problem({}, 0)));
    request.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    options.signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
