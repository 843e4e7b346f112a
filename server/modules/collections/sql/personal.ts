/** Statements on what collections hold of one person (INF-5). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/personal-data.ts";

/** Debits under the mandates that he signed, here or on paper, and why some came back. */
export const collectionsOf = (ctx: Context, { userId, himself }: Subject): RawBuilder<unknown> => sql`
  select c.id::text as key, c.created_at as at, c.end_to_end_id as reference, c.umr, c.debtor_name as debtor, c.masked_iban as account,
    c.cents, c.collect_on as day, c.state, r.reason_code as reason
  from (select * from collections where organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid
    union all
    select * from collections where organization_id = ${ctx.organizationId} and user_id is null and party_id = any(${[...himself]}::uuid[])) c
  left join collection_returns r on r.organization_id = c.organization_id and r.collection_id = c.id`;

/** Whether a debit of his may still bring money: nothing is erased meanwhile. */
export async function hasComingDebit(ctx: Context, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from collections where organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid
      and state in ('announced', 'prepared', 'sent') limit 1`.execute(ctx.db);
  return rows.length > 0;
}
