import { createHash } from "node:crypto";
import { maskIban } from "../../formats/iban/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { found, refuse } from "../../platform/errors.ts";
import { throttle } from "../../platform/throttle.ts";
import { readCreditor } from "../organizations/index.ts";
import { type PublishedMark, selectByFile, selectByNumber } from "./sql/documents.ts";
import { LARGEST_PDF_BYTES, type Verification } from "./verification-contract.ts";

/** Enough for who checks the day's mail, too few for who guesses. */
const LIMITS = (ip: string) => [
  { key: `verification:${ip}`, most: 10, seconds: 60 },
  { key: `verification-day:${ip}`, most: 200, seconds: 86_400 },
];

/** Whether this very PDF was published here (ACT-5). Nothing of it is kept. @throws Refusal `request.too_many`, `request.too_large`. */
export async function verifyFile(
  outer: Outer,
  body: NodeJS.ReadableStream,
  iban: string | undefined,
): Promise<Verification> {
  await throttle(outer, LIMITS(outer.ip ?? ""));
  const hash = await hashOf(body);
  return outer.transaction(async (ctx) => {
    const mark = await selectByFile(ctx, hash);
    return mark ? tell(ctx, "this_file", mark, iban) : { answer: "unknown" };
  });
}

/** Whether an invoice of this number and amount was published here (ACT-5). @throws Refusal `request.too_many`. */
export async function verifyInvoice(
  outer: Outer,
  asked: { number: string; totalCents: number; iban?: string | undefined },
): Promise<Verification> {
  await throttle(outer, LIMITS(outer.ip ?? ""));
  return outer.transaction(async (ctx) => {
    const marks = await selectByNumber(ctx, asked.number, Math.abs(asked.totalCents));
    // Two creditors may number alike: then nobody can tell which one the paper is from.
    const only = new Set(marks.map((mark) => mark.creditorId)).size === 1 ? marks[0] : undefined;
    return only ? tell(ctx, "this_invoice", only, asked.iban) : { answer: "unknown" };
  });
}

async function tell(
  ctx: Context,
  answer: "this_file" | "this_invoice",
  { kind, number, issuedOn, creditorId }: PublishedMark,
  iban: string | undefined,
): Promise<Verification> {
  const creditor = found(await readCreditor(ctx, creditorId));
  return {
    answer,
    kind: kind === "credit_note" ? "credit_note" : "invoice",
    number,
    issuedOn,
    creditor: { name: creditor.name, legalName: creditor.legalName, siret: creditor.siret },
    maskedIban: maskIban(creditor.iban),
    ibanMatches: iban && creditor.iban ? iban === creditor.iban : null,
  };
}

async function hashOf(body: NodeJS.ReadableStream): Promise<string> {
  const digest = createHash("sha256");
  let bytes = 0;
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length;
    if (bytes > LARGEST_PDF_BYTES) refuse("request.too_large");
    digest.update(chunk as Buffer);
  }
  return digest.digest("hex");
}
