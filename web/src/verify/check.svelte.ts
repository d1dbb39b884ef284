/** One check of one file: its fingerprint here, then this server's record of it, then its validation. */
import { answer, makeClient } from "../api/client";
import { asProblem, Problem } from "../api/problem";
import { upload } from "../api/upload";
import { fingerprint } from "./fingerprint";
import type { Known, Report } from "./report";

export type Phase =
  | { at: "choosing" }
  | { at: "hashing"; name: string; share: number }
  | { at: "asking"; name: string }
  | { at: "known"; name: string; known: Known; when: string }
  | { at: "sending"; name: string; share: number }
  | { at: "checking"; name: string }
  | { at: "done"; name: string; report: Report; when: string }
  | { at: "failed"; name: string; problem: Problem };

/** The server checked another file than the chosen one. */
export const DIFFERS = "file_differs";

const api = makeClient();

export class Check {
  phase = $state.raw<Phase>({ at: "choosing" });
  /** Lower-case hex, computed on this device. */
  fingerprint = $state("");
  #file: File | undefined;
  #running: AbortController | undefined;

  /** Computes the fingerprint and looks it up; only an unknown file is uploaded. */
  run(file: File): Promise<void> {
    this.reset();
    return this.#attempt(file, async (go, signal) => {
      const { name } = file;
      if (file.size === 0) throw new Problem({ code: "empty_file" }, 422);
      go({ at: "hashing", name, share: 0 });
      const own = await fingerprint(file, (share) => go({ at: "hashing", name, share }));
      if (signal.aborted) return;
      this.fingerprint = own;
      go({ at: "asking", name });
      const known = await this.#lookUp(own, signal);
      if (known) go({ at: "known", name, known, when: new Date().toISOString() });
      else await this.#send(file, go, signal);
    });
  }

  /** Uploads the looked-up file for a complete check. */
  inFull(): Promise<void> {
    const file = this.#file;
    return file
      ? this.#attempt(file, (go, signal) => this.#send(file, go, signal))
      : Promise.resolve();
  }

  reset(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#file = undefined;
    this.fingerprint = "";
    this.phase = { at: "choosing" };
  }

  async #attempt(
    file: File,
    work: (go: (phase: Phase) => void, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    this.#file = file;
    const go = (phase: Phase) => {
      if (!running.signal.aborted) this.phase = phase;
    };
    try {
      await work(go, running.signal);
    } catch (error) {
      if (running.signal.aborted) return;
      // A file that was deleted after the choice is not readable.
      const problem =
        error instanceof DOMException ? new Problem({ code: "file_gone" }, 422) : asProblem(error);
      go({ at: "failed", name: file.name, problem });
    }
  }

  /** This server's record of the file; if the lookup fails, the file is uploaded as unknown. */
  async #lookUp(sha256: string, signal: AbortSignal): Promise<Known | null> {
    try {
      const { items } = await answer(
        api.GET("/v1/verifications", { params: { query: { sha256 } }, signal }),
      );
      return items.find((known) => known.sha256 === sha256) ?? null;
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  }

  async #send(file: File, go: (phase: Phase) => void, signal: AbortSignal): Promise<void> {
    const { name } = file;
    go({ at: "sending", name, share: 0 });
    const report = await upload<Report>("/v1/verifications", file, {
      onProgress: (share) =>
        go(share < 1 ? { at: "sending", name, share } : { at: "checking", name }),
      signal,
    });
    if (report.file.sha256.toLowerCase() !== this.fingerprint)
      throw new Problem({ code: DIFFERS }, 502);
    go({ at: "done", name, report, when: new Date().toISOString() });
  }
}
