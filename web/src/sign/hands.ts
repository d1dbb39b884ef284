/** Signs that every hand has. */
const SIGNS = "\\x20-\\x7e\\u2013\\u2014\\u2018-\\u201a\\u201c-\\u201e";

export interface Hand {
  id: string;
  family: string;
  /** The whole of a text that it can write; tests compare it with the font, and with what is written on paper. */
  writes: RegExp;
}

const hand = (id: string, family: string, letters: string): Hand => ({
  id,
  family,
  writes: new RegExp(`^[${SIGNS}${letters}]*$`),
});

/** The hands a signature can be typed in: those that can be put on paper. */
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

/** What a mark says that no hand writes: the paper then shows plain print too, as the page does. */
export const PRINT = "print";

/** Characters without ink. */
const SILENT =
  /[\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}]/gu;

/** Whether a hand writes all of a text: with marks as parts of their letters, because it has no place for others. */
const writes = (hand: Hand, text: string): boolean =>
  hand.writes.test(text.normalize("NFC").replace(SILENT, "").replace(/\s/g, " "));

/** The hands that write all of a text. One that lacks a letter would mix with plain print, letter by letter. */
export const handsFor = (text: string): readonly Hand[] =>
  HANDS.filter((each) => writes(each, text));

/** What a typed mark is set in: its hand, or plain print where the hand lacks a letter. */
export function fontOf(text: string, id: string): string {
  if (id === PRINT) return "sans-serif";
  const found = HANDS.find((each) => each.id === id) ?? HANDS[0];
  return writes(found, text) ? `"${found.family}", cursive` : "sans-serif";
}

let pen: CanvasRenderingContext2D | null | undefined;

/** The width of a text in ems of its font; a guess where it can't be measured. */
export function ems(text: string, font: string): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * 0.55;
  pen.font = `100px ${font}`;
  return Math.max(0.1, pen.measureText(text).width / 100);
}
