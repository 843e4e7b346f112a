import { createHash, randomBytes } from "node:crypto";
import {
  askTimestamp,
  isKnownAuthority,
  TimestampFailure,
  type TimestampSettings,
} from "../../gateways/timestamp/client.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readSignature } from "./read-signature.ts";
import { deleteTimestamp, saveTimestamp, selectTimestamp, type TimestampRow } from "./sql.ts";

const refuse = refuser(refusals);
const SEAL = "signatures.timestamp";

export type TimestampFields = { address: string; username: string; password: string | null };

/** Keeps who stamps the time. A password that is not given stays as it was, for the same address and user. @throws Refusal `timestamp.address`. */
export async function setTimestamp(ctx: Context, given: TimestampFields) {
  checkAddress(ctx, given.address);
  const before = await selectTimestamp(ctx);
  await saveTimestamp(ctx, {
    address: given.address,
    username: given.username,
    sealed_password: given.password
      ? ctx.services.sealer.seal(given.password, SEAL)
      : keptPassword(before, given),
  });
  await recordFact(ctx, {
    name: facts.timestampSet,
    subject: { kind: "organization", id: ctx.organizationId },
    data: { address: given.address },
  });
  return readSignature(ctx);
}

/** Nobody stamps any more. Twice: nothing more happens. */
export async function removeTimestamp(ctx: Context) {
  if (await deleteTimestamp(ctx))
    await recordFact(ctx, {
      name: facts.timestampRemoved,
      subject: { kind: "organization", id: ctx.organizationId },
    });
  return readSignature(ctx);
}

/** Has a random number stamped, with these settings: nothing is kept. @throws Refusal `timestamp.address`. */
export async function tryTimestamp(outer: Outer, given: TimestampFields) {
  checkAddress(outer, given.address);
  const before = await outer.transaction(selectTimestamp);
  const kept = keptPassword(before, given);
  const settings = {
    address: given.address,
    user: given.username,
    password: given.password ?? (kept ? openPassword(outer, kept) : null),
  };
  const hash = createHash("sha256").update(randomBytes(32)).digest();
  try {
    const { at, by } = await askTimestamp(settings, hash, worldOf(outer));
    return { works: true as const, at: at.toISOString(), by: by.name };
  } catch (error) {
    if (error instanceof TimestampFailure) return { works: false as const, problem: error.code };
    throw error;
  }
}

/** The settings of the gateway, opened. */
export const settingsOf = (outer: Outer, row: TimestampRow): TimestampSettings => ({
  address: row.address,
  user: row.username,
  password: row.sealed_password ? openPassword(outer, row.sealed_password) : null,
});

export const worldOf = (outer: Outer) => ({
  now: outer.clock(),
  trustedHosts: outer.services.config.OUTBOUND_HOSTS,
});

const openPassword = (outer: Outer, sealed: Buffer): string =>
  outer.services.sealer.open<string>(sealed, SEAL);

/** A password never follows to another address: whoever changes the address would learn it. */
function keptPassword(before: TimestampRow | undefined, given: TimestampFields): Buffer | null {
  const same = before?.address === given.address && before.username === given.username;
  return same ? before.sealed_password : null;
}

/** The shape only: what a name leads to is checked at each call, when it is resolved. */
function checkAddress(outer: Outer, address: string): void {
  const url = new URL(address);
  const vouched = outer.services.config.OUTBOUND_HOSTS.includes(url.host) || isKnownAuthority(url);
  if ((url.protocol !== "https:" && !vouched) || url.username || url.password) refuse("timestamp.address");
}
