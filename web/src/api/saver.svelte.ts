import { asProblem, type Problem } from "./problem";
import type { WriteOptions } from "./sign-client";

export type SaveState = "saved" | "waiting" | "saving" | "failed";

/** The first pause before a failed save is retried, which doubles each time, and the longest, in milliseconds. */
const RETRY = 2_000;
const LONGEST_RETRY = 20_000;
/** After this long without a response, in milliseconds, the target of the save may no longer exist. */
const SILENCE = 2_000;

export interface Saving<T> {
  send: (value: T, options?: WriteOptions) => Promise<unknown>;
  /** How long a value must stay unchanged before it is saved, in milliseconds. */
  pause: number;
  /** Merges two unsaved values. Without it, the newer one wins. */
  merged?: (older: T, newer: T) => T;
  /** The server refuses a value. Returns the part that may still be saved; the rest is not sent again. */
  refused?: (problem: Problem, value: T) => T | null;
  /** The target of the save no longer exists. */
  lost?: (problem: Problem) => void;
  /** Throws if the target no longer exists. The browser logs a refused save as an error, but not this check. */
  look?: () => Promise<unknown>;
}

/**
 * Saves a value shortly after its last change, one request at a time, so that an older value never overtakes a newer
 * one. A failed save stays visible. It is retried with the next change, on demand, and automatically if waiting may
 * help: the server is unreachable, or could not save.
 */
export class Saver<T> {
  state = $state<SaveState>("saved");
  problem = $state.raw<Problem>();
  /** Why saving fails, until it works again: unlike `problem` it stays during another try. */
  failed = $state.raw<Problem>();
  #wanted: { value: T } | null = null;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #over = false;
  /** The time of the server's last response. */
  #heard = Date.now();

  constructor(private readonly how: Saving<T>) {}

  get dirty(): boolean {
    return this.#wanted !== null || this.#running !== null;
  }

  /** The changes since the last save began. */
  get waiting(): T | null {
    return this.#wanted?.value ?? null;
  }

  change(value: T): void {
    this.#wanted = { value: this.#wanted ? this.#merged(this.#wanted.value, value) : value };
    if (this.#over) return;
    if (this.state !== "saving") this.state = "waiting";
    this.#later(this.how.pause);
  }

  /** Reduces the pending value to a part of it, or to nothing. */
  withdraw(left: (value: T) => T | null): void {
    const value = this.#wanted && left(this.#wanted.value);
    this.#wanted = value && { value };
    if (!value && this.state !== "saving") this.state = "saved";
  }

  /** Saves at once and resolves after everything is saved or a save has failed. */
  async flush(options?: WriteOptions): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    while (this.#wanted && !this.#over) {
      await this.#run(false, options);
      if (this.state === "failed") return false;
    }
    return this.state !== "failed";
  }

  /** Retries a failed save now. */
  retry(): void {
    if (this.state === "failed") void this.#byItself();
  }

  /** Stops permanently. */
  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  #merged = (older: T, newer: T): T => this.how.merged?.(older, newer) ?? newer;

  #later(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#byItself(), pause);
  }

  async #byItself(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    if (this.#wanted && !this.#over) await this.#run(Date.now() - this.#heard > SILENCE);
  }

  #run(looks: boolean, options?: WriteOptions): Promise<void> {
    this.#running = this.#save(looks, options).finally(() => (this.#running = null));
    return this.#running;
  }

  async #save(looks: boolean, options?: WriteOptions): Promise<void> {
    if (!this.#wanted) return;
    const { value } = this.#wanted;
    this.#wanted = null;
    this.state = "saving";
    this.problem = undefined;
    try {
      if (looks) await this.how.look?.();
      await this.how.send(value, options);
      this.#heard = Date.now();
      this.#failures = 0;
      this.failed = undefined;
      this.#rest();
    } catch (error) {
      const problem = asProblem(error);
      // The target no longer exists, and the page is gone too.
      if (this.#over) return;
      if (problem.status !== 422 || !this.how.refused) this.#fail(problem, value);
      else if (this.#keep(this.how.refused(problem, value))) await this.#save(false, options);
    }
  }

  /** No save is running. */
  #rest(): void {
    this.state = this.#wanted ? "waiting" : "saved";
  }

  /** Queues the part that remains without the refused one; returns whether anything remains. */
  #keep(left: T | null): boolean {
    if (left !== null) this.#putBack(left);
    this.#rest();
    return left !== null;
  }

  #putBack(value: T): void {
    this.#wanted = { value: this.#wanted ? this.#merged(value, this.#wanted.value) : value };
  }

  #fail(problem: Problem, value: T): void {
    this.#putBack(value);
    this.problem = problem;
    this.failed = problem;
    this.state = "failed";
    if (mayPass(problem)) {
      this.#later(Math.min(LONGEST_RETRY, RETRY * 2 ** this.#failures));
      this.#failures = Math.min(this.#failures + 1, 4);
    } else if (this.how.lost) {
      this.stop();
      this.how.lost(problem);
    }
  }
}

/** Whether waiting may help. A write that another tab has overtaken succeeds on the next try. */
const mayPass = ({ status, code }: Problem): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500 || code === "request_replayed";
