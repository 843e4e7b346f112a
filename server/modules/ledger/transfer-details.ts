import { z } from "zod";
import { isIban } from "../../formats/iban/index.ts";
import { qrCode } from "../../formats/qr-code.ts";
import { epcQrText } from "../../formats/sepa/index.ts";
import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { Cents } from "../../platform/shapes.ts";
import { readCreditor, readSettings, suspensionOn } from "../organizations/index.ts";

/** What a payer gives his bank for a transfer, and its QR code (PAY-9). */
export const TransferDetails = z.object({
  /** The holder of the account, as the payer's bank will compare it. */
  name: z.string(),
  /** Whole: it is there to be copied. */
  iban: z.string(),
  reference: z.string(),
  cents: Cents,
  /** A square of `size` modules, its dark ones as one path. */
  qr: z.object({ size: z.int(), path: z.string() }),
});
export type TransferDetails = z.output<typeof TransferDetails>;

/** Where transfers to a creditor go; null unless they are taken now and the creditor has an account that takes them. */
export async function transferPayee(
  ctx: Context,
  creditorId: string,
): Promise<Pick<TransferDetails, "name" | "iban"> | null> {
  const settings = await readSettings(ctx);
  if (!settings.payByTransfer || suspensionOn(settings, dayInParis(ctx.clock()))) return null;
  const creditor = await readCreditor(ctx, creditorId);
  if (!creditor || !isIban(creditor.iban)) return null;
  return { name: creditor.legalName || creditor.name, iban: creditor.iban };
}

/** How to pay a creditor by transfer; null when that can't be. */
export async function transferDetails(
  ctx: Context,
  creditorId: string,
  given: { cents: number; reference: string },
): Promise<TransferDetails | null> {
  const payee = await transferPayee(ctx, creditorId);
  return payee && { ...payee, ...given, qr: qrCode(epcQrText({ ...payee, ...given })) };
}
