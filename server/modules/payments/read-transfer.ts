import { type Context, onlyLooks, theUser } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { accountsByIds, entriesByIds, payableEntries, transferDetails } from "../ledger/index.ts";
import { creditorsByIds } from "../organizations/index.ts";
import { maySeeAsPayer } from "./access.ts";
import type { TransferOrder, TransferOrderToMake } from "./contract.ts";
import {
  findTransfer,
  partsOfTransfers,
  type TransferRow,
  type TransferState,
  transfersOfUser,
} from "./sql/transfer-orders.ts";
import { stillDue } from "./transfer-rules.ts";

/** One order, for who made it. */
export async function readTransferOrder(ctx: Context, id: string): Promise<TransferOrderToMake> {
  const row = found(await findTransfer(ctx, id));
  if (!maySeeAsPayer(ctx.actor, row)) found(null);
  return toMake(ctx, row);
}

/** Orders of one cart: as many as it has accounts. */
export const readTransferOrders = (ctx: Context, ids: readonly string[]): Promise<TransferOrderToMake[]> =>
  Promise.all(ids.map((id) => readTransferOrder(ctx, id)));

export type TransferQuery = {
  cursor?: string | undefined;
  limit: number;
  state?: TransferState | undefined;
};

/** The acting user's orders, newest first. */
export async function listTransferOrders(ctx: Context, { cursor, limit, state }: TransferQuery) {
  const key = decodeCursor(cursor, 2);
  const after = key ? { at: String(key[0]), id: String(key[1]) } : null;
  const rows = await transfersOfUser(ctx, { userId: theUser(ctx).userId, state, after, limit: limit + 1 });
  const last = rows[limit - 1];
  return {
    items: await describe(ctx, rows.slice(0, limit)),
    next: rows.length > limit && last ? encodeCursor([last.made_at.toISOString(), last.id]) : null,
  };
}

async function toMake(ctx: Context, row: TransferRow): Promise<TransferOrderToMake> {
  const shown = found((await describe(ctx, [row]))[0]);
  const { reference, stillDueCents: cents } = shown;
  const open = row.state === "open" && cents > 0;
  return {
    ...shown,
    transfer: open ? await transferDetails(ctx, row.creditor_id, { reference, cents }) : null,
  };
}

/** What the mails about an order say, whoever asks: the caller has decided. Null when there is none. */
export async function transferForMail(ctx: Context, id: string) {
  const row = await findTransfer(ctx, id);
  if (!row) return null;
  const { id: outsideId, cents, reference, creditor, received, transfer } = await toMake(ctx, row);
  return {
    ...{ id: outsideId, cents, reference, transfer },
    creditorName: creditor.name,
    receivedCents: received?.cents ?? null,
    userId: row.user_id,
    creditorId: row.creditor_id,
  };
}

/**
 * Rows as they are shown, in as many statements whatever their number. What is left to pay is told to who may pay it today:
 * an order stays whose payer made it, the account may not.
 */
async function describe(ctx: Context, rows: readonly TransferRow[]): Promise<TransferOrder[]> {
  const parts = await partsOfTransfers(
    ctx,
    rows.map((row) => row.id),
  );
  const ofOrder = Map.groupBy(parts, (part) => part.order_id);
  const entryIds = [...new Set(parts.map((part) => part.entry_id))];
  const entries = new Map((await entriesByIds(ctx, entryIds)).map((entry) => [entry.id, entry]));
  const payable = await payableEntries(ctx, entryIds, { lock: false });
  const left = new Map(payable.map((entry) => [entry.id, entry.payableCents]));
  const accounts = await accountsByIds(ctx, [...new Set(rows.map((row) => row.account_id))]);
  const labels = new Map(accounts.map((account) => [account.id, account.label]));
  const creditors = await creditorsByIds(ctx, [...new Set(rows.map((row) => row.creditor_id))]);
  const idle = ctx.actor.kind !== "user" || onlyLooks(ctx);
  return rows.map((row) => {
    const own = (ofOrder.get(row.id) ?? []).map(({ entry_id, cents }) => ({ entryId: entry_id, cents }));
    return {
      id: outside("transfer", row.id),
      state: row.state,
      creditor: {
        id: outside("creditor", row.creditor_id),
        name: creditors.get(row.creditor_id)?.name ?? "",
      },
      account: outside("account", row.account_id),
      accountLabel: labels.get(row.account_id) ?? "",
      reference: row.reference,
      cents: row.cents,
      pieces: own.map(({ entryId, cents }) => {
        const entry = entries.get(entryId);
        return {
          entry: outside("entry", entryId),
          label: entry?.label ?? "",
          piece: entry?.piece ?? "",
          dueOn: entry?.dueOn ?? null,
          cents,
        };
      }),
      stillDueCents: stillDue(own, (id) => left.get(id) ?? 0),
      madeAt: row.made_at.toISOString(),
      expiresOn: row.expires_on,
      closedAt: row.closed_at?.toISOString() ?? null,
      received:
        row.received_cents !== null && row.received_on !== null
          ? { cents: row.received_cents, on: row.received_on }
          : null,
      can: { cancel: row.state === "open" && !idle, mail: row.state === "open" && !idle },
    };
  });
}
