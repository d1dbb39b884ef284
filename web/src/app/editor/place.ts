import { tick } from "svelte";
import type { FieldKind, Rect } from "../../api/types";
import { perPixel } from "../../pdf/geometry";
import type { Editor } from "./editor.svelte";

/** The positions of words on a page, in millipoints, if its text is loaded: new fields avoid them. */
function words(paper: HTMLElement, scale: number): Rect[] {
  const page = paper.getBoundingClientRect();
  return [...paper.querySelectorAll(".text > span")].map((span) => {
    const box = span.getBoundingClientRect();
    return {
      x: (box.left - page.left) * scale,
      y: (box.top - page.top) * scale,
      w: box.width * scale,
      h: box.height * scale,
    };
  });
}

/** Places a field in the middle of the visible part of the current page, and focuses it. */
export function placeInView(editor: Editor, kind: FieldKind): void {
  // If the current page takes no fields, they go on the last one, below its text.
  if (editor.page < editor.closed) {
    const last = editor.pages.length - 1;
    const size = editor.pages[last];
    const field = size && editor.place(kind, last, { x: size.w / 2, y: size.h / 3 }, false);
    if (field) void focusField(field.id);
    return;
  }
  const paper = document.querySelector<HTMLElement>(`.page[data-page="${editor.page}"]`);
  const size = editor.pages[editor.page];
  if (!paper || !size) return;
  const box = paper.getBoundingClientRect();
  const top = Math.max(0, -box.top);
  const bottom = Math.min(box.height, innerHeight - box.top);
  const scale = perPixel(size, box.width);
  const middle = { x: size.w / 2, y: ((top + Math.max(top, bottom)) / 2) * scale };
  const field = editor.place(kind, editor.page, middle, false, words(paper, scale));
  if (field) void focusField(field.id, "nearest");
}

/** Scrolls a page (zero-based) into view, and focuses it on request. */
export function showPage(page: number, focus = false): void {
  const paper = document.getElementById(`page-${page + 1}`);
  paper?.scrollIntoView({ block: "start" });
  if (focus) paper?.focus({ preventScroll: true });
}

/** Scrolls a field into view and focuses it. */
export async function focusField(
  id: string,
  block: ScrollLogicalPosition = "center",
): Promise<void> {
  await tick();
  const element = document.getElementById(`field-${id}`);
  element?.scrollIntoView({ block, behavior: "smooth" });
  element?.focus({ preventScroll: true });
}

/** Removes a field; the focus moves to its successor, or to the palette. */
export function focusAfterRemoval(editor: Editor, id: string): void {
  const { fields } = editor.draft;
  const gone = fields.findIndex((f) => f.id === id);
  const page = fields[gone]?.page;
  const near = [fields[gone + 1], fields[gone - 1], ...fields].find(
    (f) => f && f.id !== id && f.page === page,
  );
  editor.remove(id);
  if (near) void focusField(near.id, "nearest");
  else void tick().then(() => document.querySelector<HTMLElement>(".palette .kind")?.focus());
}

/** Places a field at a touched point of a page. */
export function placeAt(
  editor: Editor,
  kind: FieldKind,
  paper: HTMLElement,
  at: { clientX: number; clientY: number },
): void {
  const page = Number(paper.dataset["page"]);
  const size = editor.pages[page];
  if (!size) return;
  const box = paper.getBoundingClientRect();
  const scale = perPixel(size, box.width);
  const field = editor.place(
    kind,
    page,
    { x: (at.clientX - box.left) * scale, y: (at.clientY - box.top) * scale },
    true,
  );
  if (field) void focusField(field.id, "nearest");
}
