import { asProblem, type Problem } from "../../api/problem";

/** The first pause before a failed save is tried again, doubled each time, and the longest, in milliseconds. */
const RETRY = 2_000;
const LONGEST_RETRY = 20_000;

export type SaveState = "saved" | "waiting" | "saving" | "failed";

/**
 * Saves the newest value a moment after the last change, one request at a time, so that an older one never overtakes
 * a newer one. A failed save stays visible and is tried again with the next change, on demand, on reconnection, and by
 * itself where waiting may help: the server is out of reach, or could not save.
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

  constructor(
    private readonly send: (value: T, last: boolean) => Promise<void>,
    private readonly pause = 600,
  ) {}

  get dirty(): boolean {
    return this.#wanted !== null || this.#running !== null;
  }

  change(value: T): void {
    this.#wanted = { value };
    if (this.state !== "saving") this.state = "waiting";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), this.pause);
  }

  /** Saves at once and resolves when everything is saved or a save has failed. `last` is for a page that closes. */
  async flush(last = false): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    while (this.#wanted) {
      const { value } = this.#wanted;
      this.#wanted = null;
      this.#running = this.#save(value, last);
      await this.#running;
      this.#running = null;
      if (this.state === "failed") return false;
    }
    return this.state !== "failed";
  }

  async #save(value: T, last: boolean): Promise<void> {
    this.state = "saving";
    this.problem = undefined;
    try {
      await this.send(value, last);
      this.#failures = 0;
      this.failed = undefined;
      this.state = this.#wanted ? "waiting" : "saved";
    } catch (error) {
      this.problem = asProblem(error);
      this.failed = this.problem;
      this.#wanted ??= { value };
      this.state = "failed";
      const { status } = this.problem;
      if (status === 0 || status === 429 || status >= 500) this.#again();
    }
  }
  #again(): void {
    const pause = Math.min(LONGEST_RETRY, RETRY * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 4);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), pause);
  }
}
