import { asProblem, type Problem } from "./problem";
import type { WriteOptions } from "./sign-client";

export type SaveState = "saved" | "waiting" | "saving" | "failed";

/** The first pause before a failed save is tried again, doubled each time, and the longest, in milliseconds. */
const RETRY = 2_000;
const LONGEST_RETRY = 20_000;
/** After this long without an answer, in milliseconds, there may be nothing left to save into. */
const SILENCE = 2_000;

export interface Saving<T> {
  send: (value: T, options?: WriteOptions) => Promise<unknown>;
  /** How long nothing changes before it is saved, in milliseconds. */
  pause: number;
  /** What is to be saved of two values that were not. Without it, the newer one. */
  merged?: (older: T, newer: T) => T;
  /** The server refuses a value. Gives what of it may be saved without the rest; the rest is not sent again. */
  refused?: (problem: Problem, value: T) => T | null;
  /** There is nothing left to save into. */
  lost?: (problem: Problem) => void;
  /** Fails where there is nothing left to save into. Asking is no error to a browser, a refused save is. */
  look?: () => Promise<unknown>;
}

/**
 * Saves a value a moment after its last change, one request at a time, so that an older one never overtakes a newer
 * one. A failed save stays visible and is tried again with the next change, on demand, and by itself where waiting may
 * help: the server is out of reach, or could not save.
 */
export class Saver<T> {
  state = $state<SaveState>("saved");
  problem = $state.raw<Problem>();
  /** Why saving fails, until it works again: unlike `problem` it stays while another try is under way. */
  failed = $state.raw<Problem>();
  #wanted: { value: T } | null = null;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #over = false;
  /** When the server last answered. */
  #heard = Date.now();

  constructor(private readonly how: Saving<T>) {}

  get dirty(): boolean {
    return this.#wanted !== null || this.#running !== null;
  }

  /** What has changed since the last save began. */
  get waiting(): T | null {
    return this.#wanted?.value ?? null;
  }

  change(value: T): void {
    this.#wanted = { value: this.#wanted ? this.#merged(this.#wanted.value, value) : value };
    if (this.#over) return;
    if (this.state !== "saving") this.state = "waiting";
    this.#later(this.how.pause);
  }

  /** Leaves of what waits only a part, or nothing. */
  withdraw(left: (value: T) => T | null): void {
    const value = this.#wanted && left(this.#wanted.value);
    this.#wanted = value && { value };
    if (!value && this.state !== "saving") this.state = "saved";
  }

  /** Saves at once and resolves when everything is saved or a save has failed. */
  async flush(options?: WriteOptions): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    while (this.#wanted && !this.#over) {
      await this.#run(false, options);
      if (this.state === "failed") return false;
    }
    return this.state !== "failed";
  }

  /** Tries a failed save again now and not later. */
  retry(): void {
    if (this.state === "failed") void this.#byItself();
  }

  /** Stops for good. */
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
      // Nothing is left to save into, and nobody to tell.
      if (this.#over) return;
      if (problem.status !== 422 || !this.how.refused) this.#fail(problem, value);
      else if (this.#keep(this.how.refused(problem, value))) await this.#save(false, options);
    }
  }

  /** Nothing is under way. */
  #rest(): void {
    this.state = this.#wanted ? "waiting" : "saved";
  }

  /** Puts back what may be saved without what was refused; gives whether that is anything. */
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

/** Whether waiting may help. A write that another tab has overtaken goes through the next time. */
const mayPass = ({ status, code }: Problem): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500 || code === "request_replayed";
