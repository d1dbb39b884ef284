/**
 * Strokes of the drawing pad: integers in the pad's own units, independent of its size on screen, so that rotation and
 * zoom do not change a drawing.
 */
import type { DrawnMark } from "../api/sign-client";

export type Point = [number, number];
export type Stroke = Point[];

/** The pad's own units: 1,200 of them wide, and as high as the space allows. */
export const PAD = { width: 1200, height: 400 };
/** The most points of a drawing; the server accepts 10,000. */
export const MOST_POINTS = 9_000;
/** The longest side of a drawing; the server accepts 4,000. */
const LONGEST = 3_600;
/** The margin around the ink, in pad units. */
const MARGIN = 12;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const within = (value: number, high: number) => Math.min(high, Math.max(0, Math.round(value)));

export interface Size {
  width: number;
  height: number;
}

/**
 * The visible area of a pad of this size, in pad units: from its corner to its edge, and further if something was drawn
 * before a rotation.
 */
export function viewOf(strokes: readonly Stroke[], box: Size): Size {
  const ratio = box.width > 0 && box.height > 0 ? box.height / box.width : PAD.height / PAD.width;
  let wider = 1;
  for (const [x, y] of strokes.flat()) {
    const reach = Math.max(x / PAD.width, y / (PAD.width * ratio));
    // New strokes end at the edge; earlier ones get a margin.
    if (reach > 1.01) wider = Math.max(wider, reach * 1.05);
  }
  return { width: Math.round(PAD.width * wider), height: Math.round(PAD.width * wider * ratio) };
}

/** A screen position in pad units, on a pad that shows `view`. */
export function toPad(x: number, y: number, box: Box, view: Size = PAD): Point {
  return [
    within(((x - box.x) / Math.max(1, box.width)) * view.width, view.width),
    within(((y - box.y) / Math.max(1, box.height)) * view.height, view.height),
  ];
}

/** Adds a point unless the pen has not moved. */
export function extend(stroke: Stroke, point: Point): Stroke {
  const last = stroke.at(-1);
  return last && last[0] === point[0] && last[1] === point[1] ? stroke : [...stroke, point];
}

export const points = (strokes: readonly Stroke[]) =>
  strokes.reduce((sum, stroke) => sum + stroke.length, 0);

/** The length of the drawn line, in pad units. */
export function ink(strokes: readonly Stroke[]): number {
  let length = 0;
  for (const stroke of strokes) {
    for (let i = 1; i < stroke.length; i++) {
      const [a, b] = [stroke[i - 1] as Point, stroke[i] as Point];
      length += Math.abs(b[0] - a[0]) + Math.abs(b[1] - a[1]);
    }
  }
  return length;
}

/** Whether it is a signature and not just a dot: a blank signature must be impossible. */
export const hasInk = (strokes: readonly Stroke[]) => ink(strokes) >= PAD.width / 10;

/** The drawing without its empty margins, so that it fills its field. */
export function crop(strokes: readonly Stroke[]): DrawnMark {
  const inked = strokes.filter((stroke) => stroke.length > 0);
  const xs = inked.flatMap((stroke) => stroke.map(([x]) => x));
  const ys = inked.flatMap((stroke) => stroke.map(([, y]) => y));
  const left = Math.min(...xs) - MARGIN;
  const top = Math.min(...ys) - MARGIN;
  const [width, height] = [Math.max(...xs) + MARGIN - left, Math.max(...ys) + MARGIN - top];
  const scaled = (length: number) =>
    Math.round(length * Math.min(1, LONGEST / Math.max(width, height)));
  return {
    kind: "drawn",
    width: scaled(width),
    height: scaled(height),
    strokes: inked.map((stroke) =>
      stroke.map(([x, y]): Point => [scaled(x - left), scaled(y - top)]),
    ),
  };
}

/** One stroke as an SVG path: a curve through the midpoints, as on paper. */
export function path(stroke: readonly Point[]): string {
  const [first, ...rest] = stroke;
  if (!first) return "";
  let d = `M${first[0]} ${first[1]}`;
  if (rest.length === 0) return `${d}h.01`;
  for (let i = 0; i + 1 < rest.length; i++) {
    const [a, b] = [rest[i] as Point, rest[i + 1] as Point];
    d += `Q${a[0]} ${a[1]} ${(a[0] + b[0]) / 2} ${(a[1] + b[1]) / 2}`;
  }
  const last = rest.at(-1) as Point;
  return `${d}L${last[0]} ${last[1]}`;
}

/** The pen width for a drawing of this height, as on paper. */
export const pen = (height: number) => Math.max(1, height * 0.022);
