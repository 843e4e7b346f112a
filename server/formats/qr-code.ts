/** QR codes (ISO/IEC 18004) as one SVG path, for a page or a letter to draw in its own colours. */
import { encode } from "uqr";

/** `size` modules a side, quiet zone included; `path` draws the dark ones on that grid (`viewBox="0 0 size size"`). */
export type QrCode = { size: number; path: string };

/** Encodes a text at correction level M (15 % may be damaged), with the quiet zone of four modules. */
export function qrCode(text: string): QrCode {
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  return { size, path: data.map((row, y) => runsOf(row, y)).join("") };
}

/** Each run of dark modules of a row as one rectangle. */
function runsOf(row: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x += 1;
    path += `M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`;
  }
  return path;
}
