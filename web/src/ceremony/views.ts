/**
 * Which pages were really shown: a page counts when its picture has stood on the screen for a moment. The picture's
 * hash says what was seen. Reports go out in bundles; what could not be sent is sent with the next one.
 */
import type { SeenPage } from "../api/sign-client";

/** How long a page must stand on the screen to count, in milliseconds. */
export const GLANCE = 600;
const BUNDLE = 1_500;

/** Whether enough of a page is on the screen: most of the page, or most of the screen. */
export const isOnScreen = (pageShare: number, screenShare: number) => pageShare >= 0.6 || screenShare >= 0.5;

export class ViewLog {
  #pictures = new Map<number, string>();
  #visible = new Map<number, ReturnType<typeof setTimeout>>();
  #seen = new Set<string>();
  #waiting: SeenPage[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pages = new Set<number>();

  constructor(private readonly send: (pages: SeenPage[]) => Promise<unknown>) {}

  /** How many different pages have been seen. */
  get pages(): number {
    return this.#pages.size;
  }

  /** This picture of the page is now shown. */
  picture(page: number, sha256: string): void {
    this.#pictures.set(page, sha256);
    if (this.#visible.has(page)) this.#watch(page);
  }

  /** The page came onto the screen, or left it. */
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

  /** Reports what has been seen so far. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const bundle = this.#waiting;
    if (bundle.length === 0) return;
    this.#waiting = [];
    try {
      await this.send(bundle);
    } catch {
      this.#waiting = [...bundle, ...this.#waiting];
    }
  }
}
