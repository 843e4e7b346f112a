import { type Context, theUser } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { findUsersByIds } from "../identity/index.ts";
import { type PayableEntry, payableEntries } from "../ledger/index.ts";
import { maskIban, readCreditor, readSettings } from "../organizations/index.ts";
import { gatewayOf, type ReadyGateway } from "./configure-gateway.ts";
import type { Cart } from "./contract.ts";
import { whyNotPayable } from "./rules.ts";
import { cartEntryIds } from "./sql/carts.ts";

/** A cart as the verbs see it: what can be paid now, and what no longer can. */
export type CartState = {
  pieces: PayableEntry[];
  dropped: PayableEntry[];
  totalCents: number;
  gateway: ReadyGateway | null;
  email: string | null;
  payerName: string;
  why: string | null;
};

/**
 * The cart of the acting user with a creditor, judged against the ledger as it is now: an entry paid, held or disputed
 * since it was ticked is dropped, and said so.
 * @param options `lock` takes the entries until the transaction ends: for who is about to hold them.
 */
export async function loadCart(
  ctx: Context,
  creditorId: string,
  options = { lock: false },
): Promise<CartState> {
  const user = theUser(ctx);
  const entries = await payableEntries(ctx, await cartEntryIds(ctx, user.userId, creditorId), options);
  const pieces = entries
    .filter((entry) => entry.payableCents !== 0 && entry.creditorId === creditorId)
    .toSorted((one, other) => (one.dueOn ?? one.date).localeCompare(other.dueOn ?? other.date));
  const dropped = entries.filter((entry) => entry.payableCents === 0);
  const gateway = await gatewayOf(ctx, creditorId);
  const settings = await readSettings(ctx);
  const payer = found((await findUsersByIds(ctx, [user.userId])).get(user.userId));
  const why = whyNotPayable({
    pieces: pieces.map((piece) => ({ accountId: piece.accountId, cents: piece.payableCents })),
    configured: gateway?.enabled ?? false,
    several: settings.paySeveral,
    email: payer.email !== null || settings.payWithoutEmail,
  });
  return {
    pieces,
    dropped,
    totalCents: sumCents(pieces.map((piece) => piece.payableCents)),
    gateway,
    email: payer.email,
    payerName: payer.name,
    why,
  };
}

/** The cart as it is shown (PAY-2), with whom is paid and by which means (PAY-3). */
export async function readCart(ctx: Context, creditorId: string): Promise<Cart> {
  const creditor = found(await readCreditor(ctx, creditorId));
  const cart = await loadCart(ctx, creditorId);
  const vat =
    cart.pieces.every((piece) => piece.vatCents !== null) && cart.pieces.length > 0
      ? sumCents(cart.pieces.map((piece) => piece.vatCents ?? 0))
      : null;
  return {
    creditor: {
      id: outside("creditor", creditor.id),
      name: creditor.name,
      legalName: creditor.legalName,
      address: creditor.address,
      siret: creditor.siret,
      maskedIban: maskIban(creditor.iban),
      ics: creditor.ics,
    },
    pieces: cart.pieces.map((piece) => ({
      entry: outside("entry", piece.id),
      account: outside("account", piece.accountId),
      accountLabel: piece.accountLabel,
      date: piece.date,
      dueOn: piece.dueOn,
      label: piece.label,
      piece: piece.piece,
      cents: piece.payableCents,
      vatCents: piece.vatCents,
    })),
    dropped: cart.dropped.map((piece) => ({
      entry: outside("entry", piece.id),
      label: piece.label,
      reason: reasonOf(piece),
    })),
    netCents: vat === null ? null : cart.totalCents - vat,
    vatCents: vat,
    totalCents: cart.totalCents,
    means: cart.gateway?.name === "payfip" ? ["card", "direct_debit"] : ["card"],
    gateway: cart.gateway?.enabled ? cart.gateway.name : null,
    email: cart.email,
    can: { pay: cart.why === null && theUser(ctx).viewedBy === null },
    why: cart.why,
  };
}

function reasonOf(piece: PayableEntry): Cart["dropped"][number]["reason"] {
  if (piece.openCents === 0) return "settled";
  if (piece.heldBy === "payment") return "paying";
  return piece.heldBy === "dispute" ? "disputed" : "held";
}
