import type { Context } from "../../platform/context.ts";
import { upsertParties } from "../directory/index.ts";
import { selectAccountsByCode, selectNamesakes, upsertAccounts } from "./sql/publication-writes.ts";

/** At most this many rows in one statement. */
const CHUNK = 2_000;

export type PublishedAccount = {
  code: string;
  label: string;
  /** What the publisher says of it; left out, a known account keeps its own and a new one is a customer. */
  kind?: "customer" | "owner" | "tenant" | "co_owner" | "supplier" | undefined;
  /** The party that holds it; left out, a known account keeps its own and a new one gets a party of its own. */
  partyId?: string | undefined;
};

/**
 * Publishes accounts of a creditor, known by their codes, each of them once in the list. A new account without a party
 * gets one with its code and label. Two creditors may use one code for two people: then the party's code starts with the
 * creditor's, so that nobody ever reads the account of a namesake.
 * @returns the id of each code, accounts created or changed, and parties created.
 */
export async function publishAccounts(
  ctx: Context,
  creditor: { id: string; code: string },
  accounts: readonly PublishedAccount[],
): Promise<{ ids: Map<string, string>; written: number; parties: number }> {
  const ids = new Map<string, string>();
  let written = 0;
  let parties = 0;
  for (let at = 0; at < accounts.length; at += CHUNK) {
    const chunk = accounts.slice(at, at + CHUNK);
    const known = new Map(
      (
        await selectAccountsByCode(
          ctx,
          creditor.id,
          chunk.map((one) => one.code),
        )
      ).map((row) => [row.code, row]),
    );
    const orphans = chunk.filter((one) => !one.partyId && !known.has(one.code));
    const partyIds = await makeParties(ctx, creditor, orphans);
    parties += partyIds.size;
    const done = await upsertAccounts(
      ctx,
      creditor.id,
      chunk.map((one) => ({
        code: one.code,
        label: one.label || known.get(one.code)?.label || one.code,
        kind: one.kind ?? known.get(one.code)?.kind ?? "customer",
        partyId: one.partyId ?? known.get(one.code)?.partyId ?? partyIds.get(one.code)!,
      })),
    );
    for (const [code, id] of done.ids) ids.set(code, id);
    written += done.written;
  }
  return { ids, written, parties };
}

/** A party for each account. @returns the party of each account code. */
async function makeParties(
  ctx: Context,
  creditor: { id: string; code: string },
  accounts: readonly PublishedAccount[],
): Promise<Map<string, string>> {
  if (accounts.length === 0) return new Map();
  const namesakes = await selectNamesakes(
    ctx,
    creditor.id,
    accounts.map((one) => one.code),
  );
  const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
  const codeOf = (account: PublishedAccount) =>
    namesakes.some((other) => other.code === account.code && !same(other.label, account.label))
      ? `${creditor.code}-${account.code}`
      : account.code;
  const made = await upsertParties(
    ctx,
    accounts.map((one) => ({ code: codeOf(one), name: one.label || one.code })),
  );
  return new Map(accounts.map((one) => [one.code, made.get(codeOf(one))!]));
}
