import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readZip } from "../../../test/harness/read-zip.ts";
import { writeZip, type ZipEntry } from "./index.ts";

const at = new Date("2026-11-30T10:20:30Z");
const zipOf = async (entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>) =>
  Buffer.concat(await Array.fromAsync(writeZip(entries, at)));

describe("a zip", () => {
  it("INF-5 holds what was put in, compressed or as it is", async () => {
    const picture = randomBytes(100_000);
    const text = "Écriture ".repeat(20_000);
    const files = readZip(
      await zipOf([
        { name: "données/écritures.json", content: [text.slice(0, 50_000), text.slice(50_000)] },
        { name: "fichiers/photo.png", content: [picture], stored: true },
        { name: "vide.txt", content: [] },
      ]),
    );
    expect([...files.keys()]).toEqual(["données/écritures.json", "fichiers/photo.png", "vide.txt"]);
    expect(files.get("données/écritures.json")!.toString()).toBe(text);
    expect(files.get("fichiers/photo.png")).toEqual(picture);
    expect(files.get("vide.txt")!.length).toBe(0);
  });

  it("gives no entry a name that leads out of its folder, nor the name of another", async () => {
    const entry = (name: string) => ({ name, content: ["x"] });
    const files = readZip(
      await zipOf([entry("../../etc/passwd"), entry("a/b.pdf"), entry("a/B.pdf"), entry("c:\\d")]),
    );
    expect([...files.keys()]).toEqual(["_/_/etc/passwd", "a/b.pdf", "a/B (2).pdf", "c__d"]);
  });

  it("keeps nothing of what passes: memory does not grow with the archive", async () => {
    async function* large() {
      for (let one = 0; one < 512; one += 1) yield Buffer.alloc(262_144, one);
    }
    let [bytes, most] = [0, 0];
    const before = process.memoryUsage().arrayBuffers;
    for await (const chunk of writeZip([{ name: "a", content: large(), stored: true }], at)) {
      bytes += chunk.length;
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(bytes).toBeGreaterThan(134_000_000);
    expect(most).toBeLessThan(100_000_000);
  });

  it("writes more than 65,535 entries as zip64", async () => {
    const names = Array.from({ length: 65_600 }, (_, index) => ({
      name: `${index}`,
      content: [],
      stored: true,
    }));
    const zip = await zipOf(names);
    const end = zip.length - 22;
    expect(zip.readUInt16LE(end + 10)).toBe(0xffff);
    const end64 = end - 76;
    expect(zip.readUInt32LE(end64)).toBe(0x06064b50);
    expect(zip.readBigUInt64LE(end64 + 32)).toBe(65_600n);
    expect(Number(zip.readBigUInt64LE(end64 + 56 + 8))).toBe(end64);
  });

  it("tells when the source fails in the middle", async () => {
    async function* broken() {
      yield Buffer.from("x");
      throw new Error("lost");
    }
    await expect(zipOf([{ name: "a", content: broken() }])).rejects.toThrow("lost");
  });

  it("is opened by the tools of the machine, where they are", async () => {
    const python = ["python3", "python"].find((one) => {
      try {
        return execFileSync(one, ["--version"]).length > 0;
      } catch {
        return false;
      }
    });
    if (!python) return console.warn("no python here: nobody else's reader was asked");
    const folder = mkdtempSync(join(tmpdir(), "quitus-zip-"));
    const path = join(folder, "a.zip");
    writeFileSync(
      path,
      await zipOf([
        { name: "é.txt", content: ["bonjour"] },
        { name: "b", content: ["c"], stored: true },
      ]),
    );
    expect(readFileSync(path).length).toBeGreaterThan(100);
    const told = execFileSync(python, [
      "-c",
      "import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;print('|'.join(z.read(n).decode() for n in z.namelist()))",
      path,
    ]);
    expect(told.toString().trim()).toBe("bonjour|c");
    rmSync(folder, { recursive: true });
  });
});
