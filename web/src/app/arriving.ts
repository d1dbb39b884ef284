import type { Envelope } from "../api/types";

/** Data that one page hands to the next: a dropped file, or a new envelope. */
class Arriving {
  file: File | null = null;
  #envelope: Envelope | null = null;

  bring(envelope: Envelope): void {
    this.#envelope = envelope;
  }
  /** Returns the envelope with this id, once. */
  take(id: string): Envelope | null {
    const found = this.#envelope?.id === id ? this.#envelope : null;
    this.#envelope = null;
    return found;
  }
  takeFile(): File | null {
    const found = this.file;
    this.file = null;
    return found;
  }
}

export const arriving = new Arriving();
