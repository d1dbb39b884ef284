/** Changes of a draft: pure functions from one draft to the next, so that undo is a list of drafts. */
import type {
  Draft,
  DraftField,
  DraftRecipient,
  Envelope,
  FieldKind,
  PageSize,
  Rect,
} from "../../api/types";
import { fit, SMALLEST } from "../../pdf/geometry";

export const KINDS: FieldKind[] = [
  "signature",
  "initials",
  "full_name",
  "text",
  "date",
  "free_date",
  "checkbox",
];

/** The letter key of each kind, while the palette or the pages have the focus. */
export const KEYS: Record<FieldKind, string> = {
  signature: "S",
  initials: "I",
  full_name: "N",
  text: "T",
  date: "D",
  free_date: "F",
  checkbox: "C",
};

/** Default sizes in millipoints. */
export const SIZES: Record<FieldKind, { w: number; h: number }> = {
  signature: { w: 180_000, h: 45_000 },
  initials: { w: 63_000, h: 36_000 },
  full_name: { w: 162_000, h: 22_500 },
  text: { w: 162_000, h: 22_500 },
  date: { w: 135_000, h: 22_500 },
  free_date: { w: 108_000, h: 22_500 },
  checkbox: { w: 18_000, h: 18_000 },
};

/** The number of recipient colours. */
export const COLOURS = 6;

/** The colour of a recipient, 1 to 6, by list position. */
export function colourOf(draft: Pick<Draft, "recipients">, recipient: string): number {
  const place = draft.recipients.findIndex((r) => r.id === recipient);
  return (Math.max(0, place) % COLOURS) + 1;
}

/** The editable part of an envelope. */
export function draftOf(envelope: Envelope): Draft {
  const { title, message, locale, expires_in_days } = envelope;
  return {
    title,
    message,
    locale,
    expires_in_days,
    recipients: envelope.recipients.map(({ id, name, email, role, step }) => ({
      id,
      name,
      email,
      role,
      step,
    })),
    fields: envelope.fields.map(
      ({ id, recipient, kind, page, rect, required, label, prefill }) => ({
        id,
        recipient,
        kind,
        page,
        rect: { x: rect.x, y: rect.y, w: rect.w, h: rect.h },
        required,
        label,
        ...(prefill ? { prefill } : {}),
      }),
    ),
  };
}

/**
 * The draft in API form: one-line text has no tabs or line breaks, and no surrounding space or byte order mark. Other
 * invisible characters stay, so that the server can name them.
 */
export function tidied(draft: Draft): Draft {
  const line = (text: string) => text.replace(/[\t-\r\x85\u2028\u2029]+/g, " ").trim();
  return {
    ...draft,
    title: line(draft.title),
    message: draft.message.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]+/gu, " "),
    recipients: draft.recipients.map((r) => ({ ...r, name: line(r.name), email: line(r.email) })),
    fields: draft.fields.map(({ prefill, ...f }) => ({
      ...f,
      label: f.label.replace(/\p{Cc}+/gu, " "),
      ...(prefill
        ? { prefill: prefill.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]+/gu, " ") }
        : {}),
    })),
  };
}

/** The draft for another envelope, without any id of this one. */
export function renamed(draft: Draft): Draft {
  const ids = new Map(draft.recipients.map((r) => [r.id, crypto.randomUUID() as string]));
  const renew = (id: string) => ids.get(id) ?? id;
  return {
    ...draft,
    recipients: draft.recipients.map((r) => ({ ...r, id: renew(r.id) })),
    fields: draft.fields.map((f) => ({
      ...f,
      id: crypto.randomUUID(),
      recipient: renew(f.recipient),
    })),
  };
}

export function newRecipient(draft: Draft): DraftRecipient {
  // Together with the last group, because an order is the sender's choice.
  const step = draft.recipients.reduce((last, r) => Math.max(last, r.step), 1);
  return { id: crypto.randomUUID(), name: "", email: "", role: "signer", step };
}

export const withRecipient = (draft: Draft, recipient: DraftRecipient): Draft => ({
  ...draft,
  recipients: [...draft.recipients, recipient],
});

export const changeRecipient = (
  draft: Draft,
  id: string,
  change: Partial<DraftRecipient>,
): Draft => ({
  ...draft,
  recipients: draft.recipients.map((r) => (r.id === id ? { ...r, ...change } : r)),
});

