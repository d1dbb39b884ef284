/** The list of envelopes: what is asked for, what has come, and where the reader was when they left it. */
import { answer } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { EnvelopeStatus, EnvelopeSummary } from "../api/types";
import { api } from "./api";
import type { Group } from "./routes";

/** What the filters stand for. */
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
  /** How many envelopes have each status, whatever is searched for. */
  counts = $state.raw<Counts>({});
  next = $state<string | null>(null);
  problem = $state.raw<Problem>();
  /** What the items answer. */
  asked = $state.raw<Asked | null>(null);
  #turn = 0;

  count(group: Group | null): number {
    const statuses = group ? STATUSES[group] : Object.values(STATUSES).flat();
    return statuses.reduce((sum, status) => sum + (this.counts[status] ?? 0), 0);
  }

  /** Whether what is here answers this already, as after going back. */
  has(asked: Asked): boolean {
    return this.items !== undefined && same(this.asked, asked);
  }

  /** Asks anew, or for what comes after the last item. Resolves with whether the answer is shown. */
  async load(asked: Asked, further = false): Promise<boolean> {
    const turn = ++this.#turn;
    this.problem = undefined;
    try {
      let found = further ? (this.items ?? []) : [];
      let place = further ? this.next : null;
      // A page of a search ends where the server has looked for long enough: there may be more behind it.
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

  /** Brings what is shown up to date in place: nothing moves that has not changed. */
  async refresh(): Promise<void> {
    const shown = this.items;
    if (!shown || !this.asked) return;
    const turn = ++this.#turn;
    try {
      const page = await this.#page(this.asked, null, Math.min(200, Math.max(50, shown.length)));
      if (turn !== this.#turn) return;
      const fresh = new Set(page.items.map((item) => item.id));
      const last = page.items.at(-1);
      // What the answer did not reach stays; what it reached and left out is gone.
      const rest =
        page.next && last
          ? shown.filter((item) => item.created_at < last.created_at && !fresh.has(item.id))
          : [];
      this.items = [...page.items, ...rest];
      if (rest.length === 0) this.next = page.next ?? null;
      this.counts = page.counts;
    } catch {
      // What is shown stays.
    }
  }

  /** Takes an envelope out that was just deleted. */
  drop(id: string, status: EnvelopeStatus): void {
    this.items = this.items?.filter((item) => item.id !== id);
    this.counts = { ...this.counts, [status]: Math.max(0, (this.counts[status] ?? 0) - 1) };
  }

  /** Forgets everything: somebody else may have signed in. */
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
