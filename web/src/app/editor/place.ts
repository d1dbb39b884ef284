import { tick } from "svelte";
import type { FieldKind } from "../../api/types";
import { perPixel } from "../../pdf/geometry";
import type { Editor } from "./editor.svelte";

/** Puts a field into the middle of what is seen of the page that is read now, and gives it the focus. */
export function placeInView(editor: Editor, kind: FieldKind): void {
  // Where the page that is read takes no fields, they go on the last one, below its words.
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
  const field = editor.place(kind, editor.page, { x: size.w / 2, y: ((top + Math.max(top, bottom)) / 2) * scale }, false);
  if (field) void focusField(field.id, "nearest");
}

/** Brings a field into view and gives it the focus. */
export async function focusField(id: string, block: ScrollLogicalPosition = "center"): Promise<void> {
  await tick();
  const element = document.getElementById(`field-${id}`);
  element?.scrollIntoView({ block, behavior: "smooth" });
  element?.focus({ preventScroll: true });
}
