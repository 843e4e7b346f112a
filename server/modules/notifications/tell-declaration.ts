import type { Context } from "../../platform/context.ts";
import type { FactJob } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { formatCents, type Language } from "../../platform/money.ts";
import { findUsersByIds } from "../identity/index.ts";
import { readCreditor } from "../organizations/index.ts";
import { declarationForMail, reversalForMail } from "../payments/index.ts";
import { tellPerson, tellService } from "./tell-person.ts";

const decisions = {
  accepted: { fr: "le service l’a bien retrouvé", en: "the office has found it" },
  refused: { fr: "le service ne l’a pas retrouvé", en: "the office has not found it" },
} satisfies Record<string, Record<Language, string>>;

/** Tells the service that a bill was declared paid, and who declared it what became of that. */
export async function tellDeclaration(
  ctx: Context,
  { factId, fact, subjectId, data }: FactJob,
): Promise<void> {
  const told = await declarationForMail(ctx, subjectId);
  const person = told && (await findUsersByIds(ctx, [told.userId])).get(told.userId);
  if (!told || !person) return;
  const decided = fact === "payments.declaration_decided";
  const fieldsIn = (language: Language) => ({
    name: person.name,
    amount: formatCents(told.cents, language),
    subject: told.piece && !told.label.includes(told.piece) ? `${told.label} (${told.piece})` : told.label,
  });
  const news = {
    creditorId: told.creditorId,
    subject: { kind: "declaration", id: subjectId },
    entries: [told.entryId],
    onceKey: `declaration:${factId}`,
  };
  if (decided) {
    const answer = decisions[data["accepted"] === true ? "accepted" : "refused"][person.language];
    await tellPerson(ctx, {
      ...news,
      kind: "declaration_decided",
      person,
      given: {
        fields: { ...fieldsIn(person.language), answer },
        ...(told.answer ? { extra: [told.answer] } : {}),
      },
      path: `/comptes/${outside("account", told.accountId)}`,
    });
    return;
  }
  const creditor = await readCreditor(ctx, told.creditorId);
  await tellService(ctx, {
    ...news,
    kind: "payment_declared",
    creditorEmail: creditor?.email,
    given: (language) => ({ fields: fieldsIn(language) }),
    path: `/bureau/declarations/${outside("declaration", subjectId)}`,
  });
}

const reversals: Record<string, Record<Language, string>> = {
  refund: { fr: "remboursement", en: "refund" },
  charge_back: { fr: "impayé", en: "charge-back" },
};

/** Tells the service that money went back (PAY-11). */
export async function tellReversal(ctx: Context, { factId, subjectId, data }: FactJob): Promise<void> {
  const told = await reversalForMail(ctx, String(data["reversalId"] ?? ""));
  if (!told) return;
  const { payment } = told;
  await tellService(ctx, {
    kind: "payment_returned",
    creditorId: payment.creditor.id,
    creditorEmail: payment.creditor.email,
    given: (language) => ({
      fields: {
        name: payment.payer.name,
        amount: formatCents(told.cents, language),
        reference: payment.reference,
        subject: reversals[told.kind]?.[language] ?? told.kind,
      },
      ...(told.reason ? { extra: [told.reason] } : {}),
    }),
    path: `/bureau/paiements/${outside("payment", subjectId)}`,
    subject: { kind: "payment", id: subjectId },
    entries: payment.entryIds,
    onceKey: `reversal:${factId}`,
  });
}
