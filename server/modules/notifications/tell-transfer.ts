import { formatIban } from "../../formats/iban/index.ts";
import type { Context } from "../../platform/context.ts";
import type { FactJob } from "../../platform/facts.ts";
import { formatCents } from "../../platform/money.ts";
import { findUsersByIds } from "../identity/index.ts";
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
