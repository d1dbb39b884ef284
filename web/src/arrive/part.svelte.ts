/** A part of the page that is loaded when it is needed, or before. */
import { untrack } from "svelte";
import { answers } from "../api/reach";

/** Why a part isn't there: the server can't be reached, or it answers and has the part no longer, as after an upgrade. */
export type Absence = "unreachable" | "stale";

/** Styles that didn't come: the loader of parts asks for each only once. */
const unstyled = new Set<HTMLLinkElement>();
document.addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") unstyled.add(target);
  },
  true,
);

let restyling: Promise<void> | undefined;
/** Asks for them again; throws if one doesn't come. */
const restyle = () =>
  (restyling ??= Promise.all([...unstyled].map(restyled))
    .then(() => {})
    .finally(() => (restyling = undefined)));

const restyled = (link: HTMLLinkElement) =>
  new Promise((resolve, reject) => {
    unstyled.delete(link);
    const again = link.cloneNode() as HTMLLinkElement;
    again.onload = resolve;
    again.onerror = reject;
    link.replaceWith(again);
  });

export class Part<T> {
  found = $state.raw<T>();
  absent = $state<Absence | null>(null);
  #running: Promise<void> | undefined;

  constructor(private readonly get: () => Promise<T>) {}

  /** Loads it, unless it is there or on its way. Never throws: `absent` says why it isn't there. */
  load(): Promise<void> {
    return (this.#running ??= untrack(() => this.#load()).finally(
      () => (this.#running = undefined),
    ));
  }

  async #load() {
    if (this.found) return;
    try {
      await this.#take();
    } catch {
      // One request may get lost on a line that works.
      const reached = await answers();
      if (
        !reached ||
        !(await this.#take().then(
          () => true,
          () => false,
        ))
      )
        this.absent = reached ? "stale" : "unreachable";
    }
  }

  async #take() {
    await restyle();
    this.found = await this.get();
    this.absent = null;
  }

  /** What the button beside the refusal does. A page whose parts the server no longer has is loaded anew. */
  async again(leave?: () => Promise<void>): Promise<void> {
    if (this.absent !== "stale") return this.load();
    await leave?.();
    location.reload();
  }
}
