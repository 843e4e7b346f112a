/** The logos of the three organizations, drawn by code: PNG of 192 x 192 with a transparent ground. */
import { crc32, deflateSync } from "node:zlib";

type Shape = (x: number, y: number) => string | null;
const SIZE = 192;
const SAMPLES = 3;

const disc = (x: number, y: number, cx: number, cy: number, radius: number) =>
  (x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2;
const between = (value: number, low: number, high: number) => value >= low && value <= high;

/** Coordinates go from 0 to 100, y downwards. The first colour that a shape gives counts. */
const SHAPES: Record<string, Shape> = {
  /** A hill, and a flower above it. */
  montfleuri(x, y) {
    if (disc(x, y, 50, 36, 8)) return "#f2b705";
    for (let petal = 0; petal < 6; petal += 1) {
      const angle = (petal * Math.PI) / 3;
      if (disc(x, y, 50 + 15 * Math.cos(angle), 36 + 15 * Math.sin(angle), 9)) return "#c2386b";
    }
    if (between(x, 48, 52) && between(y, 50, 78)) return "#2f6b3c";
    if (disc(x, y, 50, 128, 58)) return "#2f6b3c";
    return null;
  },
  /** A house whose door is a keyhole. */
  lafargue(x, y) {
    if (disc(x, y, 50, 62, 7) || (between(y, 62, 82) && Math.abs(x - 50) <= (y - 50) / 5)) return "#ffffff";
    if (between(y, 12, 46) && Math.abs(x - 50) <= (y - 12) * 1.2) return "#7a3b12";
    if (between(x, 20, 80) && between(y, 46, 90)) return "#9c4f1d";
    return null;
  },
  /** A lighthouse and its beam. */
  phare(x, y) {
    if (between(y, 18, 30) && between(x, 42, 58)) return "#ffd24a";
    if (between(x, 60, 98) && Math.abs(y - 24) <= (x - 58) / 3) return "#ffe9a3";
    if (between(y, 10, 18) && Math.abs(x - 50) <= (y - 6) / 1.2) return "#1b3a5c";
    if (between(y, 30, 34) && between(x, 36, 64)) return "#1b3a5c";
    if (between(y, 34, 88) && Math.abs(x - 50) <= 8 + (y - 34) / 8)
      return Math.floor((y - 34) / 11) % 2 ? "#ffffff" : "#b8322a";
    if (between(y, 88, 94) && between(x, 22, 78)) return "#1b3a5c";
    return null;
  },
};

/** The logo of an organization, by its slug. */
export function logoPng(slug: string): Buffer {
  const shape = SHAPES[slug]!;
  const rows: Buffer[] = [];
  for (let row = 0; row < SIZE; row += 1) {
    const bytes = Buffer.alloc(1 + SIZE * 4);
    for (let column = 0; column < SIZE; column += 1) bytes.set(pixel(shape, column, row), 1 + column * 4);
    rows.push(bytes);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE, 0);
  head.writeUInt32BE(SIZE, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The mean of nine samples: smooth edges. */
function pixel(shape: Shape, column: number, row: number): number[] {
  const sum = [0, 0, 0];
  let covered = 0;
  for (let sample = 0; sample < SAMPLES ** 2; sample += 1) {
    const x = ((column + ((sample % SAMPLES) + 0.5) / SAMPLES) / SIZE) * 100;
    const y = ((row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / SIZE) * 100;
    const colour = shape(x, y);
    if (!colour) continue;
    covered += 1;
    for (let i = 0; i < 3; i += 1) sum[i]! += Number.parseInt(colour.slice(1 + i * 2, 3 + i * 2), 16);
  }
  if (covered === 0) return [0, 0, 0, 0];
  return [...sum.map((value) => Math.round(value / covered)), Math.round((covered / SAMPLES ** 2) * 255)];
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
