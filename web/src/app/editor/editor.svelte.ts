import { answer } from "../../api/client";
import { asProblem, type Problem } from "../../api/problem";
import type {
  Draft,
  DraftField,
  DraftRecipient,
  Envelope,
  FieldKind,
  PageSize,
  Rect,
} from "../../api/types";
import { dashed } from "../../i18n/dashed";
import { t } from "../../i18n/index.svelte";
import { named, plain } from "../../i18n/plain";
import { snap } from "../../pdf/geometry";
import { announce, tell } from "../../ui/status.svelte";
import { api } from "../api";
import { session } from "../session.svelte";
import { isFilledIn, withDetected } from "./detected";
import * as edit from "./draft";
import { History } from "./history";
import { type Mark, marksOf, standing } from "./marks";
import { Saver } from "../../api/saver.svelte";
import { keep, takeKept } from "./unsaved";

/** Refusals that mean that the server has another version of this draft. */
const OVERTAKEN = ["draft_changed", "already_sent"];

/** Millimetres for display. */
export const inMillimetres = (millipoints: number) =>
  Math.round((millipoints / 2834.6457) * 10) / 10;
export const inMillipoints = (millimetres: number) => Math.round(millimetres * 2834.6457);

/** An open draft: its value, its history, the selection, and its saving. */
export class Editor {
  readonly id: string;
  readonly pages: PageSize[];
  readonly detected: Envelope["document"]["detected"];
  /** This many first pages take no fields: they belong to a file whose signature permits no changes. */
  readonly closed: number;
  draft = $state.raw<Draft>({
    title: "",
    message: "",
    locale: "en",
    expires_in_days: 30,
    recipients: [],
    fields: [],
  });
  canUndo = $state(false);
  canRedo = $state(false);
  selected = $state<string | null>(null);
  /** The recipient of the next field. */
  person = $state<string | null>(null);
  /** The current page, zero-based. */
  page = $state(0);
  guides = $state.raw<{ page: number; x: number[]; y: number[] } | null>(null);
  /** The version that another window saved meanwhile, until the sender chooses one. */
  other = $state.raw<Envelope | null>(null);
  /** Another window deleted the draft, so nothing can be saved any more. */
  gone = $state(false);
  /** The kind of field that the next touch of a page places. */
  armed = $state<FieldKind | null>(null);
  readonly saver: Saver<Draft>;
  #history: History<Draft>;
  #marks = $state.raw<Mark[]>([]);
  /** The stored draft, as last seen here. */
  #revision: string | null;
  #account = session.me?.id ?? "";

  constructor(envelope: Envelope) {
    this.id = envelope.id;
    this.pages = envelope.document.pages;
    // The copies of a signed file are unchanged, so their entries stay.
    const { detected, enclosed } = envelope.document;
    this.detected = enclosed ? detected.filter((found) => !isFilledIn(found)) : detected;
    this.closed = edit.closedPages(envelope.document);
    let start = edit.draftOf(envelope);
    // A letter needs a reader, so the first recipient's card is already open.
    if (start.recipients.length === 0) start = edit.withRecipient(start, edit.newRecipient(start));
    this.draft = start;
    this.#history = new History(start);
    this.person = start.recipients.find((r) => r.role === "signer")?.id ?? null;
    this.#revision = envelope.revision ?? null;
    this.#marks = marksOf(envelope.unprintable, start);
    this.saver = new Saver({
      send: (draft, options) => this.#save(draft, options?.keepalive ?? false),
      pause: 600,
    });
    const kept = takeKept(this.id, this.#account);
    if (kept) {
      this.change(kept);
      tell(t("changes-back"));
    }
  }

  async #save(draft: Draft, last: boolean): Promise<void> {
    const params = {
      path: { id: this.id },
      query: this.#revision ? { revision: this.#revision } : {},
    };
    try {
      const saved = await answer(
        api.PUT("/v1/envelopes/{id}/draft", { params, body: edit.tidied(draft), keepalive: last }),
      );
      this.#revision = saved.revision ?? null;
      this.#marks = marksOf(saved.unprintable, draft);
    } catch (error) {
      await this.overtaken(asProblem(error));
      throw error;
    }
  }

