import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Config } from "./config.ts";
import type { Outer } from "./context.ts";
import { openFiles } from "./files.ts";
import { newId } from "./ids.ts";
import { cleanFileName, NotAnUpload, receiveUpload, sniffUpload } from "./uploads.ts";

const PDF = Buffer.from("%PDF-1.7\n% the rest of it");

let folder: string;
let outer: Outer;
const organizationId = newId();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "quitus-uploads-"));
  const files = openFiles({ DATA_DIR: folder } as Config);
  outer = { organizationId, services: { files } } as unknown as Outer;
});
afterEach(() => rm(folder, { recursive: true }));
/** Names of all that is on the disk. */
const kept = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => one.name);
const inPieces = (content: Buffer, size: number) =>
  Readable.from(
    Array.from({ length: Math.ceil(content.length / size) }, (_, i) =>
      content.subarray(i * size, (i + 1) * size),
    ),
  );

describe("a file that is sent", () => {
  it.each([1, 5, 12, 100])("is known by its first bytes, in pieces of %i", async (size) => {
    const stored = await receiveUpload(outer, inPieces(PDF, size), 1000);
    expect(stored).toMatchObject({ mediaType: "application/pdf", bytes: PDF.length });
    const back = await outer.services.files.get(organizationId, stored.hash);
    expect(Buffer.concat(await back.toArray())).toEqual(PDF);
  });
  it("is refused when it is something else, whatever it is called", async () => {
    for (const content of [
      "<html><script>alert(1)</script>",
      "MZ\u0090\u0000 a program of Windows",
      "%PD",
      "",
    ])
      await expect(receiveUpload(outer, inPieces(Buffer.from(content), 7), 1000)).rejects.toThrow(
        NotAnUpload,
      );
    expect(await kept()).toEqual([]);
  });
  it("is refused past its limit, to the byte", async () => {
    await receiveUpload(outer, inPieces(PDF, 4), PDF.length);
    await expect(receiveUpload(outer, inPieces(PDF, 4), PDF.length - 1)).rejects.toMatchObject({
      code: "request.too_large",
    });
    expect(await kept()).toHaveLength(1);
  });
  it("knows PDF, PNG, JPEG and WebP", () => {
    const known = ["89504e470d0a1a0a00000000", "ffd8ffe000104a4649460001", "524946460000000057454250"];
    expect(known.map((hex) => sniffUpload(Buffer.from(hex, "hex")))).toEqual([
      "image/png",
      "image/jpeg",
      "image/webp",
    ]);
    expect(sniffUpload(Buffer.from("524946460000000057415645", "hex"))).toBeNull();
  });
  it.each([
    ["photo du compteur.jpg", "photo du compteur.jpg"],
    ["C:\\Users\\moi\\facture.pdf", "facture.pdf"],
    ["../../etc/passwd", "passwd"],
    ["fac\u202Efdp.exe\u0000", "facfdp.exe"],
    ["/", "file"],
  ])("is named %j -> %j", (name, clean) => expect(cleanFileName(name)).toBe(clean));
});
