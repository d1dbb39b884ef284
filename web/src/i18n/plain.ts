/** Strangers' words among one's own: names, titles and reasons that must not turn the sentence round that they stand in. */

/** What is not seen and changes what is: control characters, breaks, marks that turn letters round, and spaces of no width. */
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff]/g;
/** Letters and marks that are read from the right. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const [BEGIN, END] = ["\u2068", "\u2069"];

const number = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** The text with what can't be seen in it named by its number: “invoice[U+202E]fdp.exe” shows what it is. */
export function plain(text: string): string {
  let open = 0;
  const closes = text.split(END).length - 1;
  let left = closes;
  return text.replace(UNSEEN, (character) => {
    // What is kept apart in pairs, as names in a list are, leaves the rest as it is.
    if (character === BEGIN && left > open) return (open++, character);
    if (character === END) {
      left--;
      if (open > 0) return (open--, character);
    }
    return `[${number(character)}]`;
  });
}

/** The same, kept apart where it is read from the right: it would take figures beside it with it. */
export function apart(text: string): string {
  const shown = plain(text);
  return RIGHT_TO_LEFT.test(shown) ? `${BEGIN}${shown}${END}` : shown;
}

/** Characters one by one, with spaces between them: those that aren't seen where they stand alone by their numbers. */
export const named = (characters: string): string =>
  characters
    .split(" ")
    .map((one) =>
      /^[\p{M}\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]$/u.test(one)
        ? number(one)
        : apart(one),
    )
    .join(" ");
