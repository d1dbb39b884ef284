/** Saves entries to the server, shortly after the last key. */
import type { Problem } from "../api/problem";
import { Saver, type SaveState } from "../api/saver.svelte";
import type { Value, Values, WriteOptions } from "../api/sign-client";

interface Events {
  /** The server refuses entries, and names them: they are not sent again until they change. */
  refused: (problem: Problem, values: Values) => readonly string[];
  /** The session is over, or everything is signed, so saving again makes no sense. */
  lost: (problem: Problem) => void;
  /** Throws if the session is over. */
  look?: () => Promise<unknown>;
}

/** The entries that satisfy a condition; `null` if there are none. */
function only(values: Values, holds: (id: string) => boolean): Values | null {
  const found = Object.entries(values).filter(([id]) => holds(id));
  return found.length > 0 ? Object.fromEntries(found) : null;
}

export class Entries {
  readonly #saver: Saver<Values>;
  /** Fields whose newest entry can't be saved as it is. */
  #held = $state.raw<ReadonlySet<string>>(new Set());
  /** The browser is online again, so the retry happens at once. */
  #online = () => this.#saver.retry();

  constructor(
    send: (values: Values, options?: WriteOptions) => Promise<unknown>,
    private readonly events: Events,
  ) {
    this.#saver = new Saver({
      send,
      pause: 700,
      look: events.look,
      lost: (problem) => {
        this.stop();
        events.lost(problem);
      },
      merged: (older, newer) => ({ ...older, ...newer }),
      refused: (problem, values) => this.#refused(problem, values),
    });
    addEventListener("online", this.#online);
  }

  /** While an entry is held back, nothing counts as saved. */
  get state(): SaveState {
    const { state } = this.#saver;
    return state === "saved" && this.#held.size > 0 ? "failed" : state;
  }

  /** Notes an entry. */
  put(id: string, value: Value): void {
    this.#held = new Set([...this.#held].filter((held) => held !== id));
    this.#saver.change({ [id]: value });
  }

  /** Notes that the entry of a field can't be saved as it is. */
  hold(id: string): void {
    this.#held = new Set([...this.#held, id]);
    this.#saver.withdraw((values) => only(values, (other) => other !== id));
  }

  /** Saves the pending entries now. */
  flush = async (options?: WriteOptions): Promise<void> => void (await this.#saver.flush(options));

  /** Stops permanently: the document is signed, declined or closed. */
  stop(): void {
    this.#saver.stop();
    removeEventListener("online", this.#online);
  }

  /** The server refuses a request as a whole. Holds back only the named entries; returns the others. */
  #refused(problem: Problem, values: Values): Values | null {
    const named = this.events.refused(problem, values).filter((id) => id in values);
    const refused = named.length > 0 ? named : Object.keys(values);
    const newer = this.#saver.waiting ?? {};
    this.#held = new Set([...this.#held, ...refused.filter((id) => !(id in newer))]);
    return only(values, (id) => !refused.includes(id));
  }
}
