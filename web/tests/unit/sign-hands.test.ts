import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fontOf, HANDS, handsFor, PRINT } from "../../src/sign/hands";

/** The characters with four hexadecimal digits for which a TrueType font has a glyph (its `cmap`, format 4). */
function characters(path: string): Set<number> {
  const bytes = readFileSync(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const tables = Array.from({ length: view.getUint16(4) }, (_, n) => 12 + n * 16);
  const cmap = view.getUint32(
    tables.find((at) => bytes.toString("latin1", at, at + 4) === "cmap")! + 8,
  );
  const found = new Set<number>();
  for (let n = 0; n < view.getUint16(cmap + 2); n++) {
    const at = cmap + view.getUint32(cmap + 4 + n * 8 + 4);
    if (view.getUint16(at) !== 4) continue;
    const segments = view.getUint16(at + 6) / 2;
    for (let segment = 0; segment < segments; segment++) {
      const [end, start, , shift] = [14, 16 + segments * 2, 0, 16 + segments * 6].map(
        (from) => at + from + segment * 2,
      ) as [number, number, number, number];
      const offset = view.getUint16(shift);
      for (let code = view.getUint16(start); code <= view.getUint16(end) && code < 0xffff; code++) {
        if (!offset || view.getUint16(shift + offset + (code - view.getUint16(start)) * 2))
          found.add(code);
      }
    }
  }
  return found;
}

const FILES: Record<string, string> = {
  caveat: "Caveat",
  dancing_script: "DancingScript",
  parisienne: "Parisienne",
};

describe("the hands of typed signatures", () => {
  it.each(HANDS.map((hand) => [hand.family, hand] as const))(
    "%s has every letter that it is said to write",
    (_, hand) => {
      const known = characters(
        join(process.cwd(), `../crates/onesign-pdf/fonts/${FILES[hand.id]}-Regular.ttf`),
      );
      expect(known.size).toBeGreaterThan(300);
      const missing: string[] = [];
      for (let code = 0; code < 0xffff; code++) {
        const character = String.fromCharCode(code);
        if (hand.writes.test(character) && !known.has(code)) missing.push(code.toString(16));
      }
      expect(missing).toEqual([]);
    },
  );

  it("only those that write the whole name are offered", () => {
    const ids = (text: string) => handsFor(text).map((hand) => hand.id);
    expect(ids("Mira van der Holt-Müller")).toEqual(["caveat", "dancing_script", "parisienne"]);
    expect(ids("Nguyễn Thị Hương")).toEqual(["dancing_script"]);
    expect(ids("Юлія Ґалаґан")).toEqual(["caveat"]);
    for (const name of ["ليلى حداد", "山田 太郎", "สมชาย ใจดี", "김민준", "Ελένη"])
      expect(ids(name)).toEqual([]);
  });

  it("a mark is written as a part of its letter, or the whole name is printed", () => {
    const ids = (text: string) => handsFor(text).map((hand) => hand.id);
    for (const name of ["Zoe\u0308 Holt", "Mira\u00a0Holt", "A\u200dda", "Mira\tHolt"])
      expect(ids(name)).toHaveLength(3);
    for (const name of ["Q\u0308uinn", "M\u0304ira", "Ada\u20dd"]) expect(ids(name)).toEqual([]);
    expect(fontOf("Zoe\u0308", "caveat")).toBe('"Caveat", cursive');
    expect(fontOf("Q\u0308uinn", "caveat")).toBe("sans-serif");
  });

  it("a name that no hand writes is set in plain print as a whole", () => {
    expect(fontOf("Mira", "parisienne")).toBe('"Parisienne", cursive');
    expect(fontOf("Nguyễn", "caveat")).toBe("sans-serif");
    expect(fontOf("Mira", "unheard_of")).toBe('"Caveat", cursive');
    expect(fontOf("Mira", PRINT)).toBe("sans-serif");
  });
});
