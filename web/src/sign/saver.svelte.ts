/** Saves entries as they are made: a short while after the last key, again until it works, and visibly. */
import { asProblem, type Problem } from "../api/problem";
import type { Value, Values, WriteOptions } from "../api/sign-client";

export type SaveState = "saved" | "waiting" | "saving" | "failed";

const PAUSE = 700;
const LONGEST_WAIT = 20_000;
/** After this long without an answer the session may have ended meanwhile. */
const IDLE = 2_000;

interface Events {
  /** The server refuses entries, and gives which: they are not sent again until they change. */
  refused: (problem: Problem, values: Values) => readonly string[];
  /** The session is over, or all is signed: saving again makes no sense. */
  lost: (problem: Problem) => void;
  /** Fails where the session goes on no more. Asking is no error to a browser, a refused save is. */
  look?: () => Promise<unknown>;
}

export class Saver {
  state = $state<SaveState>("saved");
  #pending: Values = {};
  /** Fields whose newest entry can't be saved as it is. Nothing is called saved while there are any. */
  #held = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #failures = 0;
  #over = false;
  /** When the server last answered. */
  #heard = Date.now();
  /** The browser is back online: nobody waits for the next try. */
  #online = () => {
    if (this.state === "failed") void this.#flush(true);
  };

  constructor(
    private readonly send: (values: Values, options?: WriteOptions) => Promise<unknown>,
    private readonly events: Events,
  ) {
    addEventListener("online", this.#online);
  }

  /** Notes an entry. */
  put(id: string, value: Value): void {
    this.#held.delete(id);
    this.#pending[id] = value;
    if (this.#over) return;
    this.state = "waiting";
    this.#later(PAUSE);
  }

  /** Notes that the entry of a field can't be saved as it is. */
  hold(id: string): void {
    delete this.#pending[id];
    this.#held.add(id);
    this.state = this.#rest();
  }

  /** How things are once nothing is under way. */
  #rest = (): SaveState =>
    Object.keys(this.#pending).length > 0 ? "waiting" : this.#held.size > 0 ? "failed" : "saved";

  /** Saves what is waiting, now. */
  flush = (options?: WriteOptions): Promise<void> => this.#flush(false, options);

  /** Saves; what nobody asked for is saved after a look at the session, where that was long ago. */
  async #flush(byItself: boolean, options?: WriteOptions): Promise<void> {
    await this.#running;
    clearTimeout(this.#timer);
    if (this.#over || Object.keys(this.#pending).length === 0) return;
    this.#running = this.#save(byItself && Date.now() - this.#heard > IDLE, options).finally(
      () => (this.#running = undefined),
    );
    await this.#running;
  }

  /** Stops for good: the document is signed, declined or closed. */
  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    removeEventListener("online", this.#online);
  }

  #later(wait: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(true), wait);
  }

  async #save(looks: boolean, options?: WriteOptions): Promise<void> {
    const bundle = this.#pending;
    this.#pending = {};
    this.state = "saving";
    try {
      if (looks) await this.events.look?.();
      await this.send(bundle, options);
      this.#heard = Date.now();
      this.#failures = 0;
      this.state = this.#rest();
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status !== 422 || this.#over) this.#fail(problem, bundle);
      else if (this.#keep(problem, bundle)) await this.#save(false, options);
    }
  }

  /** The server refuses a bundle as a whole. Only the entries it names are held back; gives whether others are left. */
  #keep(problem: Problem, bundle: Values): boolean {
    const named = this.events.refused(problem, bundle).filter((id) => id in bundle);
    const held = new Set(named.length > 0 ? named : Object.keys(bundle));
    for (const id of held) if (!(id in this.#pending)) this.#held.add(id);
    const others = Object.entries(bundle).filter(([id]) => !held.has(id));
    this.#pending = { ...Object.fromEntries(others), ...this.#pending };
    this.state = this.#rest();
    return others.length > 0;
  }

  #fail(problem: Problem, bundle: Values) {
    // Nothing is left to save into, and nobody to tell.
    if (this.#over) return;
    this.#pending = { ...bundle, ...this.#pending };
    this.state = "failed";
    const passing =
      problem.status === 408 || problem.status === 429 || problem.code === "request_replayed";
    if (problem.status >= 400 && problem.status < 500 && !passing) {
      this.stop();
      this.events.lost(problem);
      return;
    }
    this.#failures += 1;
    this.#later(Math.min(LONGEST_WAIT, 1_000 * 2 ** Math.min(this.#failures, 5)));
  }
}
