import type { Context } from "../../platform/context.ts";
import { upsertParties } from "../directory/index.ts";
import {
  type AccountRow,
  type NewAccount,
  selectAccountsByCode,
  selectNamesakes,
  upsertAccounts,
} from "./sql/publication-writes.ts";

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
  const codes = accounts.map((one) => one.code);
  const known = new Map((await selectAccountsByCode(ctx, creditor.id, codes)).map((row) => [row.code, row]));
  const orphans = accounts.filter((one) => !one.partyId && !known.has(one.code));
  const partyIds = await makeParties(ctx, creditor, orphans);
  const wanted = accounts.map((one) => accountOf(one, known.get(one.code), partyIds));
  const changed = wanted.filter((one) => isNew(one, known.get(one.code)));
  const ids = new Map([...known.values()].map((row) => [row.code, row.id]));
  for (let at = 0; at < changed.length; at += CHUNK) {
    const written = await upsertAccounts(ctx, creditor.id, changed.slice(at, at + CHUNK));
    for (const [code, id] of written) ids.set(code, id);
  }
  return { ids, written: changed.length, parties: orphans.length };
}

const accountOf = (
  one: PublishedAccount,
  known: AccountRow | undefined,
  partyIds: ReadonlyMap<string, string>,
): NewAccount => ({
  code: one.code,
  label: one.label || known?.label || one.code,
  kind: one.kind ?? known?.kind ?? "customer",
  partyId: one.partyId ?? known?.partyId ?? partyIds.get(one.code)!,
});

const isNew = (one: NewAccount, known: AccountRow | undefined): boolean =>
  !known || known.label !== one.label || known.kind !== one.kind || known.partyId !== one.partyId;

/** A party for each account. @returns the party of each account code. */
async function makeParties(
  ctx: Context,
  creditor: { id: string; code: string },
  accounts: readonly PublishedAccount[],
): Promise<Map<string, string>> {
  if (accounts.length === 0) return new Map();
  const labels = Map.groupBy(
    await selectNamesakes(
      ctx,
      creditor.id,
      accounts.map((one) => one.code),
    ),
    (other) => other.code,
  );
  const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
  const codeOf = (account: PublishedAccount) =>
    labels.get(account.code)?.some((other) => !same(other.label, account.label))
      ? `${creditor.code}-${account.code}`
      : account.code;
  const ids = new Map<string, string>();
  for (let at = 0; at < accounts.length; at += CHUNK) {
    const chunk = accounts
      .slice(at, at + CHUNK)
      .map((one) => ({ code: codeOf(one), name: one.label || one.code }));
    for (const [code, id] of await upsertParties(ctx, chunk)) ids.set(code, id);
  }
  return new Map(accounts.map((one) => [one.code, ids.get(codeOf(one))!]));
}
