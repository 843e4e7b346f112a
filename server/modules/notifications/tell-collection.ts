import type { Context } from "../../platform/context.ts";
import { dayInParis, formatDay } from "../../platform/dates.ts";
import type { FactJob } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { formatCents, type Language } from "../../platform/money.ts";
import { collectionForMail, type ToldCollection } from "../collections/index.ts";
import type { Person } from "../identity/index.ts";
import { mandateForMail } from "../mandates/index.ts";
import { readCreditor } from "../organizations/index.ts";
import { againWords, debitLabels, elsewhereWords, feeWords } from "./collection-words.ts";
import type { MailKind } from "./kind-words.ts";
import { tellPerson, tellService } from "./tell-person.ts";

const kinds: Record<string, MailKind> = {
  "collections.announced": "debit_announced",
  "collections.moved": "debit_moved",
  "collections.cancelled": "debit_cancelled",
  "collections.collected": "debit_collected",
  "collections.rejected": "debit_returned",
  "collections.returned": "debit_returned",
};

/**
 * Tells all who may pay for the debtor what becomes of a direct debit: its notice (MAN-7), its day, that it was given up by
 * somebody else, that it was made, that it came back and how to pay it by card (MAN-8).
 */
export async function tellCollection(
  ctx: Context,
  { factId, fact, subjectId, data }: FactJob,
): Promise<void> {
  const told = await collectionForMail(ctx, subjectId);
  const kind = kinds[fact];
  if (!told || !kind || data["by"] === "customer") return;
  const mandate = await mandateForMail(ctx, told.mandateId);
  for (const person of mandate?.people ?? [])
    await tellPerson(ctx, {
      kind,
      person,
      creditorId: told.creditorId,
      given: givenFor(told, person),
      path: `/prelevements/${outside("collection", told.id)}`,
      subject: { kind: "collection", id: told.id },
      onceKey: `collection:${factId}:${person.id}`,
    });
}

function givenFor(told: ToldCollection, { name, language }: Person) {
  const amount = formatCents(told.cents, language);
  const day = formatDay(told.collectOn, language);
  const back = told.return;
  const extra = [
    ...(back?.retryOn ? [againWords[language](formatDay(back.retryOn, language), amount)] : []),
    ...(back && back.feeCents > 0 ? [feeWords[language](formatCents(back.feeCents, language))] : []),
  ];
  return {
    fields: {
      name,
      creditor: told.creditorName,
      amount,
      at: day,
      reference: told.reference,
      subject: told.maskedIban,
      reason: back?.reason[language] ?? "",
      answer: back?.advice[language] ?? "",
    },
    rows: [
      { label: debitLabels.creditor[language], value: told.creditorName },
      ...told.pieces.map(({ label, piece, cents }) => ({
        label: piece && !label.includes(piece) ? `${label} (${piece})` : label,
        value: formatCents(cents, language),
      })),
      { label: debitLabels.amount[language], value: amount },
      { label: debitLabels.day[language], value: day },
      { label: debitLabels.account[language], value: told.maskedIban },
      { label: debitLabels.umr[language], value: told.umr },
    ],
    ...(extra.length > 0 ? { extra } : {}),
  };
}

/** Tells the service once a day that debits came back: a rejected file may hold thousands. */
export async function tellReturns(ctx: Context, { data }: FactJob): Promise<void> {
  const creditorId = String(data["creditorId"]);
  const creditor = await readCreditor(ctx, creditorId);
  const today = dayInParis(ctx.clock());
  await tellService(ctx, {
    kind: "debits_returned",
    creditorId,
    creditorEmail: creditor.email,
    given: (language) => ({ fields: { creditor: creditor.name, at: formatDay(today, language) } }),
    path: "/bureau/rejets",
    subject: { kind: "creditor", id: creditorId },
    onceKey: `returns:${creditorId}:${today}`,
  });
}

const batchKinds: Record<string, MailKind> = {
  "collections.drop_failed": "debits_drop_failed",
  "collections.not_taken_said": "debits_not_taken",
  "collections.batch_restored": "debits_restored",
};

/**
 * Tells the service what a batch needs somebody for: its file did not reach the bank; somebody says that the bank did not take
 * it, and a second person is to confirm; the bank had it all the same.
 */
export async function tellBatch(ctx: Context, { factId, fact, subjectId, data }: FactJob): Promise<void> {
  const kind = batchKinds[fact];
  if (!kind || data["alone"] === true) return;
  const creditor = await readCreditor(ctx, String(data["creditorId"]));
  const reason = (language: Language): string =>
    kind === "debits_restored"
      ? elsewhereWords[language](Number(data["elsewhere"]))
      : String(data["why"] ?? data["reason"]);
  await tellService(ctx, {
    kind,
    creditorId: creditor.id,
    creditorEmail: creditor.email,
    given: (language) => ({
      fields: {
        name: String(data["saidBy"] ?? ""),
        creditor: creditor.name,
        reference: String(data["reference"]),
        reason: reason(language),
      },
    }),
    path: `/bureau/remises/${outside("batch", subjectId)}`,
    subject: { kind: "batch", id: subjectId },
    onceKey: `batch:${factId}`,
  });
}
