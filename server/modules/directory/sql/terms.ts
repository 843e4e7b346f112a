/** What goes at its term of what the directory keeps: data, term, statement. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { dayInParis } from "../../../platform/dates.ts";
import { deleteSome, droppedOf, type Sweep, type Swept } from "../../../platform/terms.ts";
import { live } from "../sql.ts";

/**
 * A condition on a party, by its id: nobody acts for it, it owes and is owed nothing, and nothing moved on its accounts
 * since a day.
 */
export const relationOver = (ctx: Context, partyId: RawBuilder<unknown>, before: Date) => sql`
  not exists (select from access_accounts a where ${live(ctx)} and a.party_id = ${partyId})
  and not exists (select from v_ledger_party_moves k where k.organization_id = ${ctx.organizationId} and k.party_id = ${partyId}
    and (k.balance_cents <> 0 or k.last_on >= ${dayInParis(before)}::date))`;

/** The name and the postal address stand on invoices: they stay as long as these. */
async function emptyContacts(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql`
    update parties t set email = null, phone = null where t.organization_id = ${ctx.organizationId} and t.id in (
      select p.id from parties p where p.organization_id = ${ctx.organizationId} and p.created_at <= ${before}
        and (p.email is not null or p.phone is not null) and ${relationOver(ctx, sql.ref("p.id"), before)}
      limit ${limit} for update skip locked)
    returning t.id`.execute(ctx.db);
  return { count: rows.length };
}

/** Letters hold codes: they are read for a week (`list-letters.ts`), then their file goes. */
async function dropLetters(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql<{ hash: string; at: Date }>`
    with over as (
      select l.id, l.file_hash from access_letters l
      where l.organization_id = ${ctx.organizationId} and l.file_hash is not null and l.finished_at <= ${before}
      limit ${limit} for update skip locked)
    update access_letters l set file_hash = null from over
    where l.organization_id = ${ctx.organizationId} and l.id = over.id
    returning over.file_hash as hash, l.finished_at as at`.execute(ctx.db);
  return { count: rows.length, dropped: droppedOf(rows) };
}

export const sweeps: readonly Sweep[] = [
  // Who types a code that is over is told so for a while.
  {
    kind: "access_codes",
    tables: ["access_codes"],
    term: { days: 90 },
    run: (ctx, before, limit) => deleteSome(ctx, "access_codes", sql`x.expires_at <= ${before}`, limit),
  },
  { kind: "access_letters_files", tables: ["access_letters"], term: { days: 7 }, run: dropLetters },
  {
    kind: "access_letters",
    tables: ["access_letters"],
    term: "log",
    run: (ctx, before, limit) =>
      deleteSome(ctx, "access_letters", sql`x.asked_at <= ${before} and x.file_hash is null`, limit),
  },
  {
    kind: "accesses",
    tables: ["access_accounts"],
    term: "log",
    run: (ctx, before, limit) =>
      deleteSome(ctx, "access_accounts", sql`x.ends_on < ${dayInParis(before)}::date`, limit),
  },
  { kind: "contacts", tables: ["parties"], term: "relation", run: emptyContacts },
];
