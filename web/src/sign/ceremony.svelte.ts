/** One person's ceremony: the server's state, the saved entries, and the current ones. */
import { asProblem, Problem } from "../api/problem";
import type {
  Disclosure,
  Mark,
  SignClient,
  SignerField,
  Signing,
  Value,
  Values,
} from "../api/sign-client";
import { locale } from "../i18n/index.svelte";
import { inReadingOrder } from "../pdf/geometry";
import { Entries } from "./entries.svelte";
import {
  asked,
  count,
  isFilled,
  isLong,
  isMark,
  lined,
  markIn,
  minutes,
  next,
  previous,
} from "./fields";
import { Pages } from "./pages";
import { prefilled } from "./prefill";
import { ViewLog } from "./views";

/** The result of an attempt to sign that did not sign. */
export type Outcome =
  { kind: "signed" } | { kind: "empty"; fields: string[] } | { kind: "failed"; problem: Problem };

export class Ceremony {
  signing = $state.raw() as Signing;
  values = $state<Values>({});
  /** The current field. */
  current = $state<string | null>(null);
  /** The entries that the server refused, by field. */
  refused = $state<Record<string, string>>({});
  /** The marks that this person adopted, for this visit only: the next person on this device never gets them. */
  adopted = $state<{ signature?: Mark; initials?: Mark }>({});

  /** Pages (zero-based) that came near but whose picture was not shown yet. */
  #awaited = $state<Record<number, true>>({});
  #shown = new Set<number>();
  /** Whether the person reads the text instead of the pictures. */
  #reads = $state(false);

  readonly pages: Pages;
  readonly views: ViewLog;
  readonly saver: Entries;

  fields = $derived(inReadingOrder(this.signing.fields.map(asked)));
  /** The values that can stay: an unprintable value counts as missing. */
  entered = $derived.by(() => {
    const kept = Object.entries(this.values).filter(([id]) => !UNFIT.test(this.refused[id] ?? ""));
    return Object.fromEntries(kept) as Values;
  });
  counts = $derived(count(this.fields, this.entered));
  field = $derived(this.fields.find((field) => field.id === this.current) ?? null);
  minutes = $derived(minutes(this.signing.envelope.pages.length, this.fields.length));
  /** The text for the consent. */
  disclosure = $derived(disclosureOf(this.signing, locale()));
  /** The text of the given consent, whatever language the page uses since. */
  agreed = $derived(this.signing.agreed ?? undefined);

  constructor(
    readonly client: SignClient,
    signing: Signing,
    /** The session has ended in another place. */
    private readonly lost: (problem: Problem) => void = () => {},
    first?: Promise<Blob>,
  ) {
    this.signing = signing;
    this.values = prefilled(signing.fields, signing.me.name);
    for (const field of signing.fields) this.#learn(field, field.value ?? null);
    this.pages = new Pages(client, first);
    this.views = new ViewLog(
      (pages, options) => client.views(pages, options).catch((error) => this.#tell(error)),
      signing.me.pages_seen,
    );
    this.saver = new Entries((values, options) => client.save(values, options), {
      refused: (problem, values) => this.#mark(problem, Object.keys(values)),
      lost: (problem) => void this.#gone(problem),
      look: () => this.#goesOn(),
    });
  }

  /** Recognises a signature saved in an earlier visit. */
  #learn(field: SignerField, value: Value) {
    const mark = markIn(value);
    if (isMark(field) && mark) this.adopted[field.kind as "signature" | "initials"] ??= mark;
  }

  /** The page came near, so its picture loads. */
  approaches(page: number): void {
    if (!this.#shown.has(page)) this.#awaited[page] = true;
  }
  shows(page: number): void {
    this.#shown.add(page);
    delete this.#awaited[page];
  }
  reads(): void {
    this.#reads = true;
  }
  /** The pages (counted from 1) that the person would sign without a chance to see them. */
  get unseen(): number[] {
    const pages = Object.keys(this.#awaited).map((page) => Number(page) + 1);
    return this.#reads ? [] : pages.sort((a, b) => a - b);
  }

  /** Saves the prefilled values after the consent. */
  savePrefilled(): void {
    for (const field of this.fields) {
      if (!isFilled(field.value) && isFilled(this.values[field.id]))
        this.saver.put(field.id, this.values[field.id] ?? null);
    }
  }

  set(field: SignerField, value: Value): void {
    const taken = typeof value === "string" ? lined(value, isLong(field)) : value;
    const kept = taken === "" ? null : taken;
    this.values[field.id] = kept;
    // Too long for any entry: it is shown whole and reported, never cut and never sent.
    if (typeof kept === "string" && [...kept].length > LONGEST) {
      this.refused[field.id] = "too_long";
      this.saver.hold(field.id);
      return;
    }
    delete this.refused[field.id];
    this.saver.put(field.id, kept);
  }

  /**
   * Adopts a mark for a field and for similar ones, if it fits: the server measures a typed mark first. Returns the
   * refusal for the first field; then nothing changes.
   */
  async adopt(
    field: SignerField,
    mark: Mark,
    others: readonly SignerField[],
  ): Promise<string | null> {
    const all = [field, ...others];
    const refused = mark.kind === "typed" ? await this.#measured(all, mark) : {};
    if (refused[field.id]) return refused[field.id] ?? null;
    this.adopted[field.kind as "signature" | "initials"] = mark;
    for (const each of all) {
      const code = refused[each.id];
      if (code) this.refused[each.id] = code;
      else this.set(each, mark);
    }
    return null;
  }

  /**
   * The server's refusals of a mark, by field. If the server is unreachable, the later save or signature will report
   * them.
   */
  async #measured(fields: readonly SignerField[], mark: Mark): Promise<Record<string, string>> {
    try {
      await this.client.save(Object.fromEntries(fields.map(({ id }) => [id, mark])));
      return {};
    } catch (error) {
      const problem = asProblem(error);
      return problem.status === 422
        ? Object.fromEntries(pointed(problem).map(({ id, code }) => [id, code]))
        : {};
    }
  }

  next = () => next(this.fields, this.entered, this.current);
  previous = () => previous(this.fields, this.current);

  /** Requests the newest state from the server. */
  async refresh(): Promise<void> {
    this.show(await this.client.signing());
  }

  /** Shows a newer state. A document signed here or in another tab takes no more entries. */
  show(signing: Signing): void {
    if (signing.me.status === "signed" || signing.me.status === "declined") this.saver.stop();
    this.signing = signing;
  }

  /** The same for the waiting page: retries a failed request, and reports an end. */
  look = (): Promise<void> =>
    this.refresh().catch((error) => void (isEnd(asProblem(error)) && this.lost(asProblem(error))));

  async agree(disclosure: Disclosure): Promise<void> {
    this.signing = await this.client.consent(disclosure).catch((error) => this.#tell(error));
    this.savePrefilled();
  }

  /** Throws if entries can no longer be saved. */
  async #goesOn(): Promise<void> {
    const { me } = await this.client.signing();
    if (me.status === "signed") throw new Problem({ code: "already_signed" }, 409);
  }

  /** Shows a signature from another tab; for any other end of the session, the link's state explains it. */
  async #gone(problem: Problem): Promise<void> {
    const signed =
      problem.code === "already_signed" &&
      (await this.refresh().then(
        () => true,
        () => false,
      ));
    if (!signed) this.lost(problem);
  }

