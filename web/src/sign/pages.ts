/** Page images: fetched once, hashed here, and shown from memory. */
import type { SignClient } from "../api/sign-client";
import { sha256 } from "../api/proof";

export interface Picture {
  address: string;
  sha256: string;
}

/** The requested widths, so that the server draws only a few different ones. */
const WIDTHS = [1200, 1800, 2400];

/** The smallest image that is sharp for a page `shown` CSS pixels wide on this screen at this zoom. */
export function sharpWidth(shown: number, density: number, zoom: number): number {
  const pixels = shown * density * zoom;
  // Nobody can see an enlargement of a tenth.
  return WIDTHS.find((width) => width * 1.1 >= pixels) ?? 2400;
}

export class Pages {
  #pictures = new Map<string, Promise<Picture>>();
  #hashes = new Map<string, string>();

  constructor(
    private readonly client: Pick<SignClient, "page">,
    /** Page 1 at 1,200 pixels, if it was already requested. */
    private first?: Promise<Blob>,
  ) {}

  get(page: number, width: number): Promise<Picture> {
    const name = `${page} ${width}`;
    let found = this.#pictures.get(name);
    if (!found) {
      found = this.#load(page, width);
      this.#pictures.set(name, found);
      // A failed load must not stay in the cache, because "Try again" has to try again.
      found.catch(() => this.#pictures.delete(name));
    }
    return found;
  }

  /** The hash of the image at a URL that {@link get} returned. */
  hashOf(address: string): string | undefined {
    return this.#hashes.get(address);
  }

  async #load(page: number, width: number): Promise<Picture> {
    const early = page === 0 && width === 1200 ? this.first : undefined;
    // It is used only once, because a retry must send a new request.
    if (early) this.first = undefined;
    const blob = await (early ?? this.client.page(page, width));
    const picture = {
      address: URL.createObjectURL(blob),
      sha256: await sha256(await blob.arrayBuffer()),
    };
    this.#hashes.set(picture.address, picture.sha256);
    return picture;
  }
}
