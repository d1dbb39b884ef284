/** A part of the page that loads on demand, or earlier. */
import { untrack } from "svelte";
import { answers } from "../api/reach";

/** Why a part is missing: the server is unreachable, or it no longer has the part, as after an upgrade. */
export type Absence = "unreachable" | "stale";

/** Styles that failed to load: the module loader requests each only once. */
const unstyled = new Set<HTMLLinkElement>();
document.addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") unstyled.add(target);
  },
  true,
);

let restyling: Promise<void> | undefined;
/** Requests them again; throws if one fails. */
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

  /** Loads the part, unless it is loaded or loading. Never throws: `absent` says why it is missing. */
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
      // One request may get lost on a working line.
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

  /** The action of the button next to the error. If the server no longer has this page's parts, the page reloads. */
  async again(leave?: () => Promise<void>): Promise<void> {
    if (this.absent !== "stale") return this.load();
    await leave?.();
    location.reload();
  }
}