  /** Passes a refusal on. If the session has ended, or another tab was faster, the page shows the new state. */
  async #tell(error: unknown): Promise<never> {
    const problem = asProblem(error);
    if (isEnd(problem)) this.lost(problem);
    else if (isLate(problem)) await this.look();
    throw problem;
  }

  /** Signs. It requests a lost response again, so that nobody signs twice or is left in doubt. */
  async finish(): Promise<Outcome> {
    await this.views.flush();
    await this.saver.flush();
    try {
      this.show(
        await this.client.sign(
          this.signing.envelope.normalised_sha256,
          $state.snapshot(this.values) as Values,
        ),
      );
      return { kind: "signed" };
    } catch (error) {
      return this.#failed(asProblem(error));
    }
  }

  async #failed(problem: Problem): Promise<Outcome> {
    if (problem.status === 0 || problem.status >= 500 || isLate(problem)) {
      try {
        const signing = await this.client.signing();
        if (signing.me.status === "signed") {
          this.show(signing);
          return { kind: "signed" };
        }
        this.signing = signing;
      } catch {
        // Reports the first refusal.
      }
    }
    if (isEnd(problem)) this.lost(problem);
    if (problem.status === 422) {
      const fields = this.#mark(problem, []);
      if (fields.length > 0) return { kind: "empty", fields };
    }
    return { kind: "failed", problem };
  }

  async decline(reason: string): Promise<void> {
    // Waits for running saves, because a refused late entry would look like a lost session.
    await this.views.flush();
    await this.saver.flush();
    this.show(await this.client.decline(reason).catch((error) => this.#tell(error)));
  }

  /** Notes the fields that a refusal points at; without pointers it concerns all fields of the request. */
  #mark(problem: Problem, sent: string[]): string[] {
    const found = pointed(problem);
    const marks = found.length > 0 ? found : sent.map((id) => ({ id, code: problem.code }));
    for (const { id, code } of marks) this.refused[id] = code;
    return marks.map((mark) => mark.id);
  }
}

/** Refusals of an entry's content, which only another entry resolves. */
const UNFIT = /^(?:does_not_fit|unprintable|control_character|too_long)\b/;

/** The entries that a refusal points at. */
const pointed = (problem: Problem) =>
  problem.errors.flatMap((error) => {
    const id = /^\/values\/([^/]+)/.exec(error.pointer)?.[1];
    return id ? [{ id, code: counted(error) }] : [];
  });

/** A fault's code, followed by the number of excess letters, or by the unprintable characters. */
function counted({ code, detail }: { code: string; detail?: string | null }): string {
  if (code === "does_not_fit") return `${code} ${/\d+/.exec(detail ?? "")?.[0] ?? 1}`;
  const characters = code === "unprintable" ? detail?.split(": ")[1] : undefined;
  return characters ? `${code} ${characters}` : code;
}

/** Whether the session is over, so that nothing on this page works any more. */
const isEnd = (problem: Problem) =>
  problem.code === "no_signing_session" || problem.code === "signing_over";

/** The length of the longest entry, in characters. */
const LONGEST = 2_000;

/** Whether the refusal is due to an event after this page loaded. */
const isLate = ({ code }: Problem) =>
  code === "already_signed" || code === "envelope_closed" || code === "envelope_expired";

/** The consent text in the reader's language, otherwise in the document's, otherwise the first. */
export function disclosureOf(signing: Signing, language: string): Disclosure | undefined {
  const all = signing.disclosures;
  return (
    all.find((d) => d.locale === language) ??
    all.find((d) => d.locale === signing.envelope.locale) ??
    all[0]
  );
}
