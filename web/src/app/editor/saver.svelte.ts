import { asProblem, type Problem } from "../../api/problem";

export type SaveState = "saved" | "waiting" | "saving" | "failed";

/**
 * Saves the newest value a moment after the last change, one request at a time, so that an older one never overtakes
 * a newer one. A failed save stays visible and is tried again with the next change, on demand or on reconnection.
 */
export class Saver<T> {
  state = $state<SaveState>("saved");
  problem = $state.raw<Problem>();
  #wanted: { value: T } | null = null;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

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
      this.state = this.#wanted ? "waiting" : "saved";
    } catch (error) {
      this.problem = asProblem(error);
      this.#wanted ??= { value };
      this.state = "failed";
    }
  }
}
