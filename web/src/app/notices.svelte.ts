/** Present and coming failures, which every page of the app shows to the owner. */
import { answer } from "../api/client";
import type { Notice } from "../api/types";
import { api, BY_ITSELF } from "./api";

class Notices {
  /** `undefined` until loaded: the content below waits for them, otherwise they would push it down. */
  items = $state.raw<Notice[]>();

  async look(): Promise<void> {
    try {
      this.items = (await answer(api.GET("/v1/notices", { headers: BY_ITSELF }))).items;
    } catch {
      // The known notices stay; the server itself refuses whatever does not work.
      this.items ??= [];
    }
  }

  /** Clears everything, because another person may sign in. */
  clear(): void {
    this.items = undefined;
  }
}

export const notices = new Notices();
