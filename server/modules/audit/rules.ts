/** How the audit trail is sealed, pure: what is hashed, in which form, with which key. */
import { createHash, createHmac } from "node:crypto";
import { derivedKey } from "../../platform/secrets.ts";

/** A fact as it is hashed: instants with microseconds in UTC, data as PostgreSQL writes a `jsonb`. */
export type SealableFact = {
  id: string;
  at: string;
  name: string;
  subjectKind: string;
  subjectId: string;
  actorKind: string;
  actorId: string | null;
  viewedBy: string | null;
  requestId: string;
  ip: string | null;
  data: string;
};
export type SealKey = { key: Buffer; id: string };
export type Seal = {
  number: number;
  previousHash: string;
  hash: string;
  keyId: string;
  facts: number;
  sealedAt: Date;
};

/** What the first seal follows. */
export const BEGINNING = "";

/**
 * The key of the trail, derived from the server's secret: whoever owns the database but not the secret can change
 * facts, and cannot make their seals again.
 */
export function sealKey(secret: string): SealKey {
  const key = derivedKey(secret, "audit");
  return { key, id: createHash("sha256").update(key).digest("hex").slice(0, 12) };
}

/** The hash of a fact: each field in its place, so that none can pass for another. */
export const factHash = ({ key }: SealKey, fact: SealableFact): string =>
  createHmac("sha256", key)
    .update(
      JSON.stringify([
        fact.id,
        fact.at,
        fact.name,
        fact.subjectKind,
        fact.subjectId,
        fact.actorKind,
        fact.actorId,
        fact.viewedBy,
        fact.requestId,
        fact.ip,
        fact.data,
      ]),
    )
    .digest("hex");

/**
 * What vouches for a sealed fact whose network address has gone: under the key of the seals, that the fact was as sealed
 * when it went, and what it is without it.
 */
export const reliefHash = (key: SealKey, sealed: string, fact: SealableFact): string =>
  createHmac("sha256", key.key)
    .update(JSON.stringify(["relieved", sealed, factHash(key, { ...fact, ip: null })]))
    .digest("hex");

/** Whether a fact is as its seal says, or as it was vouched for when its address went. */
const isAsSealed = (key: SealKey, { hash, relief }: SealedRow, fact: SealableFact): boolean =>
  factHash(key, fact) === hash ||
  (relief !== null && fact.ip === null && reliefHash(key, hash, fact) === relief);

/** The hash of a seal: whose it is, its number, when it was made, the seal before, and its facts in order. */
export function sealHash(
  { key }: SealKey,
  organizationId: string,
  seal: Pick<Seal, "number" | "previousHash" | "sealedAt">,
  factHashes: readonly string[],
): string {
  const head = [
    organizationId,
    seal.number,
    seal.previousHash,
    seal.sealedAt.toISOString(),
    factHashes.length,
  ];
  return createHmac("sha256", key)
    .update(`${JSON.stringify(head)}\n${factHashes.join("\n")}`)
    .digest("hex");
}

/** No transaction lasts so long: a fact that happened this long before a seal that does not hold it was put in since. */
const LATEST_COMMIT_MS = 86_400_000;

/** True for a fact that an earlier seal should have held. */
export const isInserted = (factAt: Date, earlierSealAt: Date | null): boolean =>
  earlierSealAt !== null && earlierSealAt.getTime() - factAt.getTime() > LATEST_COMMIT_MS;

export type SealedRow = {
  position: number;
  factId: string;
  hash: string;
  /** What vouches for it since its network address went. */
  relief: string | null;
  fact: SealableFact | null;
};
export type Fault = { kind: "changed" | "removed" | "inserted" | "seal_changed"; factId: string | null };

/**
 * What is wrong with a seal and its facts; null when all is as it was.
 * @param rows its facts by position. @param before when the seal before it was made.
 */
export function faultOf(
  key: SealKey,
  organizationId: string,
  seal: Seal,
  rows: readonly SealedRow[],
  before: Date | null,
): Fault | null {
  const more = rows.length > seal.facts;
  for (const [index, row] of rows.entries()) {
    if (row.position !== index + 1) return { kind: "removed", factId: null };
    if (!row.fact) return { kind: "removed", factId: row.factId };
    if (!isAsSealed(key, row, row.fact)) return { kind: more ? "inserted" : "changed", factId: row.factId };
    if (isInserted(new Date(`${row.fact.at}Z`), before)) return { kind: "inserted", factId: row.factId };
  }
  if (rows.length < seal.facts) return { kind: "removed", factId: null };
  const hashes = rows.map((row) => row.hash);
  return sealHash(key, organizationId, seal, hashes) === seal.hash
    ? null
    : { kind: "seal_changed", factId: null };
}
