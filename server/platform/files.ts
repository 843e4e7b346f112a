/** Files, named by the hash of their content: a folder by default, an S3 bucket when grown up. The index is in the database. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import type { Config } from "./config.ts";

export type StoredFile = { hash: string; bytes: number };
export type FileStore = {
  /** Stores a stream. The same content is stored once per organization. @throws FileTooLarge past `limit` bytes. */
  put(organizationId: string, content: AsyncIterable<Uint8Array>, limit?: number): Promise<StoredFile>;
  /** Reads it back. @throws when it is not there. */
  get(organizationId: string, hash: string): Promise<Readable>;
  has(organizationId: string, hash: string): Promise<boolean>;
  /** Removes what nobody has stored again since an instant. @returns false when somebody has. */
  remove(organizationId: string, hash: string, since: Date): Promise<boolean>;
};

/** The content is larger than what the caller allows. */
export class FileTooLarge extends Error {}

export function openFiles(config: Config): FileStore {
  const local = join(config.DATA_DIR, "files");
  return config.FILES?.startsWith("s3://") ? bucketStore(config, local) : folderStore(config.FILES ?? local);
}

/** `ab/cdef...` under the organization: no name that a user chose ever reaches the disk. */
const place = (organizationId: string, hash: string) => {
  if (!/^[0-9a-f]{64}$/.test(hash) || !/^[0-9a-f-]{36}$/.test(organizationId))
    throw new Error("not a file name of ours");
  return join(organizationId, hash.slice(0, 2), hash);
};

/** Writes a stream under a name of its own in the folder, and names what came. Nothing is left of one that fails. */
async function receive(
  root: string,
  content: AsyncIterable<Uint8Array>,
  limit = Number.POSITIVE_INFINITY,
): Promise<StoredFile & { path: string }> {
  const path = join(root, "incoming", randomUUID());
  await mkdir(dirname(path), { recursive: true });
  const digest = createHash("sha256");
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      digest.update(chunk);
      done(bytes > limit ? new FileTooLarge(`more than ${limit} bytes`) : null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(content), meter, createWriteStream(path));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { hash: digest.digest("hex"), bytes, path };
}

function folderStore(root: string): FileStore {
  const pathOf = (organizationId: string, hash: string) => join(root, place(organizationId, hash));
  return {
    async put(organizationId, content, limit) {
      const { path, hash, bytes } = await receive(root, content, limit);
      const target = pathOf(organizationId, hash);
      await mkdir(dirname(target), { recursive: true });
      await rename(path, target);
      return { hash, bytes };
    },
    async get(organizationId, hash) {
      const file = pathOf(organizationId, hash);
      await stat(file);
      return createReadStream(file);
    },
    has: (organizationId, hash) =>
      access(pathOf(organizationId, hash)).then(
        () => true,
        () => false,
      ),
    async remove(organizationId, hash, since) {
      const file = pathOf(organizationId, hash);
      const known = await stat(file).catch(() => null);
      if (known && known.mtime > since) return false;
      await rm(file, { force: true });
      return true;
    },
  };
}

/** Content passes by the local folder, because its hash, which is its name, is known only at its end. */
function bucketStore(config: Config, spool: string): FileStore {
  const call = bucketCaller(config);
  return {
    async put(organizationId, content, limit) {
      const { path, hash, bytes } = await receive(spool, content, limit);
      const headers = { "content-length": String(bytes), "x-amz-content-sha256": hash };
      try {
        // An empty stream would be sent in chunks, which S3 does not take.
        const body = () =>
          bytes === 0 ? "" : (Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>);
        await call("PUT", place(organizationId, hash), () => ({ body: body(), headers, duplex: "half" }));
      } finally {
        await rm(path, { force: true });
      }
      return { hash, bytes };
    },
    async get(organizationId, hash) {
      const { body, status } = await call("GET", place(organizationId, hash));
      if (!body || status === 404) throw new Error(`object store answered ${status}`);
      return Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    },
    has: async (organizationId, hash) => (await call("HEAD", place(organizationId, hash))).ok,
    async remove(organizationId, hash, since) {
      const known = await call("HEAD", place(organizationId, hash));
      if (known.ok && new Date(known.headers.get("last-modified") ?? 0) > since) return false;
      await call("DELETE", place(organizationId, hash));
      return true;
    },
  };
}

const TRIES = 5;
type BucketCall = (method: string, name: string, init?: () => object) => Promise<Response>;

/**
 * Signed calls (AWS Signature Version 4), tried again while the store is busy: `init` is made for each try, since a stream
 * is sent once. @returns the answer, or the 404. @throws for every other answer.
 */
function bucketCaller(config: Config): BucketCall {
  const client = new AwsClient({
    accessKeyId: config.S3_ACCESS_KEY_ID!,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY!,
    region: config.S3_REGION,
    service: "s3",
    retries: 0,
  });
  const base = `${config.S3_ENDPOINT!.replace(/\/$/, "")}/${config.FILES!.slice("s3://".length).replace(/\/$/, "")}`;
  return async (method, name, init) => {
    for (let tries = 1; ; tries += 1) {
      const response = await client.fetch(`${base}/${name}`, { method, ...init?.() });
      if (response.ok || (response.status === 404 && method !== "PUT")) return response;
      await response.body?.cancel();
      const busy = response.status >= 500 || response.status === 429;
      if (!busy || tries === TRIES) throw new Error(`object store answered ${response.status}`);
      await sleep(50 * 2 ** tries);
    }
  };
}
