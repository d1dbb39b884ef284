/** The hands a signature can be typed in: those that can be put on paper. */
export const HANDS = [
  { id: "caveat", family: "Caveat" },
  { id: "dancing_script", family: "Dancing Script" },
  { id: "parisienne", family: "Parisienne" },
] as const;

export const familyOf = (id: string): string => HANDS.find((hand) => hand.id === id)?.family ?? HANDS[0].family;

let pen: CanvasRenderingContext2D | null | undefined;

/** The width of a text in ems of its font; a guess where it can't be measured. */
export function ems(text: string, font: string): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * 0.55;
  pen.font = `100px ${font}`;
  return Math.max(0.1, pen.measureText(text).width / 100);
}
