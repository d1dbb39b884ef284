/** What does not work, or soon will not: told to the owner, on every page of the app. */
import { answer } from "../api/client";
import type { Notice } from "../api/types";
import { api } from "./api";

class Notices {
  /** `undefined` until they are known: what stands below them is not shown before, or it would be pushed down. */
  items = $state.raw<Notice[]>();

  async look(): Promise<void> {
    try {
      this.items = (await answer(api.GET("/v1/notices"))).items;
    } catch {
      // What is known stays; the server refuses what does not work in any case.
      this.items ??= [];
    }
  }

  /** Forgets everything: somebody else may sign in. */
  clear(): void {
    this.items = undefined;
  }
}

export const notices = new Notices();
