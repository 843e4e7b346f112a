/**
 * A zip archive as a stream (PKWARE APPNOTE 6.3.10): each entry is compressed as it passes and its sizes follow it (data
 * descriptor), so that nothing but the list of names is kept. Past 65,535 entries or 4 GiB the directory is zip64.
 */
import { Readable } from "node:stream";
import { constants, crc32, createDeflateRaw } from "node:zlib";

export type ZipEntry = {
  /** `/` between folders; a name that is there already gets a number. */
  name: string;
  content: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;
  /** What is compressed already (PDF, pictures) is stored as it is. */
  stored?: boolean;
};

type Written = { name: Buffer; method: number; crc: number; packed: number; bytes: number; offset: number };

const DEFLATED = 8;
const STORED = 0;
/** Sizes follow the content (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const VERSION = 45;
const MOST = 0xffffffff;

/** @param at the date that all entries bear, in UTC. @throws RangeError for an entry of 4 GiB or more. */
export async function* writeZip(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Buffer> {
  const [time, date] = dosTime(at);
  const written: Written[] = [];
  const taken = new Set<string>();
  let offset = 0;
  for await (const entry of entries) {
    const name = Buffer.from(freeName(entry.name, taken));
    const method = entry.stored ? STORED : DEFLATED;
    const header = localHeader(name, method, time, date);
    yield header;
    const one: Written = { name, method, crc: 0, packed: 0, bytes: 0, offset };
    for await (const chunk of pack(entry, one)) {
      one.packed += chunk.length;
      if (one.packed > MOST || one.bytes > MOST) throw new RangeError(`${entry.name} is too large for a zip`);
      yield chunk;
    }
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(0x08074b50, 0);
    sizes.writeUInt32LE(one.crc, 4);
    sizes.writeUInt32LE(one.packed, 8);
    sizes.writeUInt32LE(one.bytes, 12);
    yield sizes;
    offset += header.length + one.packed + sizes.length;
    written.push(one);
  }
  yield* directory(written, offset, time, date);
}

async function* pack(entry: ZipEntry, one: Written): AsyncGenerator<Buffer> {
  async function* measured(): AsyncGenerator<Buffer> {
    for await (const part of entry.content) {
      const chunk =
        typeof part === "string"
          ? Buffer.from(part)
          : Buffer.from(part.buffer, part.byteOffset, part.byteLength);
      one.crc = crc32(chunk, one.crc);
      one.bytes += chunk.length;
      if (chunk.length > 0) yield chunk;
    }
  }
  if (entry.stored) return yield* measured();
  const source = Readable.from(measured());
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED });
  source.on("error", (error) => deflate.destroy(error));
  yield* source.pipe(deflate) as AsyncIterable<Buffer>;
}

function localHeader(name: Buffer, method: number, time: number, date: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt16LE(time, 10);
  header.writeUInt16LE(date, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function* directory(written: readonly Written[], start: number, time: number, date: number) {
  let bytes = 0;
  for (const one of written) {
    const record = centralRecord(one, time, date);
    bytes += record.length;
    yield record;
  }
  if (written.length >= 0xffff || start + bytes >= MOST) yield zip64End(written.length, bytes, start);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(written.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(written.length, 0xffff), 10);
  end.writeUInt32LE(Math.min(bytes, MOST), 12);
  end.writeUInt32LE(Math.min(start, MOST), 16);
  yield end;
}

function centralRecord(
  { name, method, crc, packed, bytes, offset }: Written,
  time: number,
  date: number,
): Buffer {
  const far = offset >= MOST;
  const extra = Buffer.alloc(far ? 12 : 0);
  if (far) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  // Made on Unix, so that the permissions below are read.
  record.writeUInt16LE((3 << 8) | VERSION, 4);
  record.writeUInt16LE(VERSION, 6);
  record.writeUInt16LE(FLAGS, 8);
  record.writeUInt16LE(method, 10);
  record.writeUInt16LE(time, 12);
  record.writeUInt16LE(date, 14);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(packed, 20);
  record.writeUInt32LE(bytes, 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  // A plain file that its owner may write: 0100644.
  record.writeUInt32LE(0o100644 * 0x10000, 38);
  record.writeUInt32LE(far ? MOST : offset, 42);
  return Buffer.concat([record, name, extra]);
}

function zip64End(count: number, bytes: number, start: number): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE((3 << 8) | VERSION, 12);
  end.writeUInt16LE(VERSION, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(start), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(start + bytes), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** No way out of the folder where it is opened, and no two entries under one name. */
function freeName(name: string, taken: Set<string>): string {
  const safe = name
    .split("/")
    // oxlint-disable-next-line no-control-regex
    .map((part) => part.replaceAll(/[\u0000-\u001f\u007f<>:"\\|?*]/g, "_").replace(/^\.+/, "_") || "_")
    .join("/");
  const dot = safe.lastIndexOf(".");
  const [stem, end] = dot > safe.lastIndexOf("/") ? [safe.slice(0, dot), safe.slice(dot)] : [safe, ""];
  let free = safe;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} (${number})${end}`;
  taken.add(free.toLowerCase());
  return free;
}

function dosTime(at: Date): [time: number, date: number] {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return [time, date];
}
