/** Characters that every handwriting font has. */
const SIGNS = "\\x20-\\x7e\\u2013\\u2014\\u2018-\\u201a\\u201c-\\u201e";

export interface Hand {
  id: string;
  family: string;
  /** The pattern of texts that the font can write; tests compare it with the font, and with the printed form. */
  writes: RegExp;
}

const hand = (id: string, family: string, letters: string): Hand => ({
  id,
  family,
  writes: new RegExp(`^[${SIGNS}${letters}]*$`),
});

/** The handwriting fonts for typed signatures: those that the press can print. */
export const HANDS: readonly [Hand, ...Hand[]] = [
  hand(
    "caveat",
    "Caveat",
    "\\xa0-\\u017e\\u01fa-\\u021b\\u0259\\u02bc\\u0400-\\u045f\\u048a-\\u04a5\\u04a8-\\u04ff\\u1e80-\\u1e85\\u1ef2\\u1ef3",
  ),
  hand(
    "dancing_script",
    "Dancing Script",
    "\\xa0-\\u017e\\u018f\\u01a0\\u01a1\\u01af\\u01b0\\u01e6\\u01e7\\u01ea\\u01eb\\u01fa-\\u021b\\u0259\\u02bc\\u1e80-\\u1e85\\u1ea0-\\u1ef9",
  ),
  hand("parisienne", "Parisienne", "\\xa0-\\u017e\\u01fc-\\u01ff\\u1e80-\\u1e85\\u1ef2\\u1ef3"),
];

/** The text of a mark that no handwriting font can write: the paper then shows plain print, as the page does. */
export const PRINT = "print";

/** Characters without ink. */
const SILENT =
  /[\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}]/gu;

/**
 * Whether a font can write a whole text: accents must be part of their letters, because the font can't place others.
 */
const writes = (hand: Hand, text: string): boolean =>
  hand.writes.test(text.normalize("NFC").replace(SILENT, "").replace(/\s/g, " "));

/** The fonts that can write a whole text. A font without one of the letters would mix with plain print. */
export const handsFor = (text: string): readonly Hand[] =>
  HANDS.filter((each) => writes(each, text));

/** The font of a typed mark: its handwriting font, or plain print if that lacks a letter. */
export function fontOf(text: string, id: string): string {
  if (id === PRINT) return "sans-serif";
  const found = HANDS.find((each) => each.id === id) ?? HANDS[0];
  return writes(found, text) ? `"${found.family}", cursive` : "sans-serif";
}

let pen: CanvasRenderingContext2D | null | undefined;

/** The width of a text in ems of its font; an estimate if it can't be measured. */
export function ems(text: string, font: string): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * 0.55;
  pen.font = `100px ${font}`;
  return Math.max(0.1, pen.measureText(text).width / 100);
}
