/**
 * For the tests of files: an object store that speaks the wire of S3. It checks each signature (AWS Signature Version 4,
 * recomputed here from the specification), wants a length, and compares the content with the hash that was signed.
 */
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const KEYS = {
  S3_ACCESS_KEY_ID: "AKIDEXAMPLE",
  S3_SECRET_ACCESS_KEY: "a secret access key",
  S3_REGION: "eu-west-3",
};

export type Bucket = {
  origin: string;
  objects: Map<string, Buffer>;
  requests: string[];
  /** So many requests are answered 503 before the next one is served. */
  busy: number;
  close(): Promise<void>;
};

const sha256 = (content: Buffer | string) => createHash("sha256").update(content).digest("hex");
const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();

/** The signature that the headers of this request must carry. */
function signatureOf(request: IncomingMessage, signedHeaders: string, scope: string): string {
  const [day, region, service] = scope.split("/") as [string, string, string];
  const headers = signedHeaders.split(";").map((name) => `${name}:${String(request.headers[name])}\n`);
  const canonical = [
    request.method,
    request.url,
    "",
    headers.join(""),
    signedHeaders,
    request.headers["x-amz-content-sha256"],
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<Buffer | string>(
    hmac,
    `AWS4${KEYS.S3_SECRET_ACCESS_KEY}`,
  );
  return hmac(key, toSign).toString("hex");
}

/** @returns why the request is refused, as S3 codes it, or null. */
function fault(request: IncomingMessage, body: Buffer): [number, string] | null {
  const [, key, scope, signedHeaders, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    ) ?? [];
  if (!scope || !signedHeaders) return [403, "AccessDenied"];
  if (key !== KEYS.S3_ACCESS_KEY_ID || !scope.endsWith(`/${KEYS.S3_REGION}/s3/aws4_request`))
    return [403, "InvalidAccessKeyId"];
  if (signatureOf(request, signedHeaders, scope) !== signature) return [403, "SignatureDoesNotMatch"];
  if (!/(^|;)host;.*x-amz-content-sha256;.*x-amz-date/.test(signedHeaders)) return [403, "AccessDenied"];
  if (request.method !== "PUT") return null;
  if (request.headers["content-length"] === undefined) return [411, "MissingContentLength"];
  return request.headers["x-amz-content-sha256"] === sha256(body) ? null : [400, "XAmzContentSHA256Mismatch"];
}

export async function openBucket(): Promise<Bucket> {
  const objects = new Map<string, Buffer>();
  const storedAt = new Map<string, Date>();
  const server = createServer((request, response) => void answer(request, response));
  const bucket: Bucket = {
    origin: "",
    objects,
    requests: [],
    busy: 0,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    bucket.requests.push(`${request.method} ${request.url}`);
    const name = request.url ?? "";
    const refused = bucket.busy > 0 ? ([503, "SlowDown"] as const) : fault(request, body);
    if (bucket.busy > 0) bucket.busy -= 1;
    if (refused) return void response.writeHead(refused[0]).end(`<Error><Code>${refused[1]}</Code></Error>`);
    if (request.method === "PUT") {
      objects.set(name, body);
      storedAt.set(name, new Date());
      return void response.writeHead(200).end();
    }
    const content = objects.get(name);
    if (request.method === "DELETE") {
      objects.delete(name);
      return void response.writeHead(204).end();
    }
    if (!content) return void response.writeHead(404).end();
    const modified = storedAt.get(name)!.toUTCString();
    response.writeHead(200, { "content-length": content.length, "last-modified": modified });
    response.end(request.method === "HEAD" ? undefined : content);
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  bucket.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return bucket;
}
