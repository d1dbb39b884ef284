/** One check of one file: fingerprint here, then the server's judgement. */
import { asProblem, Problem } from "../api/problem";
import { sha256 } from "../api/proof";
import { upload } from "../api/upload";
import type { Report } from "./report";

export type Phase =
  | { at: "choosing" }
  | { at: "hashing"; name: string }
  | { at: "sending"; name: string; share: number }
  | { at: "checking"; name: string }
  | { at: "done"; name: string; report: Report; when: string }
  | { at: "failed"; name: string; problem: Problem };

/** The file that the server judged isn't the one that was chosen. */
export const DIFFERS = "file_differs";

export class Check {
  phase = $state.raw<Phase>({ at: "choosing" });
  /** Lower-case hex, computed on this device. */
  fingerprint = $state("");
  #running: AbortController | undefined;

  async run(file: File): Promise<void> {
    this.reset();
    const running = new AbortController();
    this.#running = running;
    const { name } = file;
    const go = (phase: Phase) => {
      if (!running.signal.aborted) this.phase = phase;
    };
    try {
      go({ at: "hashing", name });
      const own = await sha256(await file.arrayBuffer());
      if (running.signal.aborted) return;
      this.fingerprint = own;
      go({ at: "sending", name, share: 0 });
      const report = await upload<Report>("/v1/verifications", file, {
        onProgress: (share) => go(share < 1 ? { at: "sending", name, share } : { at: "checking", name }),
        signal: running.signal,
      });
      if (report.file.sha256.toLowerCase() !== own) throw new Problem({ code: DIFFERS }, 502);
      go({ at: "done", name, report, when: new Date().toISOString() });
    } catch (error) {
      if (running.signal.aborted) return;
      // A file that vanished between choosing and reading can't be read.
      const problem = error instanceof DOMException ? new Problem({ code: "empty_file" }, 422) : asProblem(error);
      go({ at: "failed", name, problem });
    }
  }

  reset(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.fingerprint = "";
    this.phase = { at: "choosing" };
  }
}
