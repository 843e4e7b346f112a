import { type ReceiptPiece, receiptPdf } from "../../formats/pdf/index.ts";
import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import type { Language } from "../../platform/money.ts";
import { findUsersByIds } from "../identity/index.ts";
import { readBrand, readCreditor } from "../organizations/index.ts";
import { maySeeAsPayer, maySeeAsStaff } from "./access.ts";
import { refusals } from "./contract.ts";
import { namePieces, settledOf } from "./name-pieces.ts";
import { findPayment, paymentPieces } from "./sql/payments.ts";
import { receiptsOf } from "./sql/receipts.ts";
import { type ReversalKind, reversalsOf } from "./sql/reversals.ts";

const refuse = refuser(refusals);

const means: Record<string, Record<Language, string>> = {
  card: { fr: "Carte bancaire", en: "Card" },
  direct_debit: { fr: "Prélèvement SEPA", en: "SEPA direct debit" },
  unknown: { fr: "Paiement en ligne", en: "On-line payment" },
};

/** What mails and the receipt say of a settled payment. */
export type SettledPayment = {
  reference: string;
  cents: number;
  payer: { userId: string; name: string; email: string | null; language: Language };
  creditor: { id: string; name: string; email: string };
  entryIds: string[];
  /** What the money settled, and `unusedCents` what it did not: a credit, or less than nothing when a credit note was gone. */
  unusedCents: number;
  pieces: { label: string; piece: string; dueOn: string | null; cents: number }[];
  receiptNumber: string;
  means: "card" | "direct_debit" | "unknown";
  authorisation: string | null;
  providerReference: string | null;
  receivedAt: Date;
  unapplied: boolean;
  alert: string | null;
  /** What went back since, oldest first; days in Paris. */
  reversals: { kind: ReversalKind; cents: number; on: string }[];
};

/** A settled payment in full, whoever asks: the caller has decided. Null while it has no receipt. */
export async function readPaymentForMail(ctx: Context, paymentId: string): Promise<SettledPayment | null> {
  const payment = await findPayment(ctx, paymentId);
  const [receipt] = await receiptsOf(ctx, [paymentId]);
  if (!payment || !receipt) return null;
  const user = (await findUsersByIds(ctx, [payment.user_id])).get(payment.user_id);
  const creditor = found(await readCreditor(ctx, payment.creditor_id));
  const pieces = await namePieces(ctx, await paymentPieces(ctx, [paymentId]));
  const settled = settledOf(pieces, receipt.cents);
  return {
    reference: payment.reference,
    cents: receipt.cents,
    payer: {
      userId: payment.user_id,
      name: user?.name ?? "",
      email: payment.email ?? user?.email ?? null,
      language: user?.language === "en" ? "en" : "fr",
    },
    creditor: { id: creditor.id, name: creditor.name, email: creditor.email },
    entryIds: pieces.map((piece) => piece.entry_id),
    unusedCents: settled.unusedCents,
    pieces: settled.pieces
      .filter((one) => one.settledCents !== 0)
      .map(({ label, piece, due_on: dueOn, settledCents: cents }) => ({ label, piece, dueOn, cents })),
    receiptNumber: receipt.number,
    means: receipt.means,
    authorisation: receipt.authorisation,
    providerReference: payment.provider_reference,
    receivedAt: receipt.received_at,
    unapplied: receipt.unapplied,
    alert: payment.alert,
    reversals: (await reversalsOf(ctx, [paymentId])).map((one) => ({
      kind: one.kind,
      cents: one.cents,
      on: one.reversed_on,
    })),
  };
}

const unused = {
  fr: "Somme reçue, portée en avoir sur le compte",
  en: "Money received, a credit on the account",
} satisfies Record<Language, string>;
const gone = {
  fr: "Avoir déjà utilisé par ailleurs, resté dû",
  en: "Credit note used elsewhere meanwhile, still due",
} satisfies Record<Language, string>;

/** What was paid for; what settled nothing is said in its own line, so that a receipt never proves what was not paid. */
function piecesOf(payment: SettledPayment, language: Language): SettledPayment["pieces"] {
  const { pieces, unusedCents: cents, reference: piece } = payment;
  if (cents === 0) return pieces;
  return [...pieces, { label: (cents > 0 ? unused : gone)[language], piece, dueOn: null, cents }];
}

/** The receipt (PAY-7) as a PDF. Made from the records each time: the same data give the same document. */
export async function receiptDocument(
  ctx: Context,
  paymentId: string,
  language: Language,
): Promise<{ fileName: string; content: Buffer }> {
  const payment = (await readPaymentForMail(ctx, paymentId)) ?? refuse("payment.no_receipt");
  const creditor = found(await readCreditor(ctx, payment.creditor.id));
  const brand = await readBrand(ctx);
  const piece = (one: SettledPayment["pieces"][number]): ReceiptPiece => ({
    designation: one.label,
    piece: one.piece,
    amountCents: Math.abs(one.cents),
    ...(one.dueOn ? { dueOn: one.dueOn } : {}),
  });
  const pieces = piecesOf(payment, language);
  const content = await receiptPdf({
    lang: language,
    brand: { accent: brand.accent },
    creditor: {
      name: creditor.legalName,
      addressLines: creditor.address,
      ...(creditor.siret ? { siret: creditor.siret } : {}),
    },
    number: payment.receiptNumber,
    payer: { name: payment.payer.name, addressLines: [] },
    paidOn: dayInParis(payment.receivedAt),
    means: means[payment.means]![language],
    ...(payment.authorisation ? { authorisation: payment.authorisation } : {}),
    ...(payment.providerReference ? { providerReference: payment.providerReference } : {}),
    pieces: pieces.filter((one) => one.cents > 0).map(piece),
    creditNotes: pieces.filter((one) => one.cents < 0).map(piece),
    reversals: payment.reversals.map(({ kind, on, cents }) => ({ kind, on, amountCents: cents })),
    totalCents: payment.cents,
    subjectToCollection: payment.means === "direct_debit",
    madeAt: ctx.clock(),
  });
  return { fileName: `${language === "fr" ? "recu" : "receipt"}-${payment.receiptNumber}.pdf`, content };
}

/** The receipt, for who paid and for staff of the creditor. */
export async function readReceipt(
  ctx: Context,
  paymentId: string,
  query: { language: Language; download: "yes" | "no" },
) {
  const payment = found(await findPayment(ctx, paymentId));
  if (!maySeeAsPayer(ctx.actor, payment) && !maySeeAsStaff(ctx.actor, payment)) found(null);
  const document = await receiptDocument(ctx, paymentId, query.language);
  return { mediaType: "application/pdf", inline: query.download === "no", ...document };
}
