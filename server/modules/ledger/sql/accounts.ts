/** Statements on accounts. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { AccountLine } from "../find-accounts.ts";
import { ownedBy } from "./scope.ts";

const accounts = (ctx: Context) =>
  ctx.db
    .selectFrom("accounts as a")
    .select([
      "id",
      "code",
      "label",
      "kind",
      "creditor_id as creditorId",
      "party_id as partyId",
      "balance_cents as balanceCents",
    ])
    .where("organization_id", "=", ctx.organizationId);

export const selectAccountToPay = (ctx: Context, id: string): Promise<AccountLine | undefined> =>
  accounts(ctx).where("id", "=", id).where(ownedBy(ctx, "pay")).executeTakeFirst();

export const selectAccountsByIds = (ctx: Context, ids: readonly string[]): Promise<AccountLine[]> =>
  accounts(ctx)
    .where("id", "in", [...ids])
    .orderBy("label")
    .orderBy("id")
    .execute();

export type BalanceDifference = { accountId: string; keptCents: number; computedCents: number };

/** Accounts whose kept balance is not the sum of their entries. */
export const selectWrongBalances = (ctx: Context): Promise<BalanceDifference[]> =>
  sql<BalanceDifference>`
    select a.id as "accountId", a.balance_cents as "keptCents", coalesce(e.cents, 0)::bigint as "computedCents"
    from accounts a
    left join (
      select account_id, sum(amount_cents) as cents from entries
      where organization_id = ${ctx.organizationId} and superseded_at is null group by account_id
    ) e on e.account_id = a.id
    where a.organization_id = ${ctx.organizationId} and a.balance_cents <> coalesce(e.cents, 0)
    order by a.id`
    .execute(ctx.db)
    .then(({ rows }) => rows);

export type SettlementDifference = { entryId: string; keptCents: number; computedCents: number };

/** Entries whose settled part is not the sum of what letterings take of them. */
export const selectWrongSettlements = (ctx: Context): Promise<SettlementDifference[]> =>
  sql<SettlementDifference>`
    select e.id as "entryId", e.settled_cents as "keptCents", coalesce(p.cents, 0)::bigint as "computedCents"
    from entries e
    left join (
      select entry_id, sum(cents) as cents from lettering_parts
      where organization_id = ${ctx.organizationId} group by entry_id
    ) p on p.entry_id = e.id
    where e.organization_id = ${ctx.organizationId} and e.settled_cents <> coalesce(p.cents, 0)
    order by e.id`
    .execute(ctx.db)
    .then(({ rows }) => rows);

/** Letterings whose parts do not sum to zero. */
export const selectUnbalancedLetterings = (ctx: Context): Promise<{ letteringId: string; cents: number }[]> =>
  sql<{ letteringId: string; cents: number }>`
    select lettering_id as "letteringId", sum(cents)::bigint as cents from lettering_parts
    where organization_id = ${ctx.organizationId} group by lettering_id having sum(cents) <> 0 order by lettering_id`
    .execute(ctx.db)
    .then(({ rows }) => rows);
