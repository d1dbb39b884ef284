/**
 * Foreign text inside our own sentences: names, titles and reasons that must not change the direction of the sentence
 * around them.
 */

/** Invisible characters with an effect: control characters, line breaks, directional marks, and zero-width spaces. */
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff]/g;
/** Right-to-left letters and marks. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const [BEGIN, END] = ["\u2068", "\u2069"];

const number = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** The text with each invisible character as its code: “invoice[U+202E]fdp.exe” becomes readable. */
export function plain(text: string): string {
  let open = 0;
  const closes = text.split(END).length - 1;
  let left = closes;
  return text.replace(UNSEEN, (character) => {
    // Balanced isolates, as names in a list have, do not affect the rest.
    if (character === BEGIN && left > open) return (open++, character);
    if (character === END) {
      left--;
      if (open > 0) return (open--, character);
    }
    return `[${number(character)}]`;
  });
}

/** Everything that opens or closes a quotation in some language. */
const QUOTATION = /["\u00ab\u00bb\u201c-\u201f\u2039\u203a\u2e42\u301d-\u301f\uff02]/g;

/** The text as part of a quotation, which it can't end: its own quotation marks become apostrophes. */
export const quotable = (text: string): string => text.replace(QUOTATION, "'");

/** The same, isolated if it is right-to-left: otherwise it would reorder adjacent figures. */
export function apart(text: string): string {
  const shown = plain(text);
  return RIGHT_TO_LEFT.test(shown) ? `${BEGIN}${shown}${END}` : shown;
}

/** Single characters, separated by spaces; characters that are invisible on their own appear as their codes. */
export const named = (characters: string): string =>
  characters
    .split(" ")
    .map((one) =>
      /^[\p{M}\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]$/u.test(one)
        ? number(one)
        : apart(one),
    )
    .join(" ");
