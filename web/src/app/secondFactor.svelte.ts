/** What a request still needs: a fresh second factor, or one at all. */
import { router } from "./router.svelte";

class SecondFactor {
  /** Whether the dialog asks for a code. */
  asking = $state(false);
  #asked: Promise<boolean> | undefined;
  #settle: ((given: boolean) => void) | undefined;
  /** The page that needs a second factor, to return to after its enrolment. */
  #needing: string | null = null;

  /** Opens the dialog; resolves with whether a right code was given. Requests at the same time share one dialog. */
  confirm(): Promise<boolean> {
    this.asking = true;
    return (this.#asked ??= new Promise<boolean>((resolve) => (this.#settle = resolve)));
  }

  /** Closes the dialog. */
  settle(given: boolean): void {
    this.asking = false;
    this.#settle?.(given);
    this.#asked = this.#settle = undefined;
  }

  /** Goes to the page that sets up a second factor, because the current page needs one. */
  async setUp(): Promise<void> {
    this.#needing = location.pathname + location.search;
    await router.go("/settings/security?needed");
  }

  /** The page that asked for the enrolment, once. */
  takeNeeding(): string | null {
    const found = this.#needing;
    this.#needing = null;
    return found;
  }
}

export const secondFactor = new SecondFactor();
