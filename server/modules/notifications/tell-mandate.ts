import type { Context } from "../../platform/context.ts";
import type { FactJob } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import type { Person } from "../identity/index.ts";
import { type CodeMessage, codeMessage, mandateForMail, type ToldMandate } from "../mandates/index.ts";
import type { MailKind } from "./kind-words.ts";
import { becameWords, codeText, mandateLabels } from "./mandate-words.ts";
import { MASK } from "./rules.ts";
import type { Attachment } from "./sql/mails.ts";
import { tellPerson, tellService } from "./tell-person.ts";
import { lasting } from "./words.ts";
import { writeTextTo } from "./write-brief.ts";
import { writeMail } from "./write-mail.ts";

/**
 * Writes the message that carries a code (MAN-4), to where its signer wants it: it names the creditor, the reference and the
 * last four characters of the account. The code itself is put in when it leaves.
 */
export async function tellMandateCode(ctx: Context, { subjectId, data }: FactJob): Promise<void> {
  const message = await codeMessage(ctx, data["signatureId"] as string);
  if (!message) return;
  if (message.channel === "sms") return writeCodeText(ctx, message, subjectId);
  const { person, creditor, umr } = message;
  const { language } = person;
  const account = `•••• ${message.lastFour}`;
  await writeMail(ctx, {
    kind: "mandate_code",
    to: message.target,
    language,
    userId: person.id,
    creditorId: creditor.id,
    codeId: message.codeId,
    subject: { kind: "mandate", id: subjectId },
    onceKey: `mandate-code:${message.codeId}`,
    given: {
      fields: {
        name: person.name,
        creditor: creditor.name,
        reference: umr,
        subject: account,
        lifetime: lasting(language, { count: message.minutes, unit: "minutes" }),
      },
      rows: [
        { label: mandateLabels.code[language], value: MASK },
        { label: mandateLabels.creditor[language], value: creditor.name },
        { label: mandateLabels.umr[language], value: umr },
        { label: mandateLabels.account[language], value: account },
      ],
    },
  });
}

const writeCodeText = (ctx: Context, message: CodeMessage, mandateId: string): Promise<void> =>
  writeTextTo(ctx, message.target, {
    kind: "mandate_code",
    userId: message.person.id,
    codeId: message.codeId,
    body: codeText[message.person.language]({
      creditor: message.creditor.name,
      umr: message.umr,
      lastFour: message.lastFour,
      minutes: message.minutes,
    }),
    subject: { kind: "mandate", id: mandateId },
    onceKey: `mandate-code:${message.codeId}`,
  });

/** Attached up to here; a larger one is read behind the button. */
const MOST_ATTACHED = 5_000_000;

/**
 * Tells what became of a mandate (MAN-5, MAN-6): to who signed it, with the sealed document when it was just signed; to all
 * who may pay for its party when it ends or changes; to the service when the customer did it.
 */
export async function tellMandate(ctx: Context, { factId, fact, subjectId, data }: FactJob): Promise<void> {
  const mandate = await mandateForMail(ctx, subjectId);
  if (!mandate) return;
  const became = fact.slice("mandates.".length);
  const signing = became === "signed" || became === "account_changed";
  const kind: MailKind =
    { signed: "mandate_signed" as const, account_changed: "mandate_account" as const }[became as "signed"] ??
    "mandate_state";
  // Staff write a reason for the customer; a bank's code is told with the debit that came back.
  const reason = data["by"] === "staff" && typeof data["reason"] === "string" ? data["reason"] : "";
  const typedBy = (person: Person) =>
    signing && mandate.signedFrom?.userId === person.id ? mandate.signedFrom.email : null;
  const told = became === "signed" ? mandate.people.slice(0, 1) : mandate.people;
  for (const person of told)
    await tellPerson(ctx, {
      kind,
      person,
      to: person.email ?? typedBy(person),
      creditorId: mandate.creditor.id,
      given: givenFor(mandate, person, { became, reason }),
      attachments: signing ? attachmentOf(mandate, person.language) : [],
      path: `/mandats/${outside("mandate", mandate.id)}`,
      subject: { kind: "mandate", id: mandate.id },
      onceKey: `mandate:${factId}:${person.id}`,
    });
  if (data["by"] === "customer") await tellTheService(ctx, mandate, became, factId);
}

function givenFor(
  mandate: ToldMandate,
  { name, language }: ToldMandate["people"][number],
  { became, reason }: { became: string; reason: string },
) {
  const account = `•••• ${mandate.lastFour}`;
  return {
    fields: {
      name,
      creditor: mandate.creditor.name,
      reference: mandate.umr,
      subject: account,
      answer: becameWords[became]?.[language] ?? "",
    },
    rows: [
      { label: mandateLabels.creditor[language], value: mandate.creditor.name },
      { label: mandateLabels.umr[language], value: mandate.umr },
      { label: mandateLabels.account[language], value: account },
      ...(reason ? [{ label: mandateLabels.reason[language], value: reason }] : []),
    ],
  };
}

function attachmentOf(mandate: ToldMandate, language: "fr" | "en"): Attachment[] {
  const { sealed, umr } = mandate;
  if (!sealed || sealed.bytes > MOST_ATTACHED) return [];
  const name = language === "fr" ? "mandat" : "mandate";
  return [
    {
      fileName: `${name}-${umr.replaceAll(/[^A-Za-z0-9-]/g, "-")}.pdf`,
      mediaType: "application/pdf",
      hash: sealed.hash,
    },
  ];
}

const tellTheService = (ctx: Context, mandate: ToldMandate, became: string, factId: string): Promise<void> =>
  tellService(ctx, {
    kind: "mandate_news",
    creditorId: mandate.creditor.id,
    creditorEmail: mandate.creditor.email,
    given: (language) => ({
      fields: {
        name: mandate.partyName,
        creditor: mandate.creditor.name,
        reference: mandate.umr,
        answer: becameWords[became]?.[language] ?? "",
      },
    }),
    path: `/bureau/mandats/${outside("mandate", mandate.id)}`,
    subject: { kind: "mandate", id: mandate.id },
    onceKey: `mandate-news:${factId}`,
  });
