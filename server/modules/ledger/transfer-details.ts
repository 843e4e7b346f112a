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

/**
 * How to pay a creditor by transfer; null unless the organization offers it, nothing suspends payments, and the creditor has
 * an account that takes transfers.
 */
export async function transferDetails(
  ctx: Context,
  creditorId: string,
  { cents, reference }: { cents: number; reference: string },
): Promise<TransferDetails | null> {
  const settings = await readSettings(ctx);
  if (!settings.payByTransfer || suspensionOn(settings, dayInParis(ctx.clock()))) return null;
  const creditor = await readCreditor(ctx, creditorId);
  if (!creditor || !isIban(creditor.iban)) return null;
  const { iban } = creditor;
  const name = creditor.legalName || creditor.name;
  return { name, iban, reference, cents, qr: qrCode(epcQrText({ name, iban, cents, reference })) };
}
