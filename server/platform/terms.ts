/**
 * What is held of people goes at its term (GDPR article 5.1.e): each module says it of its own tables, one line a kind of
 * data, and a nightly job applies them. A line finds the oldest rows first, some at a time, and may run twice.
 */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "./context.ts";
import type { Dropped, Term } from "./personal-data.ts";

export type Sweep = {
  /** `mails`: stable, the fact that tells how many went names it. */
  kind: string;
  /** Tables that it deletes from, or empties. */
  tables: readonly string[];
  /** A term of the organization's grid, or days of the house's own. */
  term: Term | { days: number };
  /** @param before what last served before it is over. @param limit rows at most. */
  run(ctx: Context, before: Date, limit: number): Promise<Swept>;
};

/** How many rows went, and the files that they were the last to name. */
export type Swept = { count: number; dropped?: readonly Dropped[] };

/**
 * Deletes at most `limit` rows of a table of the organization that are over; those that somebody holds wait for the next
 * night. @param over a condition on the row, called `x`.
 */
export async function deleteSome(
  ctx: Context,
  table: string,
  over: RawBuilder<unknown>,
  limit: number,
): Promise<Swept> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} t where t.organization_id = ${ctx.organizationId} and t.ctid = any(array(
      select x.ctid from ${sql.table(table)} x where x.organization_id = ${ctx.organizationId} and ${over}
      limit ${limit} for update skip locked))`.execute(ctx.db);
  return { count: Number(numAffectedRows ?? 0) };
}

/** Rows that named files, as the files that nothing of theirs names any more. */
export function droppedOf(rows: readonly { hash: string; at: Date }[]): Dropped[] {
  const same = Map.groupBy(rows, (row) => row.hash);
  return [...same].map(([hash, all]) => {
    const times = all.map((row) => row.at.getTime());
    return { hash, first: new Date(Math.min(...times)), last: new Date(Math.max(...times)) };
  });
}
