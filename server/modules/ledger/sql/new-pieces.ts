/** What was published lately and is to be paid: for news of new invoices. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { NewPieces } from "../find-new-pieces.ts";

/** Accounts with unsettled debits first published after an instant; each once, in the order of their ids. */
export async function selectNewPieces(
  ctx: Context,
  of: { since: Date; partyIds: readonly string[] | null; after: string | null; limit: number },
): Promise<NewPieces[]> {
  const { rows } = await sql<NewPieces>`
    select a.id as "accountId", a.label as "accountLabel", a.party_id as "partyId", a.creditor_id as "creditorId",
      n.count, n.cents, n.ids as "entryIds"
    from accounts a
    cross join lateral (
      select count(*)::int as count, array_agg(e.id) as ids, coalesce(sum(e.amount_cents - e.settled_cents), 0)::bigint as cents from entries e
      where e.organization_id = a.organization_id and e.account_id = a.id and e.created_at > ${of.since}
        and e.origin <> 'payment' and e.superseded_at is null and e.amount_cents > e.settled_cents
    ) n
    where a.organization_id = ${ctx.organizationId} and a.published_at > ${of.since} and a.withdrawn_at is null and n.count > 0
      and ${of.partyIds === null ? sql`true` : sql`a.party_id = any(${of.partyIds}::uuid[])`}
      and ${of.after === null ? sql`true` : sql`a.id > ${of.after}::uuid`}
    order by a.id limit ${of.limit}`.execute(ctx.db);
  return rows;
}
