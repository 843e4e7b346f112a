import { formatIban } from "../../formats/iban/index.ts";
import type { Context } from "../../platform/context.ts";
import type { FactJob } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { formatCents } from "../../platform/money.ts";
import { usersOfParty } from "../directory/index.ts";
import { findUsersByIds } from "../identity/index.ts";
import { accountsByIds } from "../ledger/index.ts";
import { readCreditor } from "../organizations/index.ts";
import { transferForMail } from "../payments/index.ts";
import { tellPerson } from "./tell-person.ts";
import { transferLabels } from "./transfer-words.ts";

const HOUR = 3_600_000;

/** Sends an order to who asked for it (once an hour, however often it is asked for), or says that its money came. */
export async function tellTransfer(ctx: Context, { fact, factId, subjectId }: FactJob): Promise<void> {
  const told = await transferForMail(ctx, subjectId);
  const person = told && (await findUsersByIds(ctx, [told.userId])).get(told.userId);
  if (!told || !person) return;
  const { transfer, creditorName, reference } = told;
  const { language } = person;
  const cents = told.receivedCents ?? transfer?.cents ?? told.cents;
  const news = {
    person,
    creditorId: told.creditorId,
    path: `/paiements/virements/${told.id}`,
    subject: { kind: "transfer", id: subjectId },
  };
  const fields = {
    name: person.name,
    amount: formatCents(cents, language),
    creditor: transfer?.name ?? creditorName,
    reference,
  };
  if (fact === "payments.transfer_received") {
    await tellPerson(ctx, {
      ...news,
      kind: "transfer_received",
      onceKey: `transfer:${factId}`,
      given: { fields },
    });
    return;
  }
  if (!transfer) return;
  const label = (name: keyof typeof transferLabels) => transferLabels[name][language];
  const rows = [
    { label: label("payee"), value: transfer.name },
    { label: label("iban"), value: formatIban(transfer.iban) },
    { label: label("amount"), value: fields.amount, strong: true },
    { label: label("reference"), value: formatIban(reference), strong: true },
  ];
  const onceKey = `transfer:${subjectId}:${Math.floor(ctx.clock().getTime() / HOUR)}`;
  await tellPerson(ctx, { ...news, kind: "transfer_order", onceKey, given: { fields, rows } });
}

type BankTransfer = {
  creditorId: string;
  reference: string;
  shares: readonly { accountId: string; cents: number }[];
  ordered: boolean;
};

/**
 * Money of a bank statement was put on accounts: whoever reads one of them is told. The money of a transfer order is told to who
 * made it, from the order.
 */
export async function tellBankTransfer(ctx: Context, { subjectId, data }: FactJob): Promise<void> {
  const { creditorId, reference, shares, ordered } = data as unknown as BankTransfer;
  const received = new Map(shares.filter((one) => one.cents > 0).map((one) => [one.accountId, one.cents]));
  if (ordered || received.size === 0) return;
  const creditor = await readCreditor(ctx, creditorId);
  for (const account of await accountsByIds(ctx, [...received.keys()])) {
    const readers = await usersOfParty(ctx, account.partyId);
    const people = await findUsersByIds(
      ctx,
      readers.map((one) => one.userId),
    );
    for (const person of people.values()) {
      if (person.state !== "active") continue;
      await tellPerson(ctx, {
        kind: "transfer_received",
        person,
        creditorId,
        path: `/comptes/${outside("account", account.id)}`,
        subject: { kind: "bank_allocation", id: subjectId },
        onceKey: `bank-transfer:${subjectId}:${person.id}:${account.id}`,
        given: {
          fields: {
            name: person.name,
            amount: formatCents(received.get(account.id)!, person.language),
            creditor: creditor.name,
            reference,
          },
        },
      });
    }
  }
}
