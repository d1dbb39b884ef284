/** The list of envelopes: the query, the loaded items, and the reader's position on leaving. */
import { answer } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { EnvelopeStatus, EnvelopeSummary } from "../api/types";
import { api } from "./api";
import type { Group } from "./routes";

/** The statuses of each filter. */
export const STATUSES: Record<Group, EnvelopeStatus[]> = {
  waiting: ["sent", "completed"],
  drafts: ["draft"],
  sealed: ["sealed"],
  ended: ["declined", "voided", "expired"],
};
export const GROUPS = Object.keys(STATUSES) as Group[];

export interface Asked {
  show: Group | null;
  q: string;
}
const same = (a: Asked | null, b: Asked) => a?.show === b.show && a.q === b.q;

type Counts = Record<string, number>;

class EnvelopeList {
  items = $state.raw<EnvelopeSummary[]>();
  /** The number of envelopes with each status, regardless of the search. */
  counts = $state.raw<Counts>({});
  next = $state<string | null>(null);
  problem = $state.raw<Problem>();
  /** The query that the items answer. */
  asked = $state.raw<Asked | null>(null);
  #turn = 0;

  count(group: Group | null): number {
    const statuses = group ? STATUSES[group] : Object.values(STATUSES).flat();
    return statuses.reduce((sum, status) => sum + (this.counts[status] ?? 0), 0);
  }

  /** Whether the loaded items already answer this query, as after going back. */
  has(asked: Asked): boolean {
    return this.items !== undefined && same(this.asked, asked);
  }

  /** Loads the query again, or the items after the last one. Resolves with whether the response is shown. */
  async load(asked: Asked, further = false): Promise<boolean> {
    const turn = ++this.#turn;
    this.problem = undefined;
    try {
      let found = further ? (this.items ?? []) : [];
      let place = further ? this.next : null;
      // A search page ends at the server's time limit, so there may be more.
      do {
        const page = await this.#page(asked, place);
        if (turn !== this.#turn) return false;
        found = [...found, ...page.items];
        this.counts = page.counts;
        place = page.next ?? null;
        if (page.items.length > 0) break;
      } while (place);
      this.items = found;
      this.next = place;
      this.asked = asked;
      return true;
    } catch (error) {
      if (turn === this.#turn) this.problem = asProblem(error);
      return false;
    }
  }

  /** Updates the shown items in place: unchanged items do not move. */
  async refresh(): Promise<void> {
    const shown = this.items;
    if (!shown || !this.asked) return;
    const turn = ++this.#turn;
    try {
      const page = await this.#page(this.asked, null, Math.min(200, Math.max(50, shown.length)));
      if (turn !== this.#turn) return;
      const fresh = new Set(page.items.map((item) => item.id));
      const last = page.items.at(-1);
      // Items beyond the response stay; items that the response should include but does not are removed.
      const rest =
        page.next && last
          ? shown.filter((item) => item.created_at < last.created_at && !fresh.has(item.id))
          : [];
      this.items = [...page.items, ...rest];
      if (rest.length === 0) this.next = page.next ?? null;
      this.counts = page.counts;
    } catch {
      // The shown items stay.
    }
  }

  /** Removes an envelope that was just deleted. */
  drop(id: string, status: EnvelopeStatus): void {
    this.items = this.items?.filter((item) => item.id !== id);
    this.counts = { ...this.counts, [status]: Math.max(0, (this.counts[status] ?? 0) - 1) };
  }

  /** Clears everything, because another person may have signed in. */
  clear(): void {
    this.#turn++;
    this.items = undefined;
    this.counts = {};
    this.next = null;
    this.asked = null;
    this.problem = undefined;
  }

  #page(asked: Asked, after: string | null, limit = 50) {
    const query = {
      ...(asked.q ? { q: asked.q } : {}),
      ...(asked.show ? { status: STATUSES[asked.show].join(",") } : {}),
      ...(after ? { after } : {}),
      limit,
    };
    return answer(api.GET("/v1/envelopes", { params: { query } }));
  }
}

export const envelopes = new EnvelopeList();
