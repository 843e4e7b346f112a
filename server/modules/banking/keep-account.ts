import { readIban } from "../../formats/iban/index.ts";
import type { Context } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { readCreditor } from "../organizations/index.ts";
import { limitsOf, maySee } from "./access.ts";
import type { BankAccount } from "./bank-shapes.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { askForProposals } from "./propose-lines.ts";
import { accountName } from "./rules.ts";
import {
  type AccountView,
  hasMatchedLines,
  insertAccount,
  lockAccount,
  moveLines,
  selectAccounts,
  updateAccount,
} from "./sql/statements.ts";

const refuse = refuser(refusals);

const showAccount = (row: AccountView): BankAccount => ({
  id: outside("bank_account", row.id),
  label: row.label,
  name: accountName(row.key),
  iban: readIban(row.key).ok ? row.key : null,
  currency: row.currency,
  creditor: outsideOrNull("creditor", row.creditorId),
  waiting: row.waiting,
  lastClosing:
    row.closingCents === null || row.closingOn === null
      ? null
      : { cents: row.closingCents, on: row.closingOn },
});

/** The accounts that the actor may see; those that no creditor has, which wait for a word, first. */
export async function listAccounts(ctx: Context): Promise<{ items: BankAccount[] }> {
  return { items: (await selectAccounts(ctx, limitsOf(ctx.actor))).map(showAccount) };
}

/** Tells of an account before its first file. @throws Refusal `bank.iban_wrong`, `bank.account_known`. */
export async function createAccount(
  ctx: Context,
  given: { iban: string; creditor: string; label: string },
): Promise<BankAccount> {
  if (!maySee(ctx.actor, { creditorId: given.creditor })) found(null);
  await readCreditor(ctx, given.creditor);
  const read = readIban(given.iban);
  if (!read.ok) return refuse("bank.iban_wrong");
  const name = { key: read.iban, currency: "EUR" };
  if (!(await insertAccount(ctx, { ...name, creditorId: given.creditor, label: given.label })))
    refuse("bank.account_known");
  return told(ctx, found(await lockAccount(ctx, name)).id, given.creditor);
}

/**
 * Names an account and says whose it is: its lines follow it, and are looked at again.
 * @throws Refusal `bank.account_in_use` when lines were matched with another creditor's customers.
 */
export async function saveAccount(
  ctx: Context,
  accountId: string,
  wish: { creditor: string | null; label: string },
): Promise<BankAccount> {
  const account = found(await lockAccount(ctx, { id: accountId }));
  if (!maySee(ctx.actor, account) || !maySee(ctx.actor, { creditorId: wish.creditor })) found(null);
  if (wish.creditor) await readCreditor(ctx, wish.creditor);
  const moved = account.creditorId !== wish.creditor;
  if (moved && (await hasMatchedLines(ctx, accountId))) refuse("bank.account_in_use");
  await updateAccount(ctx, accountId, { creditorId: wish.creditor, label: wish.label });
  if (moved) {
    await moveLines(ctx, accountId, wish.creditor);
    await askForProposals(ctx);
  }
  return told(ctx, accountId, wish.creditor);
}

async function told(ctx: Context, id: string, creditorId: string | null): Promise<BankAccount> {
  await recordFact(ctx, {
    name: facts.accountSaved,
    subject: { kind: "bank_account", id },
    data: { creditorId },
  });
  const row = (await selectAccounts(ctx, limitsOf(ctx.actor))).find((one) => one.id === id);
  return showAccount(found(row));
}
