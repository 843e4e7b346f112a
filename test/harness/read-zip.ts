import { inflateRawSync } from "node:zlib";

/** Reads a zip by its directory. */
export function readZip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from("504b0506", "hex"));
  const files = new Map<string, Buffer>();
  for (let one = 0, at = zip.readUInt32LE(end + 16); one < zip.readUInt16LE(end + 10); one += 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(from, from + zip.readUInt32LE(at + 20));
    const plain = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(content) : content;
    if (plain.length !== zip.readUInt32LE(at + 24)) throw new Error("the size of an entry is wrong");
    files.set(zip.subarray(at + 46, at + 46 + nameLength).toString(), Buffer.from(plain));
    at += 46 + nameLength + zip.readUInt16LE(at + 30);
  }
  return files;
}
