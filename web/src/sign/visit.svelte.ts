/** The visit of a link: from the address to a signing session. */
import { asProblem, type Problem } from "../api/problem";
import { newKey, publicKey } from "../api/proof";
import { SignClient, type Signing } from "../api/sign-client";
import { arrival, isOwn, selectorIn, type Trouble } from "./arrival";
import { recall, remember } from "./memory";

export type Place =
  | { at: "arriving" }
  | { at: "continue" }
  | { at: "trouble"; why: Trouble; renewable: boolean }
  | { at: "unreachable"; problem: Problem }
  | { at: "ceremony"; signing: Signing };

/** What the answer to an exchange says about the link. */
const TROUBLES: Record<string, Trouble> = {
  link_used: "used",
  link_dead: "dead",
  link_forged: "incomplete",
  link_unknown: "unknown",
};

export class Visit {
  place = $state.raw<Place>({ at: "arriving" });
  instance = $state("");
  readonly selector: string;
  readonly client = new SignClient();
  #secret: string;

  constructor(where: Location, history: History) {
    this.selector = selectorIn(where.pathname);
    this.#secret = where.hash.slice(1);
    // From here on the secret is in this page's memory only: not in the address bar, not in the history.
    if (where.hash) history.replaceState(null, "", where.pathname);
  }

  /** Finds out where the link stands. */
  async arrive(): Promise<void> {
    this.place = { at: "arriving" };
    try {
      const [link, kept] = await Promise.all([this.#link(), recall(this.selector)]);
      this.instance = link?.instance_name ?? "";
      const signing = kept ? await this.#session() : null;
      const found = arrival({ link, secret: this.#secret, kept, signing });
      if (found.to === "resume") {
        this.client.key = kept?.key;
        this.#open(found.signing);
      } else if (found.to === "continue") this.place = { at: "continue" };
      else this.place = { at: "trouble", why: found.why, renewable: found.renewable };
    } catch (error) {
      this.place = { at: "unreachable", problem: asProblem(error) };
    }
  }

  async #link() {
    try {
      return this.selector ? await this.client.link(this.selector) : null;
    } catch (error) {
      if (asProblem(error).status === 404) return null;
      throw error;
    }
  }

  async #session(): Promise<Signing | null> {
    try {
      return await this.client.signing();
    } catch (error) {
      if (asProblem(error).status === 401) return null;
      throw error;
    }
  }

  /** Turns the link into a session that is bound to a key of this browser. Throws a `Problem` worth another try. */
  async proceed(): Promise<void> {
    const pair = await newKey();
    try {
      const signing = await this.client.exchange(this.selector, this.#secret, await publicKey(pair));
      this.#secret = "";
      this.client.key = pair.privateKey;
      this.#open(signing);
      await remember(this.selector, { key: pair.privateKey, envelope: signing.envelope.id, person: signing.me.id });
    } catch (error) {
      const problem = asProblem(error);
      const why = TROUBLES[problem.code] ?? (problem.code === "envelope_closed" ? "closed" : undefined);
      if (!why) throw problem;
      this.place = { at: "trouble", why, renewable: why !== "closed" && why !== "unknown" };
    }
  }

  #open(signing: Signing) {
    this.place = { at: "ceremony", signing };
  }

  /** The session was ended or taken over elsewhere; a new link helps. */
  lose(): void {
    this.place = { at: "trouble", why: "dead", renewable: true };
  }

  /** Whether the browser's session is still this one: another link opened in another tab replaces it. */
  async stillOwn(signing: Signing): Promise<boolean> {
    const kept = await recall(this.selector);
    const now = await this.#session();
    return kept ? isOwn(kept, now) : now?.envelope.id === signing.envelope.id && now.me.id === signing.me.id;
  }

  renew = () => this.client.renew(this.selector);
}
