import type { Context } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { asCustomer, asStaff } from "./access.ts";
import { planCents, showOfficeRow, showRow } from "./read-mandate.ts";
import type { MandateState, Mode } from "./rules.ts";
import { type MandateRecord, mandatesPage } from "./sql/mandates.ts";
import { selectInstalments } from "./sql/parts.ts";

type Page = { cursor?: string | undefined; limit: number };

/** The mandates of the parties for whom the user acts, newest first (MAN-6); what was never signed is left out. */
export async function listMandates(ctx: Context, query: Page & { account?: string | undefined }) {
  const rows = await page(ctx, asCustomer(ctx, "read"), { accountId: query.account, states: SIGNED }, query);
  const plans = await plansOf(ctx, rows.items);
  return { items: rows.items.map((row) => showRow(row, planCents(plans.get(row.id)))), next: rows.next };
}

const SIGNED: readonly MandateState[] = [
  "signing",
  "active",
  "suspended",
  "blocked",
  "stopped",
  "revoked",
  "finished",
  "dormant",
];
const STANDING: readonly MandateState[] = ["active", "suspended", "blocked"];

export type OfficeQuery = Page & {
  search?: string | undefined;
  state?: MandateState | "standing" | undefined;
  creditor?: string | undefined;
  account?: string | undefined;
  mode?: Mode | undefined;
};

/** Mandates as staff see them, newest first. */
export async function listOfficeMandates(ctx: Context, query: OfficeQuery) {
  const { state } = query;
  const filter = {
    words: (query.search ?? "").split(/\s+/).filter(Boolean),
    states: state === undefined ? undefined : state === "standing" ? STANDING : [state],
    creditorId: query.creditor,
    accountId: query.account,
    mode: query.mode,
  };
  const rows = await page(ctx, asStaff(ctx), filter, query);
  const plans = await plansOf(ctx, rows.items);
  return {
    items: rows.items.map((row) => showOfficeRow(row, planCents(plans.get(row.id)))),
    next: rows.next,
  };
}

const plansOf = async (ctx: Context, rows: readonly MandateRecord[]) =>
  Map.groupBy(
    await selectInstalments(
      ctx,
      rows.map((row) => row.id),
    ),
    (one) => one.mandateId,
  );

async function page(
  ctx: Context,
  reach: Parameters<typeof mandatesPage>[1],
  filter: Parameters<typeof mandatesPage>[2],
  { cursor, limit }: Page,
): Promise<{ items: MandateRecord[]; next: string | null }> {
  const key = decodeCursor(cursor, 2);
  const after = key ? { at: String(key[0]), id: String(key[1]) } : null;
  const { rows } = await mandatesPage(ctx, reach, filter, { after, limit: limit + 1 }).execute(ctx.db);
  const last = rows[limit - 1];
  const next = rows.length > limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null;
  return { items: rows.slice(0, limit), next };
}
