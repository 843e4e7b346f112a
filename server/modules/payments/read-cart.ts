import { isIban, maskIban } from "../../formats/iban/index.ts";
import { type Context, onlyLooks, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { findUsersByIds } from "../identity/index.ts";
import { type PayableEntry, payableEntries } from "../ledger/index.ts";
import { readCreditor, readSettings, suspensionOn } from "../organizations/index.ts";
import { gatewayOf, type ReadyGateway } from "./configure-gateway.ts";
import type { Cart } from "./contract.ts";
import { partialBounds, spreadAmount, vatOfPart, whyNotPayable } from "./rules.ts";
import { cartEntryIds } from "./sql/carts.ts";
import { ordersOf } from "./transfer-rules.ts";

/** A piece, and what of it will be paid. */
export type CartPiece = PayableEntry & { payCents: number };

/** A cart as the verbs see it: what can be paid now, and what no longer can. */
export type CartState = {
  /** Oldest due first. */
  pieces: CartPiece[];
  dropped: PayableEntry[];
  totalCents: number;
  /** What will be paid: the total, or the amount chosen. */
  payCents: number;
  partial: { minimumCents: number; maximumCents: number } | null;
  gateway: ReadyGateway | null;
  email: string | null;
  payerName: string;
  why: string | null;
  /** Why it cannot be paid by transfer (PAY-9). */
  transferWhy: string | null;
};

/**
 * The cart of the acting user with a creditor, judged against the ledger as it is now: an entry paid, held or disputed
 * since it was ticked is dropped, and said so.
 * @param options `lock` takes the entries until the transaction ends: for who is about to hold them; `amountCents` is the
 * part of the total that the payer chose.
 */
export async function loadCart(
  ctx: Context,
  creditorId: string,
  options: { lock?: boolean; amountCents?: number | null } = {},
): Promise<CartState> {
  const amountCents = options.amountCents ?? null;
  const user = theUser(ctx);
  const entries = await payableEntries(ctx, await cartEntryIds(ctx, user.userId, creditorId), {
    lock: options.lock ?? false,
  });
  const payable = entries
    .filter((entry) => entry.payableCents !== 0 && entry.creditorId === creditorId)
    .toSorted(byDueDate);
  const totalCents = sumCents(payable.map((piece) => piece.payableCents));
  const dropped = entries.filter((entry) => entry.payableCents === 0);
  const gateway = await gatewayOf(ctx, creditorId);
  const settings = await readSettings(ctx);
  const payer = found((await findUsersByIds(ctx, [user.userId])).get(user.userId));
  const suspended = suspensionOn(settings, dayInParis(ctx.clock())) !== null;
  const view = {
    pieces: payable.map((piece) => ({ accountId: piece.accountId, cents: piece.payableCents })),
    configured: gateway?.enabled ?? false,
    several: settings.paySeveral,
    email: payer.email !== null || settings.payWithoutEmail,
    amountCents,
    partially: settings.payPartially,
  };
  const refused = whyNotPayable(view);
  const byTransfer = settings.payByTransfer && isIban((await readCreditor(ctx, creditorId))?.iban ?? "");
  const partial = partialBounds(totalCents, settings.payPartially);
  const chosen = amountCents !== null && partial !== null && amountCents <= totalCents;
  const payCents = chosen ? amountCents : totalCents;
  const cents = payable.map((piece) => piece.payableCents);
  const parts = chosen ? spreadAmount(cents, payCents) : cents;
  return {
    pieces: payable.map((piece, rank) => ({ ...piece, payCents: parts[rank]! })),
    dropped,
    totalCents,
    payCents,
    partial,
    gateway,
    email: payer.email,
    payerName: payer.name,
    why: suspended && payable.length > 0 ? "payments.suspended" : refused,
    transferWhy:
      suspended || !byTransfer ? "transfer.off" : whyNotPayable({ ...view, configured: true, email: true }),
  };
}

/** Oldest due first; an entry without a due date is due at its own date. Ids settle the rest: the order never wavers. */
const byDueDate = (one: PayableEntry, other: PayableEntry) =>
  (one.dueOn ?? one.date).localeCompare(other.dueOn ?? other.date) || one.id.localeCompare(other.id);

const vatOf = (piece: CartPiece) => vatOfPart(piece.vatCents, piece.payableCents, piece.payCents);

/**
 * The cart as it is shown (PAY-2), with whom is paid and by which means (PAY-3).
 * @param amountCents the part of the total that the payer thinks of paying; null for the total.
 */
export async function readCart(
  ctx: Context,
  creditorId: string,
  amountCents: number | null = null,
): Promise<Cart> {
  const creditor = found(await readCreditor(ctx, creditorId));
  const cart = await loadCart(ctx, creditorId, { amountCents });
  const vats = cart.pieces.map(vatOf);
  const vat = vats.length > 0 && !vats.includes(null) ? sumCents(vats.map((cents) => cents ?? 0)) : null;
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
      payCents: piece.payCents,
      vatCents: vatOf(piece),
    })),
    dropped: cart.dropped.map((piece) => ({
      entry: outside("entry", piece.id),
      label: piece.label,
      reason: reasonOf(piece),
    })),
    netCents: vat === null ? null : cart.payCents - vat,
    vatCents: vat,
    totalCents: cart.totalCents,
    payCents: cart.payCents,
    partial: cart.partial,
    means: cart.gateway ? [...(cart.gateway.gateway.means?.(cart.gateway.config) ?? ["card" as const])] : [],
    gateway: cart.gateway?.enabled ? cart.gateway.name : null,
    email: cart.email,
    can: {
      pay: cart.why === null && !onlyLooks(ctx),
      transfer: cart.transferWhy === null && ordersOf(cart.pieces) !== null && !onlyLooks(ctx),
    },
    why: cart.why,
  };
}

const REASONS = {
  payment: "paying",
  collection: "collecting",
  dispute: "disputed",
  declared: "declared",
} as const;

function reasonOf(piece: PayableEntry): Cart["dropped"][number]["reason"] {
  if (piece.openCents === 0) return "settled";
  return REASONS[piece.heldBy as keyof typeof REASONS] ?? "held";
}
