import crypto from "node:crypto";

/** OWASP's minimum for argon2id, of which CNIL 2022-100 asks "a proven function": 19 MiB, two passes, one lane. */
const NOW = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
type Cost = typeof NOW;

/** A hash that no password gives, at today's cost: verified for whoever has none, so that the time tells nothing. */
const NOBODY = phc(NOW, crypto.randomBytes(SALT_BYTES), crypto.randomBytes(HASH_BYTES));

/** Hashes a password for keeping, as a PHC string. Takes some 30 ms of a worker thread: never inside a transaction. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.randomBytes(SALT_BYTES);
  return phc(NOW, salt, await argon2id(password, salt, NOW, HASH_BYTES));
}

/**
 * Compares a password with what is kept of it. A user without password (`null`) or no user at all costs the same.
 * `stale` asks for the password to be hashed again: the cost has changed since.
 */
export async function verifyPassword(
  stored: string | null,
  password: string,
): Promise<{ right: boolean; stale: boolean }> {
  const known = parse(stored ?? NOBODY) ?? parse(NOBODY)!;
  const computed = await argon2id(password, known.salt, known.cost, known.hash.length);
  const right = crypto.timingSafeEqual(computed, known.hash) && stored !== null;
  return { right, stale: right && JSON.stringify(known.cost) !== JSON.stringify(NOW) };
}

/** The same word typed on two keyboards may be composed differently: NFC makes it one. */
function argon2id(password: string, salt: Buffer, cost: Cost, bytes: number): Promise<Buffer> {
  const parameters = { ...cost, message: password.normalize("NFC"), nonce: salt, tagLength: bytes };
  return new Promise((resolve, reject) => {
    crypto.argon2("argon2id", parameters, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}

function bare(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}

function phc(cost: Cost, salt: Buffer, hash: Buffer): string {
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${bare(salt)}$${bare(hash)}`;
}

function parse(text: string): { cost: Cost; salt: Buffer; hash: Buffer } | null {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(text);
  if (!match) return null;
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number];
  return {
    cost: { memory, passes, parallelism },
    salt: Buffer.from(match[4]!, "base64"),
    hash: Buffer.from(match[5]!, "base64"),
  };
}
