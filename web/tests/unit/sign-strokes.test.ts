import { describe, expect, it } from "vitest";
import {
  crop,
  extend,
  hasInk,
  ink,
  PAD,
  path,
  toPad,
  viewOf,
  type Stroke,
} from "../../src/sign/strokes";

describe("strokes", () => {
  it("are whole numbers in the pad's own units, whatever its size on the screen", () => {
    const portrait = { x: 20, y: 300, width: 300, height: 100 };
    const landscape = { x: 100, y: 40, width: 600, height: 200 };
    expect(toPad(20, 300, portrait)).toEqual([0, 0]);
    expect(toPad(170, 350, portrait)).toEqual([PAD.width / 2, PAD.height / 2]);
    expect(toPad(400, 140, landscape)).toEqual([PAD.width / 2, PAD.height / 2]);
    expect(toPad(33.337, 301.119, portrait).every(Number.isInteger)).toBe(true);
  });
  it("stay on the pad when the finger leaves it", () => {
    const box = { x: 0, y: 0, width: 300, height: 100 };
    expect(toPad(-50, 900, box)).toEqual([0, PAD.height]);
    expect(toPad(10, 10, { x: 0, y: 0, width: 0, height: 0 })).toEqual([PAD.width, PAD.height]);
  });
  it("fill a pad of any shape, and stay in view when the device is turned", () => {
    const [upright, flat] = [
      { width: 340, height: 510 },
      { width: 600, height: 200 },
    ];
    expect(viewOf([], upright)).toEqual({ width: 1200, height: 1800 });
    expect(viewOf([], flat)).toEqual({ width: 1200, height: 400 });
    expect(viewOf([], { width: 0, height: 0 })).toEqual(PAD);
    const drawn: Stroke[] = [
      [
        [100, 300],
        [900, 1200],
      ],
    ];
    expect(viewOf(drawn, upright)).toEqual({ width: 1200, height: 1800 });
    expect(viewOf(drawn, flat)).toEqual({ width: 3780, height: 1260 });
    expect(toPad(300, 100, { x: 0, y: 0, ...flat }, viewOf(drawn, flat))).toEqual([1890, 630]);
  });
  it("don't repeat a point", () => {
    const stroke: Stroke = [[1, 1]];
    expect(extend(stroke, [1, 1])).toBe(stroke);
    expect(extend(stroke, [2, 1])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });
  it("a blank pad, a dot and a twitch are no signature", () => {
    expect(hasInk([])).toBe(false);
    expect(hasInk([[]])).toBe(false);
    expect(hasInk([[[5, 5]]])).toBe(false);
    expect(
      hasInk([
        [
          [5, 5],
          [20, 9],
        ],
      ]),
    ).toBe(false);
    expect(
      hasInk([
        [
          [5, 5],
          [400, 90],
        ],
      ]),
    ).toBe(true);
    expect(
      ink([
        [
          [0, 0],
          [3, 4],
        ],
        [[9, 9]],
      ]),
    ).toBe(7);
  });
  it("lose the empty room around them and keep their shape", () => {
    const drawn = crop([
      [
        [500, 200],
        [700, 260],
      ],
      [],
      [[600, 180]],
    ]);
    expect(drawn).toMatchObject({ kind: "drawn", width: 224, height: 104 });
    expect(drawn.strokes).toEqual([
      [
        [12, 32],
        [212, 92],
      ],
      [[112, 12]],
    ]);
    for (const [x, y] of drawn.strokes.flat()) {
      expect(x >= 0 && x <= drawn.width && y >= 0 && y <= drawn.height).toBe(true);
    }
    expect(ink(drawn.strokes) * 20).toBeGreaterThan(drawn.width);
  });
  it("become no larger than the server takes, however often the device was turned", () => {
    const drawn = crop([
      [
        [0, 0],
        [9_000, 1_200],
      ],
    ]);
    expect(drawn).toMatchObject({ width: 3_600, height: 488 });
    expect(Math.max(...drawn.strokes.flat(2))).toBeLessThanOrEqual(3_600);
  });
  it("become curves through the middles between points", () => {
    expect(path([])).toBe("");
    expect(path([[3, 4]])).toBe("M3 4h.01");
    expect(
      path([
        [0, 0],
        [10, 0],
      ]),
    ).toBe("M0 0L10 0");
    expect(
      path([
        [0, 0],
        [10, 0],
        [20, 10],
      ]),
    ).toBe("M0 0Q10 0 15 5L20 10");
  });
});
