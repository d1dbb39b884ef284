/** The visit of a link: from the URL to a signing session. */
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
  /** The browser offers no cryptographic keys to a page over plain http. */
  | { at: "insecure" }
  | { at: "sign"; signing: Signing };

/** The result of an exchange for the link. */
const TROUBLES: Record<string, Trouble> = {
  link_used: "used",
  link_dead: "dead",
  link_forged: "incomplete",
  link_unknown: "unknown",
};

export class Visit {
  place = $state.raw<Place>({ at: "arriving" });
  instance = $state("");
  /** Whether a mail server can send a new link. */
  mails = $state(true);
  /** The link leads to a copy, so there is nothing to sign. */
  copy = $state(false);
  /** The server has reported the state of the link, so the line is free for further requests. */
  known = $state(false);
  /** The picture of page 1, requested as early as possible. */
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
    // From now on only this page's memory holds the secret, not the address bar or the history.
    const plain = `/s/${selector}`;
    if (where.hash || where.pathname !== plain) history.replaceState(null, "", plain);
  }

  /** Determines the state of the link. */
  async arrive(): Promise<void> {
    if (!globalThis.crypto?.subtle) {
      this.place = { at: "insecure" };
      return;
    }
    this.place = { at: "arriving" };
    this.known = false;
    const kept = await recall(this.selector);
    // Most visits are first ones: their page is the same for every link, so it need not wait for the response.
    if (!kept && this.#secret) this.place = { at: "continue" };
    // On the device that opened the link, page 1 loads before any other response.
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
    // The code that shows the page reports the failure.
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

  /** Exchanges the link for a session bound to this browser's key. Throws a `Problem` if another try makes sense. */
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
      // The secret was cut off or changed on the way.
      const why = problem.status === 422 ? "incomplete" : TROUBLES[problem.code];
      if (!why) throw problem;
      // The link's state says whether it is dead because the envelope has ended.
      if (why === "dead") return await this.#look(why);
      this.place = { at: "trouble", why, renewable: why !== "unknown" };
    } finally {
      this.#proceeding = false;
    }
  }

  /** The link is dead. */
  async #look(why: Trouble): Promise<void> {
    const link = await this.#link().catch(() => null);
    const found = link ? arrival({ link, secret: "", kept: undefined, signing: null }) : undefined;
    this.place =
      found?.to === "trouble" && found.why !== "incomplete"
        ? { ...found, at: "trouble" }
        : { at: "trouble", why, renewable: true };
  }

  /** The current session, unless it is over: a newer link of the same person, opened elsewhere, ends it. */
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
