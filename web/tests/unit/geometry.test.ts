import { describe, expect, it } from "vitest";
import { fit, inReadingOrder, percent, perPixel, snap, SMALLEST } from "../../src/pdf/geometry";

const A4 = { w: 595_276, h: 841_890 };

describe("percent", () => {
  it("shows a rectangle as shares of its page", () => {
    expect(percent({ x: 0, y: 0, w: A4.w, h: A4.h }, A4)).toEqual({
      x: "0%",
      y: "0%",
      w: "100%",
      h: "100%",
    });
    expect(percent({ x: 50, y: 25, w: 100, h: 10 }, { w: 200, h: 100 })).toEqual({
      x: "25%",
      y: "25%",
      w: "50%",
      h: "10%",
    });
  });
});

describe("fit", () => {
  it("keeps fields wholly on the page, in whole millipoints", () => {
    expect(fit({ x: -5, y: 900_000, w: 100_000.4, h: 20_000 }, A4)).toEqual({
      x: 0,
      y: 821_890,
      w: 100_000,
      h: 20_000,
    });
  });
  it("keeps fields from vanishing and from outgrowing the page", () => {
    expect(fit({ x: 0, y: 0, w: 1, h: -4 }, A4)).toEqual({ x: 0, y: 0, ...SMALLEST });
    expect(fit({ x: 9, y: 9, w: 9e9, h: 9e9 }, A4)).toEqual({ x: 0, y: 0, w: A4.w, h: A4.h });
  });
  it("copes with a page smaller than the smallest field", () => {
    expect(fit({ x: 1, y: 1, w: 5, h: 5 }, { w: 8_000, h: 8_000 })).toEqual({
      x: 0,
      y: 0,
      w: 8_000,
      h: 8_000,
    });
  });
  it("always gives a rectangle that the server accepts", () => {
    let seed = 7;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    for (let n = 0; n < 2_000; n++) {
      const page = {
        w: Math.round(random() * 2e6) + 20_000,
        h: Math.round(random() * 2e6) + 20_000,
      };
      const wild = () => (random() - 0.5) * 5e6;
      const r = fit({ x: wild(), y: wild(), w: wild(), h: wild() }, page);
      expect(Object.values(r).every(Number.isInteger)).toBe(true);
      expect(r.w).toBeGreaterThanOrEqual(4_000);
      expect(r.h).toBeGreaterThanOrEqual(4_000);
      expect(r.x >= 0 && r.y >= 0 && r.x + r.w <= page.w && r.y + r.h <= page.h).toBe(true);
    }
  });
});

describe("snap", () => {
  const other = { x: 100_000, y: 300_000, w: 90_000, h: 30_000 };
  it("takes over a neighbour's edge within reach and shows the line", () => {
    const { rect, guides } = snap(
      { x: 102_000, y: 500_000, w: 50_000, h: 20_000 },
      [other],
      A4,
      4_000,
    );
    expect(rect.x).toBe(100_000);
    expect(rect.y).toBe(500_000);
    expect(guides).toEqual({ x: [100_000], y: [] });
  });
  it("leaves a field alone that is out of reach, or with no reach", () => {
    const far = { x: 120_000, y: 500_000, w: 9_000, h: 20_000 };
    expect(snap(far, [other], A4, 500).guides).toEqual({ x: [], y: [] });
    expect(snap({ ...far, x: 101_000 }, [other], A4, 0).rect.x).toBe(101_000);
  });
  it("keeps the size", () => {
    const { rect } = snap({ x: 99_000, y: 299_000, w: 61_000, h: 17_000 }, [other], A4, 4_000);
    expect([rect.w, rect.h]).toEqual([61_000, 17_000]);
  });
});

it("perPixel scales by the width on screen and never divides by nothing", () => {
  expect(perPixel({ w: 600_000, h: 1 }, 300)).toBe(2_000);
  expect(perPixel(A4, 0)).toBe(0);
});

it("reading order goes by page, line, then along the line", () => {
  const at = (id: string, page: number, x: number, y: number) => ({
    id,
    page,
    rect: { x, y, w: 50_000, h: 20_000 },
  });
  const fields = [
    at("d", 1, 0, 0),
    at("c", 0, 10, 400_000),
    at("b", 0, 300_000, 101_000),
    at("a", 0, 10_000, 104_000),
  ];
  expect(inReadingOrder(fields).map((f) => f.id)).toEqual(["a", "b", "c", "d"]);
});
