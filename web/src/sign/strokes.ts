/**
 * Strokes of the drawing pad: whole numbers in the pad's own units, whatever its size on the screen, so that turning
 * the device or zooming changes nothing that was drawn.
 */
import type { DrawnMark } from "../api/sign-client";

export type Point = [number, number];
export type Stroke = Point[];

/** The pad's own units: it is 1,200 of them wide, and as high as there is room. */
export const PAD = { width: 1200, height: 400 };
/** Most points a drawing may have; the server takes 10,000. */
export const MOST_POINTS = 9_000;
/** The longest side of a drawing; the server takes 4,000. */
const LONGEST = 3_600;
/** Room left around the ink, in pad units. */
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
 * What a pad of this size on the screen shows, in pad units: from its corner as far as it reaches, and further where
 * something was drawn before the device was turned.
 */
export function viewOf(strokes: readonly Stroke[], box: Size): Size {
  const ratio = box.width > 0 && box.height > 0 ? box.height / box.width : PAD.height / PAD.width;
  let wider = 1;
  for (const [x, y] of strokes.flat()) {
    const reach = Math.max(x / PAD.width, y / (PAD.width * ratio));
    // What is drawn here ends at the edge; what was drawn before gets some room.
    if (reach > 1.01) wider = Math.max(wider, reach * 1.05);
  }
  return { width: Math.round(PAD.width * wider), height: Math.round(PAD.width * wider * ratio) };
}

/** A place on the screen in pad units, on a pad that shows `view`. */
export function toPad(x: number, y: number, box: Box, view: Size = PAD): Point {
  return [
    within(((x - box.x) / Math.max(1, box.width)) * view.width, view.width),
    within(((y - box.y) / Math.max(1, box.height)) * view.height, view.height),
  ];
}

/** Adds a point unless it is where the pen was. */
export function extend(stroke: Stroke, point: Point): Stroke {
  const last = stroke.at(-1);
  return last && last[0] === point[0] && last[1] === point[1] ? stroke : [...stroke, point];
}

export const points = (strokes: readonly Stroke[]) =>
  strokes.reduce((sum, stroke) => sum + stroke.length, 0);

/** Length of the line that was drawn, in pad units. */
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

/** Whether there is a signature and not just a dot: a blank one must be impossible. */
export const hasInk = (strokes: readonly Stroke[]) => ink(strokes) >= PAD.width / 10;

/** The drawing without the empty room around it, so that it fills its field. */
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

/** One stroke as an SVG path: a curve through the middles between points, as it is put on paper. */
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

/** Width of the pen for a drawing of this height, as it is put on paper. */
export const pen = (height: number) => Math.max(1, height * 0.022);
