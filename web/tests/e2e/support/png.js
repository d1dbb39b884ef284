/** Rewrites a screenshot with a palette of 256 colours, chosen by frequency: a third of the size. */
import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/** The pixels of an 8-bit PNG without interlacing, as browsers write it: RGB or RGBA. */
function decode(png) {
  let at = SIGNATURE.length;
  let width = 0;
  let height = 0;
  let depth = 3;
  const data = [];
  while (at < png.length) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      depth = body[9] === 6 ? 4 : 3;
    } else if (type === "IDAT") data.push(body);
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const row = width * depth;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const here = y * row + x;
      const left = x >= depth ? pixels[here - depth] : 0;
      const above = y > 0 ? pixels[here - row] : 0;
      const corner = x >= depth && y > 0 ? pixels[here - row - depth] : 0;
      pixels[here] = raw[y * (row + 1) + 1 + x] + predict(filter, left, above, corner);
    }
  }
  return { width, height, depth, pixels };
}

function predict(filter, left, above, corner) {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** The most frequent colours (a shadow has many similar ones), then frequent ones that differ strongly; 256 at most. */
function choose(counts) {
  const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const chosen = ranked.splice(0, 128);
  for (const apart of [24, 12, 6, 0]) {
    for (const colour of ranked) {
      if (chosen.length === 256) return chosen;
      if (chosen.every((other) => distance(colour, other) > apart)) chosen.push(colour);
    }
  }
  return chosen;
}

function distance(a, b) {
  return (
    Math.abs((a >> 16) - (b >> 16)) +
    Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)) +
    Math.abs((a & 255) - (b & 255))
  );
}

export function shrink(png) {
  const { width, height, depth, pixels } = decode(png);
  const counts = new Map();
  const colours = new Uint32Array(width * height);
  for (let index = 0; index < colours.length; index++) {
    const at = index * depth;
    const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
    colours[index] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choose(counts);
  const nearest = new Map();
  for (const colour of counts.keys()) {
    let best = 0;
    for (let index = 1; index < palette.length; index++) {
      if (distance(colour, palette[index]) < distance(colour, palette[best])) best = index;
    }
    nearest.set(colour, best);
  }
  const raw = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      raw[y * (width + 1) + 1 + x] = nearest.get(colours[y * width + x]);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.from(
    palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", table),
    chunk("IDAT", deflateSync(raw, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
