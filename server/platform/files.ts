/** Files, named by the hash of their content: a folder by default, an S3 bucket when grown up. The index is in the database. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AwsClient } from "aws4fetch";
import type { Config } from "./config.ts";

export type StoredFile = { hash: string; bytes: number };
export type FileStore = {
  /** Stores a stream. The same content is stored once per organization. @throws FileTooLarge past `limit` bytes. */
  put(organizationId: string, content: AsyncIterable<Uint8Array>, limit?: number): Promise<StoredFile>;
  /** Reads it back. @throws when it is not there. */
  get(organizationId: string, hash: string): Promise<Readable>;
  has(organizationId: string, hash: string): Promise<boolean>;
};

/** The content is larger than what the caller allows. */
export class FileTooLarge extends Error {}

export function openFiles(config: Config): FileStore {
  const local = folderStore(
    config.FILES && !config.FILES.startsWith("s3://") ? config.FILES : join(config.DATA_DIR, "files"),
  );
  if (!config.FILES?.startsWith("s3://")) return local;
  return bucketStore(config, local);
}

/** `ab/cdef...` under the organization: no name that a user chose ever reaches the disk. */
const place = (organizationId: string, hash: string) => {
  if (!/^[0-9a-f]{64}$/.test(hash) || !/^[0-9a-f-]{36}$/.test(organizationId))
    throw new Error("not a file name of ours");
  return join(organizationId, hash.slice(0, 2), hash);
};

function folderStore(root: string): FileStore & { path(organizationId: string, hash: string): string } {
  const path = (organizationId: string, hash: string) => join(root, place(organizationId, hash));
  return {
    path,
    async put(organizationId, content, limit = Number.POSITIVE_INFINITY) {
      const temporary = join(root, "incoming", randomUUID());
      await mkdir(dirname(temporary), { recursive: true });
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
        await pipeline(Readable.from(content), meter, createWriteStream(temporary));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      const hash = digest.digest("hex");
      const target = path(organizationId, hash);
      await mkdir(dirname(target), { recursive: true });
      await rename(temporary, target);
      return { hash, bytes };
    },
    async get(organizationId, hash) {
      const file = path(organizationId, hash);
      await stat(file);
      return createReadStream(file);
    },
    has: (organizationId, hash) =>
      access(path(organizationId, hash)).then(
        () => true,
        () => false,
      ),
  };
}

/** Content passes by the local folder, because its hash, which is its name, is known only at its end. */
function bucketStore(config: Config, spool: ReturnType<typeof folderStore>): FileStore {
  const client = new AwsClient({
    accessKeyId: config.S3_ACCESS_KEY_ID!,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY!,
    region: config.S3_REGION,
    service: "s3",
  });
  const base = `${config.S3_ENDPOINT!.replace(/\/$/, "")}/${config.FILES!.slice("s3://".length).replace(/\/$/, "")}`;
  const address = (organizationId: string, hash: string) => `${base}/${place(organizationId, hash)}`;
  const check = (response: Response) => {
    if (!response.ok) throw new Error(`object store answered ${response.status}`);
    return response;
  };
  return {
    async put(organizationId, content, limit) {
      const stored = await spool.put(organizationId, content, limit);
      const local = spool.path(organizationId, stored.hash);
      const body = Readable.toWeb(createReadStream(local)) as ReadableStream;
      const headers = { "content-length": String(stored.bytes), "x-amz-content-sha256": stored.hash };
      check(
        await client.fetch(address(organizationId, stored.hash), {
          method: "PUT",
          body,
          headers,
          duplex: "half",
        } as RequestInit),
      );
      await rm(local, { force: true });
      return stored;
    },
    async get(organizationId, hash) {
      const response = check(await client.fetch(address(organizationId, hash)));
      return Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    },
    has: async (organizationId, hash) =>
      (await client.fetch(address(organizationId, hash), { method: "HEAD" })).ok,
  };
}
