/** The visit of a link: from the address to a signing session. */
import { asProblem, type Problem } from "../api/problem";
import { newKey, publicKey } from "../api/proof";
import { SignClient, type Signing } from "../api/sign-client";
import { arrival, isOwn, partsOf, type Trouble } from "./arrival";
import { nextCounter, recall, remember } from "./memory";

export type Place =
  | { at: "arriving" }
  | { at: "continue" }
  | { at: "trouble"; why: Trouble; renewable: boolean }
  | { at: "unreachable"; problem: Problem }
  /** The browser gives no keys to a page that came over plain http. */
  | { at: "insecure" }
  | { at: "sign"; signing: Signing };

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
  /** Whether there is a mail server that a new link can leave by. */
  mails = $state(true);
  /** The link leads to a copy: there is nothing to sign. */
  copy = $state(false);
  /** The server has said where the link stands: the line is free for what comes next. */
  known = $state(false);
  /** The picture of page 1, asked for as early as it can be had. */
  first: Promise<Blob> | undefined;
  readonly selector: string;
  readonly client: SignClient;
  #secret: string;
  #proceeding = false;

  constructor(where: Location, history: History) {
    const { selector, secret } = partsOf(where);
    this.selector = selector;
    this.client = new SignClient(selector, () => nextCounter(selector));
    this.#secret = secret;
    // From here on the secret is in this page's memory only: not in the address bar, not in the history.
    const plain = `/s/${selector}`;
    if (where.hash || where.pathname !== plain) history.replaceState(null, "", plain);
  }

  /** Finds out where the link stands. */
  async arrive(): Promise<void> {
    if (!globalThis.crypto?.subtle) {
      this.place = { at: "insecure" };
      return;
    }
    this.place = { at: "arriving" };
    this.known = false;
    const kept = await recall(this.selector);
    // Most visits are first ones: their page is the same for every link, so it needn't wait for the answer.
    if (!kept && this.#secret) this.place = { at: "continue" };
    // On the device that opened the link, page 1 is on its way before anything else is known.
    if (kept) this.#fetchFirst();
    try {
      const [link, signing] = await Promise.all([this.#link(), kept ? this.#session() : null]);
      this.instance = link?.instance_name ?? "";
      this.mails = link?.mail !== "outbox";
      this.copy = link?.purpose === "copy";
      this.known = true;
      if (this.#proceeding) return;
      const found = arrival({ link, secret: this.#secret, kept, signing });
      if (found.to === "resume") {
        this.client.key = kept?.key;
        this.place = { at: "sign", signing: found.signing };
      } else if (found.to === "continue") this.place = { at: "continue" };
      else this.place = { at: "trouble", why: found.why, renewable: found.renewable };
    } catch (error) {
      if (!this.#proceeding) this.place = { at: "unreachable", problem: asProblem(error) };
    }
  }

  #fetchFirst() {
    this.first = this.client.page(0, 1200);
    // Whoever shows the page says that it failed.
    this.first.catch(() => {});
  }

  async #link() {
    try {
      return this.selector ? await this.client.link() : null;
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
    this.#proceeding = true;
    try {
      const pair = await newKey();
      const signing = await this.client.exchange(this.#secret, await publicKey(pair));
      if (signing.purpose === "sign") this.#fetchFirst();
      this.#secret = "";
      this.client.key = pair.privateKey;
      this.place = { at: "sign", signing };
      await remember(this.selector, {
        key: pair.privateKey,
        envelope: signing.envelope.id,
        person: signing.me.id,
      });
    } catch (error) {
      const problem = asProblem(error);
      // What is no secret at all was cut off or changed on the way.
      const why = problem.status === 422 ? "incomplete" : TROUBLES[problem.code];
      if (!why) throw problem;
      // Whether the link is dead because all is over says the link itself.
      if (why === "dead") return await this.#look(why);
      this.place = { at: "trouble", why, renewable: why !== "unknown" };
    } finally {
      this.#proceeding = false;
    }
  }

  /** The link turned out to be dead. */
  async #look(why: Trouble): Promise<void> {
    const link = await this.#link().catch(() => null);
    const found = link ? arrival({ link, secret: "", kept: undefined, signing: null }) : undefined;
    this.place =
      found?.to === "trouble" && found.why !== "incomplete"
        ? { ...found, at: "trouble" }
        : { at: "trouble", why, renewable: true };
  }

  /** The session as it is now, unless it is over: a newer link of the same person, opened elsewhere, ends it. */
  async own(signing: Signing): Promise<Signing | null> {
    const kept = await recall(this.selector);
    const now = await this.#session();
    const goesOn = kept
      ? isOwn(kept, now)
      : now?.envelope.id === signing.envelope.id && now.me.id === signing.me.id;
    return goesOn ? now : null;
  }

  renew = () => this.client.renew();
}
