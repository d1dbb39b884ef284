/**
 * The brand's only ornament: a rosette of waves around a circle, as on banknotes. A formula draws it, so that its lines
 * need no download.
 */

interface Wave {
  /** Mean radius and amplitude, in a box of 100 × 100. */
  radius: number;
  swing: number;
  /** Waves per turn, and points drawn for it. */
  lobes: number;
  steps: number;
  /** Copies, each rotated by an equal share of one wave. */
  copies: number;
}

function curve(wave: Wave, copy: number): string {
  const points: string[] = [];
  for (let step = 0; step < wave.steps; step++) {
    const angle = (2 * Math.PI * step) / wave.steps;
    const r =
      wave.radius + wave.swing * Math.cos(wave.lobes * angle + (2 * Math.PI * copy) / wave.copies);
    points.push(
      `${(50 + r * Math.cos(angle)).toFixed(1)} ${(50 + r * Math.sin(angle)).toFixed(1)}`,
    );
  }
  return `M${points.join("L")}Z`;
}

const all = (wave: Wave) =>
  Array.from({ length: wave.copies }, (_, copy) => curve(wave, copy)).join("");

/** The full rosette, for 40 px and more. */
export const rosette = () =>
  all({ radius: 38.4, swing: 7.7, lobes: 12, steps: 240, copies: 6 }) +
  all({ radius: 22.05, swing: 6.27, lobes: 9, steps: 180, copies: 4 });

/** The simple one, for smaller sizes. */
export const ring = () => all({ radius: 39.55, swing: 5.55, lobes: 8, steps: 96, copies: 2 });
