/**
 * Undo and redo over immutable values. Rapid changes with the same `key` (typing, nudging) count as one step.
 */
export class History<T> {
  #past: T[] = [];
  #future: T[] = [];
  #now: T;
  #key: string | null = null;
  #at = 0;

  constructor(
    start: T,
    private readonly limit = 200,
    private readonly together = 900,
  ) {
    this.#now = start;
  }

  get now(): T {
    return this.#now;
  }
  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  push(value: T, key: string | null = null, at = Date.now()): void {
    if (value === this.#now) return;
    const joins =
      key !== null && key === this.#key && at - this.#at < this.together && this.#past.length > 0;
    if (!joins) this.#past = [...this.#past.slice(1 - this.limit), this.#now];
    this.#now = value;
    this.#future = [];
    this.#key = key;
    this.#at = at;
  }

  undo(): T {
    const before = this.#past.at(-1);
    if (before === undefined) return this.#now;
    this.#past = this.#past.slice(0, -1);
    this.#future = [this.#now, ...this.#future];
    this.#now = before;
    this.#key = null;
    return before;
  }

  redo(): T {
    const [after, ...rest] = this.#future;
    if (after === undefined) return this.#now;
    this.#past = [...this.#past, this.#now];
    this.#future = rest;
    this.#now = after;
    this.#key = null;
    return after;
  }
}
