/** Splits a text into pieces; pieces that are web addresses get a link. */
export function pieces(text: string): { text: string; link?: string }[] {
  const found: { text: string; link?: string }[] = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"']+/g)) {
    // A full stop or bracket after an address belongs to the sentence.
    const link = match[0].replace(/[.,;:!?)\]]+$/, "");
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: link, link });
    from = match.index + link.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}
