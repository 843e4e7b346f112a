import type { Context } from "../../platform/context.ts";
import type { FactJob } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { formatCents, type Language } from "../../platform/money.ts";
import { disputeForMail, type ToldDispute } from "../disputes/index.ts";
import { findUsersByIds } from "../identity/index.ts";
import { readCreditor } from "../organizations/index.ts";
import type { MailKind } from "./kind-words.ts";
import { tellPerson, tellService } from "./tell-person.ts";

type Told = ToldDispute & { entryIds: string[] };

const outcomes: Record<string, Record<Language, string>> = {
  credit_note_expected: { fr: "Un avoir va être établi.", en: "A credit note will be made." },
  accepted: { fr: "Votre contestation est acceptée.", en: "Your dispute is accepted." },
  rejected: { fr: "Votre contestation n’est pas retenue.", en: "Your dispute is not accepted." },
};

/** Tells the other side that a dispute was opened, answered, resolved or opened again. */
export async function tellDispute(ctx: Context, { factId, fact, subjectId, data }: FactJob): Promise<void> {
  const dispute = await disputeForMail(ctx, subjectId);
  if (!dispute) return;
  const onceKey = `dispute:${factId}`;
  if (data["by"] === "customer") return tellTheService(ctx, dispute, fact, onceKey);
  if (data["by"] !== "staff") return;
  const kind = fact === "disputes.resolved" ? "dispute_resolved" : "dispute_answered";
  await tellTheCustomer(ctx, dispute, kind, onceKey);
}

async function tellTheService(ctx: Context, dispute: Told, fact: string, onceKey: string) {
  const creditor = await readCreditor(ctx, dispute.creditorId);
  await tellService(ctx, {
    kind: fact === "disputes.opened" ? "dispute_opened" : "dispute_message",
    creditorId: dispute.creditorId,
    creditorEmail: creditor?.email,
    given: (language) => ({
      fields: {
        name: dispute.partyName,
        amount: formatCents(dispute.totalCents, language),
        reference: dispute.reference,
        subject: subjectOf(dispute, language),
        creditor: dispute.creditorName,
      },
    }),
    path: `/bureau/litiges/${outside("dispute", dispute.id)}`,
    subject: { kind: "dispute", id: dispute.id },
    entries: dispute.entryIds,
    onceKey,
  });
}

async function tellTheCustomer(ctx: Context, dispute: Told, kind: MailKind, onceKey: string) {
  const person = (await findUsersByIds(ctx, [dispute.userId])).get(dispute.userId);
  if (!person) return;
  const { language } = person;
  await tellPerson(ctx, {
    kind,
    person,
    creditorId: dispute.creditorId,
    given: {
      fields: {
        name: person.name,
        reference: dispute.reference,
        subject: subjectOf(dispute, language),
        creditor: dispute.creditorName,
        answer: outcomes[dispute.outcome ?? ""]?.[language] ?? "",
      },
    },
    path: `/litiges/${outside("dispute", dispute.id)}`,
    subject: { kind: "dispute", id: dispute.id },
    entries: dispute.entryIds,
    onceKey,
  });
}

const subjectOf = ({ category, subtype }: ToldDispute, language: Language): string =>
  [category[language], subtype?.[language]].filter(Boolean).join(", ");
