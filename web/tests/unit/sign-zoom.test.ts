import { describe, expect, it } from "vitest";
import { zoomFor } from "../../src/sign/zoom";

const A4 = { w: 595_000, h: 842_000 };
const field = (w: number) => ({ x: 72_000, y: 0, w, h: 20_000 });

describe("the size of a page while a step is open", () => {
  it("can be read on a phone", () => {
    expect(zoomFor(field(200_000), A4, 358)).toBeCloseTo(1.91, 2);
    expect(zoomFor(field(200_000), A4, 288)).toBeCloseTo(2.38, 2);
    expect(zoomFor(field(20_000), { w: 1_190_000, h: 842_000 }, 358)).toBe(2.5);
  });
  it("leaves the whole field in view", () => {
    const zoom = zoomFor(field(400_000), A4, 358);
    expect(zoom).toBeGreaterThan(1.3);
    expect((400_000 / A4.w) * 358 * zoom).toBeLessThanOrEqual(358 - 14);
    expect(zoomFor(field(560_000), A4, 358)).toBe(1);
  });
  it("stays where the screen is large enough, or not known yet", () => {
    for (const shown of [736, 812, 832, 0]) expect(zoomFor(field(200_000), A4, shown)).toBe(1);
  });
});
