import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Bucket, KEYS, openBucket } from "./bucket.fixture.ts";
import { readConfig } from "./config.ts";
import { type FileStore, FileTooLarge, openFiles } from "./files.ts";
import { newId } from "./ids.ts";

let folder: string;
let bucket: Bucket;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quitus-files-"));
  bucket = await openBucket();
});
beforeEach(() => {
  bucket.requests.length = 0;
});
afterAll(async () => {
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
});

const configured = (env: Record<string, string>) =>
  openFiles(
    readConfig({
      NODE_ENV: "test",
      PUBLIC_URL: "http://localhost",
      QUITUS_SECRET: "a secret for tests only, 32 characters",
      SMTP_URL: "smtp://localhost",
      MAIL_FROM: "a@example.org",
      DATA_DIR: folder,
      ...env,
    }),
  );
const inBucket = (over: Record<string, string> = {}) =>
  configured({ FILES: "s3://papers", S3_ENDPOINT: bucket.origin, ...KEYS, ...over });
const hashOf = (content: Buffer) => createHash("sha256").update(content).digest("hex");

/** The content, cut into pieces as a network cuts it. */
async function* inPieces(content: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from("the beginning");
  throw new Error("the sender went away");
}
const left = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile() && one.parentPath.endsWith("incoming"))
    .map((one) => one.name);

const stores: [string, () => FileStore][] = [
  ["a folder", () => configured({})],
  ["a folder of its own", () => configured({ FILES: join(folder, "elsewhere") })],
  ["a bucket", () => inBucket()],
];

describe.each(stores)("files in %s", (_name, open) => {
  it.each([0, 1, 5_000_000])("gives back %d bytes under the hash of their content", async (size) => {
    const [files, content, org] = [open(), randomBytes(size), newId()];
    expect(await files.has(org, hashOf(content))).toBe(false);
    expect(await files.put(org, inPieces(content))).toEqual({ hash: hashOf(content), bytes: size });
    expect(await files.put(org, inPieces(content, 7_777))).toEqual({ hash: hashOf(content), bytes: size });
    expect(await files.has(org, hashOf(content))).toBe(true);
    expect((await buffer(await files.get(org, hashOf(content)))).equals(content)).toBe(true);
    expect(await left()).toEqual([]);
  });
  it("shows no organization the files of another", async () => {
    const [files, org] = [open(), newId()];
    const { hash } = await files.put(org, inPieces(Buffer.from("ours")));
    expect(await files.has(newId(), hash)).toBe(false);
    await expect(files.get(newId(), hash)).rejects.toThrow();
  });
  it("takes the same content from two senders at once", async () => {
    const [files, org, content] = [open(), newId(), randomBytes(300_000)];
    const put = () => files.put(org, inPieces(content));
    const stored = await Promise.all([put(), put(), put(), put()]);
    expect(new Set(stored.map((one) => one.hash))).toEqual(new Set([hashOf(content)]));
    expect((await buffer(await files.get(org, hashOf(content)))).equals(content)).toBe(true);
  });
  it("refuses one byte too many, and keeps nothing of it or of what breaks off", async () => {
    const [files, org, content] = [open(), newId(), randomBytes(20_001)];
    await expect(files.put(org, inPieces(content), 20_000)).rejects.toThrow(FileTooLarge);
    await expect(files.put(org, broken())).rejects.toThrow("the sender went away");
    expect(await files.has(org, hashOf(content))).toBe(false);
    expect((await files.put(org, inPieces(content), 20_001)).bytes).toBe(20_001);
    expect(await left()).toEqual([]);
  });
  it("INF-5 removes what nobody stored again since, and says nothing of what is not there", async () => {
    const [files, org] = [open(), newId()];
    const { hash } = await files.put(org, inPieces(Buffer.from("to forget")));
    const [before, after] = [-60_000, 60_000].map((ms) => new Date(Date.now() + ms)) as [Date, Date];
    expect(await files.remove(org, hash, before)).toBe(false);
    expect(await files.has(org, hash)).toBe(true);
    expect(await files.remove(newId(), hash, after)).toBe(true);
    expect(await files.has(org, hash)).toBe(true);
    for (let twice = 0; twice < 2; twice += 1) expect(await files.remove(org, hash, after)).toBe(true);
    expect(await files.has(org, hash)).toBe(false);
  });
  it("lets no name that is not ours near a path", async () => {
    const files = open();
    const hash = hashOf(Buffer.from("x"));
    for (const [org, name] of [
      [newId(), "../../etc/passwd"],
      ["../other", hash],
      [newId(), hash.toUpperCase()],
    ] as const)
      await expect(async () => files.get(org, name)).rejects.toThrow("not a file name of ours");
  });
});

describe("a bucket", () => {
  it("names its objects by organization and hash, and sends nothing that is too large", async () => {
    const [files, org] = [inBucket({ FILES: "s3://papers/quitus/" }), newId()];
    const { hash } = await files.put(org, inPieces(Buffer.from("hello")));
    expect(bucket.requests).toEqual([`PUT /papers/quitus/${org}/${hash.slice(0, 2)}/${hash}`]);
    await expect(files.put(org, inPieces(randomBytes(9)), 8)).rejects.toThrow(FileTooLarge);
    expect(bucket.requests).toHaveLength(1);
  });
  it("is tried again while it is busy, with the whole content", async () => {
    const [files, org, content] = [inBucket(), newId(), randomBytes(400_000)];
    bucket.busy = 2;
    const { hash } = await files.put(org, inPieces(content));
    bucket.busy = 2;
    expect((await buffer(await files.get(org, hash))).equals(content)).toBe(true);
    expect(bucket.requests).toHaveLength(6);
  });
  it("that stays busy is a breakdown, never an absent file", async () => {
    const [files, org] = [inBucket(), newId()];
    bucket.busy = 100;
    await expect(files.has(org, hashOf(Buffer.from("x")))).rejects.toThrow("503");
    await expect(files.put(org, inPieces(Buffer.from("x")))).rejects.toThrow("503");
    bucket.busy = 0;
    expect(await left()).toEqual([]);
  });
  it.each([
    ["S3_SECRET_ACCESS_KEY", "another"],
    ["S3_REGION", "us-east-1"],
    ["S3_ACCESS_KEY_ID", "OTHER"],
  ])("refuses the wrong %s, and is believed at once", async (name, wrong) => {
    const [files, org] = [inBucket({ [name]: wrong }), newId()];
    await expect(files.put(org, inPieces(Buffer.from("x")))).rejects.toThrow("403");
    await expect(files.get(org, hashOf(Buffer.from("x")))).rejects.toThrow("403");
    await expect(files.has(org, hashOf(Buffer.from("x")))).rejects.toThrow("403");
    expect(bucket.requests).toHaveLength(3);
    expect(await left()).toEqual([]);
  });
});