  /** Whether a refusal means that another window was faster; then its version is fetched. */
  async overtaken(problem: Problem): Promise<boolean> {
    if (problem.status === 404) this.gone = true;
    if (this.gone) return true;
    if (!OVERTAKEN.includes(problem.code)) return false;
    this.other = await answer(api.GET("/v1/envelopes/{id}", { params: { path: { id: this.id } } }));
    return true;
  }

  /** The revision of the stored draft, as last seen here. */
  get revision(): string | null {
    return this.#revision;
  }
  /** Entries that can't be printed. */
  get marks(): Mark[] {
    return standing(this.#marks, this.draft);
  }
  /** The fault of one entry, in words. */
  wrong(entry: string): string | undefined {
    const mark = this.marks.find((m) => m.entry === entry);
    if (mark?.tooSmall) return t("field-too-small");
    if (mark?.excess) return t("field-prefill-too-long", { count: mark.excess.letters });
    return mark && t("cant-be-printed", { characters: named(mark.characters) });
  }

  /** Saves this version over the other one. */
  keepMine(): void {
    this.#revision = this.other?.revision ?? null;
    this.other = null;
    this.saver.change(this.draft);
    void this.saver.flush();
  }
  /** Continues with the other version; undo restores this one. */
  takeOther(): void {
    const other = this.other;
    if (!other) return;
    this.#revision = other.revision ?? null;
    this.#marks = marksOf(other.unprintable, other);
    this.other = null;
    this.change(edit.draftOf(other));
  }
  /** Whether there are unsaved changes that could still be saved. */
  get unsaved(): boolean {
    return this.saver.dirty && !this.gone;
  }
  /** Stores unsaved changes in this window before the page closes. */
  close(): void {
    if (!this.unsaved) return;
    keep(this.id, this.#account, this.draft);
    void this.saver.flush().then((saved) => {
      if (saved) takeKept(this.id, this.#account);
    });
  }

  get field(): DraftField | null {
    return this.draft.fields.find((f) => f.id === this.selected) ?? null;
  }
  get signers(): DraftRecipient[] {
    return this.draft.recipients.filter((r) => r.role === "signer");
  }

  /** Makes a new draft the current one. One undo step reverts consecutive changes with the same key. */
  change(draft: Draft, key: string | null = null): void {
    if (draft === this.draft) return;
    this.#history.push(draft, key);
    this.#show();
  }
  undo(): void {
    this.#history.undo();
    this.#show();
    announce(t("undone"));
  }
  redo(): void {
    this.#history.redo();
    this.#show();
    announce(t("redone"));
  }
  #show(): void {
    this.draft = this.#history.now;
    this.canUndo = this.#history.canUndo;
    this.canRedo = this.#history.canRedo;
    if (this.selected && !this.field) this.selected = null;
    if (!this.draft.recipients.some((r) => r.id === this.person && r.role === "signer")) {
      this.person = this.signers[0]?.id ?? null;
    }
    this.saver.change(this.draft);
  }

  addRecipient(): string {
    const recipient = edit.newRecipient(this.draft);
    this.change(edit.withRecipient(this.draft, recipient));
    this.person = recipient.id;
    return recipient.id;
  }

  /** Places a field of this kind around a point (millipoints) and selects it. */
  place(
    kind: FieldKind,
    page: number,
    centre: { x: number; y: number },
    exactly: boolean,
    words: readonly Rect[] = [],
  ): DraftField | null {
    const size = this.pages[page];
    if (!size) return null;
    if (page < this.closed) {
      tell(t("closed-page"));
      return null;
    }
    const recipient = this.person ?? this.addRecipient();
    const { w, h } = edit.SIZES[kind];
    const wanted: Rect = { x: centre.x - w / 2, y: centre.y - h / 2, w, h };
    const others = this.#others(page, null);
    const rect = exactly
      ? snap(wanted, others, size, 4_000).rect
      : edit.freePlace(wanted, size, others, words);
    const field = edit.newField(kind, recipient, page, rect);
    this.change(edit.withField(this.draft, field));
    this.selected = field.id;
    announce(t("field-placed", { kind: this.kindName(kind), page: page + 1 }));
    return field;
  }

  /** During a drag: shows guides and snaps to neighbours within `reach` millipoints. */
  move(id: string, page: number, wanted: Rect, reach: number, key: string): void {
    const size = this.pages[page];
    if (!size || page < this.closed) return;
    const { rect, guides } = snap(wanted, this.#others(page, id), size, reach);
    this.guides = { page, ...guides };
    this.change(edit.changeField(this.draft, id, { rect, page }), key);
  }

  resize(id: string, rect: Rect, key: string): void {
    this.change(edit.changeField(this.draft, id, { rect }), key);
  }

  /** Cancels a drag. */
  putBack(field: DraftField, key: string): void {
    this.change(
      edit.changeField(this.draft, field.id, { rect: field.rect, page: field.page }),
      key,
    );
  }

  /** One key press: 2 pt, or 10 pt with a big step. */
  nudge(field: DraftField, dx: number, dy: number, grow: boolean): void {
    const size = this.pages[field.page];
    if (!size) return;
    const rect = edit.nudge(field.rect, dx, dy, size, grow);
    this.change(edit.changeField(this.draft, field.id, { rect }), `nudge ${field.id} ${grow}`);
    announce(
      grow
        ? t("field-size-is", { w: inMillimetres(rect.w), h: inMillimetres(rect.h) })
        : t("field-place-is", { x: inMillimetres(rect.x), y: inMillimetres(rect.y) }),
    );
  }

  remove(id: string): void {
    this.change(edit.withoutField(this.draft, id));
    announce(t("field-removed"));
  }
  duplicate(id: string): void {
    const made = edit.duplicate(this.draft, id, this.pages);
    if (!made) return;
    this.change(made.draft);
    this.selected = made.id;
  }
  copyToAllPages(id: string): void {
    const before = this.draft.fields.length;
    this.change(edit.copyToAllPages(this.draft, id, this.pages, this.closed));
    announce(t("field-copied", { count: this.draft.fields.length - before }));
  }
  /**
   * Adopts the detected fields. Their present values must leave the pages, otherwise new entries would cover them. So
   * this uploads the file again with its form open, as an envelope that replaces this one, and returns that envelope.
   */
  async useDetected(): Promise<Envelope | null> {
    const recipient = this.person ?? this.addRecipient();
    if (!this.detected.some(isFilledIn)) {
      this.change(withDetected(this.draft, this.detected, recipient, this.pages));
      return null;
    }
    await this.saver.flush();
    const path = { id: this.id };
    const { id, document } = await answer(
      api.POST("/v1/envelopes/{id}/blank", { params: { path } }),
    );
    const draft = edit.renamed(
      withDetected(this.draft, document.detected, recipient, document.pages),
    );
    const made = { params: { path: { id } } };
    let saved: Envelope;
    try {
      saved = await answer(
        api.PUT("/v1/envelopes/{id}/draft", { ...made, body: edit.tidied(draft) }),
      );
    } catch (error) {
      // This envelope stays, so its replacement is deleted.
      await answer(api.DELETE("/v1/envelopes/{id}", made)).catch(() => {});
      throw error;
    }
    // If this fails, the replacement stays as a draft and nothing is lost.
    await answer(api.DELETE("/v1/envelopes/{id}", { params: { path } })).catch(() => {});
    return saved;
  }

  /** The display name of a field kind: a date to fill in differs from the date of the signature. */
  kindName(kind: FieldKind): string {
    return kind === "free_date" ? t("palette-free-date") : this.captionOf(kind);
  }
  /** The text that the recipient reads for a field without a label. */
  captionOf(kind: FieldKind): string {
    return t(`kind-${dashed(kind)}`);
  }
  nameOf(recipient: string): string {
    const index = this.draft.recipients.findIndex((r) => r.id === recipient);
    return (
      plain(this.draft.recipients[index]?.name.trim() ?? "") ||
      t("recipient-number", { number: index + 1 })
    );
  }

  #others(page: number, except: string | null): Rect[] {
    return this.draft.fields.filter((f) => f.page === page && f.id !== except).map((f) => f.rect);
  }
}