/** Removes a recipient and all their fields. */
export const withoutRecipient = (draft: Draft, id: string): Draft => ({
  ...draft,
  recipients: draft.recipients.filter((r) => r.id !== id),
  fields: draft.fields.filter((f) => f.recipient !== id),
});

export function newField(
  kind: FieldKind,
  recipient: string,
  page: number,
  rect: Rect,
  label = "",
): DraftField {
  return {
    id: crypto.randomUUID(),
    recipient,
    kind,
    page,
    rect,
    required: kind !== "checkbox",
    label,
  };
}

export const withField = (draft: Draft, ...fields: DraftField[]): Draft => ({
  ...draft,
  fields: [...draft.fields, ...fields],
});

export const changeField = (draft: Draft, id: string, change: Partial<DraftField>): Draft => ({
  ...draft,
  fields: draft.fields.map((f) => (f.id === id ? { ...f, ...change } : f)),
});

export const withoutField = (draft: Draft, id: string): Draft => ({
  ...draft,
  fields: draft.fields.filter((f) => f.id !== id),
});

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/**
 * The nearest free place below (or, at the page's end, above) the wanted one. It avoids text if there is room nearby;
 * on a full page it covers text.
 */
export function freePlace(
  wanted: Rect,
  page: PageSize,
  others: readonly Rect[],
  words: readonly Rect[] = [],
): Rect {
  const clear = words.length > 0 && freePlace(wanted, page, [...others, ...words]);
  if (
    clear &&
    Math.abs(clear.y - wanted.y) < page.h / 4 &&
    ![...others, ...words].some((other) => overlaps(clear, other))
  )
    return clear;
  const gap = 6_000;
  for (const direction of [1, -1]) {
    let rect = fit(wanted, page);
    for (let tries = 0; tries < 60; tries++) {
      const hit = others.find((other) => overlaps(rect, other));
      if (!hit) return rect;
      const y = direction > 0 ? hit.y + hit.h + gap : hit.y - rect.h - gap;
      if (y < 0 || y + rect.h > page.h) break;
      rect = { ...rect, y };
    }
  }
  return fit(wanted, page);
}

/** The number of first pages that take no fields. */
export function closedPages(document: Envelope["document"]): number {
  const { enclosed } = document;
  return enclosed && !enclosed.permits_stamps ? enclosed.copied_pages : 0;
}

/** A copy of the field at the same place on every other page that takes fields, adjusted to the size of each page. */
export function copyToAllPages(
  draft: Draft,
  id: string,
  pages: readonly PageSize[],
  closed = 0,
): Draft {
  const field = draft.fields.find((f) => f.id === id);
  if (!field) return draft;
  const twin = (page: number, rect: Rect) =>
    draft.fields.some(
      (f) =>
        f.page === page &&
        f.kind === field.kind &&
        f.recipient === field.recipient &&
        f.rect.x === rect.x &&
        f.rect.y === rect.y,
    );
  const copies = pages.flatMap((size, page) => {
    const rect = fit(field.rect, size);
    return page === field.page || page < closed || twin(page, rect)
      ? []
      : [{ ...field, id: crypto.randomUUID(), page, rect }];
  });
  return copies.length === 0 ? draft : withField(draft, ...copies);
}

/** A second field next to or below the first. */
export function duplicate(
  draft: Draft,
  id: string,
  pages: readonly PageSize[],
): { draft: Draft; id: string } | null {
  const field = draft.fields.find((f) => f.id === id);
  const size = field && pages[field.page];
  if (!field || !size) return null;
  const others = draft.fields.filter((f) => f.page === field.page).map((f) => f.rect);
  const copy = { ...field, id: crypto.randomUUID(), rect: freePlace(field.rect, size, others) };
  return { draft: withField(draft, copy), id: copy.id };
}

/** Moves (`grow` false) or resizes a rectangle by millipoints. */
export function nudge(rect: Rect, dx: number, dy: number, page: PageSize, grow: boolean): Rect {
  if (!grow) return fit({ ...rect, x: rect.x + dx, y: rect.y + dy }, page);
  const w = Math.min(Math.max(rect.w + dx, SMALLEST.w), page.w - rect.x);
  const h = Math.min(Math.max(rect.h + dy, SMALLEST.h), page.h - rect.y);
  return fit({ ...rect, w, h }, page);
}
