/**
 * Records which pages were really shown: a page counts after its picture was painted on the screen, by scrolling or by
 * a jump. The picture's hash identifies the shown content. Reports are sent in batches; a failed report goes with the
 * next one.
 */
import { asProblem } from "../api/problem";
import type { SeenPage, WriteOptions } from "../api/sign-client";

/** How long a picture stays on screen until it is certainly painted, in milliseconds. */
export const GLANCE = 100;
const BUNDLE = 1_500;

/**
 * Whether enough of a page is in the uncovered part of the screen: half of the page, or a third of that part. A jump
 * centres a field, so the field's page fills at least about half of it.
 */
export const isOnScreen = (pageShare: number, screenShare: number) =>
  pageShare >= 0.5 || screenShare >= 1 / 3;

export class ViewLog {
  #pictures = new Map<number, string>();
  #visible = new Map<number, ReturnType<typeof setTimeout>>();
  #seen = new Set<string>();
  #waiting: SeenPage[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #pages: Set<number>;

  constructor(
    private readonly send: (pages: SeenPage[], options?: WriteOptions) => Promise<unknown>,
    /** Pages seen in earlier visits. */
    earlier: readonly number[] = [],
  ) {
    this.#pages = new Set(earlier);
  }

  /** The number of different pages seen, in this visit or earlier. */
  get pages(): number {
    return this.#pages.size;
  }

  /** This picture of the page is now shown. */
  picture(page: number, sha256: string): void {
    this.#pictures.set(page, sha256);
    if (this.#visible.has(page)) this.#watch(page);
  }

  /** The page entered or left the screen. */
  onScreen(page: number, visible: boolean): void {
    if (visible === this.#visible.has(page)) return;
    if (visible) {
      this.#watch(page);
    } else {
      clearTimeout(this.#visible.get(page));
      this.#visible.delete(page);
    }
  }

  #watch(page: number) {
    clearTimeout(this.#visible.get(page));
    this.#visible.set(
      page,
      setTimeout(() => this.#count(page), GLANCE),
    );
  }

  #count(page: number) {
    const sha256 = this.#pictures.get(page);
    if (!sha256 || this.#seen.has(`${page} ${sha256}`)) return;
    this.#seen.add(`${page} ${sha256}`);
    this.#pages.add(page);
    this.#waiting.push({ page, sha256 });
    this.#timer ??= setTimeout(() => void this.flush(), BUNDLE);
  }

  /** Reports all seen pages. Returns after all reports, including running ones, have arrived or failed. */
  async flush(options?: WriteOptions): Promise<void> {
    await this.#running;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    this.#running = this.#report(options).finally(() => (this.#running = undefined));
    await this.#running;
  }

  async #report(options?: WriteOptions): Promise<void> {
    const bundle = this.#waiting;
    this.#waiting = [];
    try {
      await this.send(bundle, options);
    } catch (error) {
      const refused = new Set(asProblem(error).errors.map((fault) => fault.pointer));
      // Pictures that the server does not recognise are not sent again; the rest is.
      const rest = bundle.filter((_, n) => !refused.has(`/pages/${n}`));
      this.#waiting = [...rest, ...this.#waiting];
    }
  }
}
