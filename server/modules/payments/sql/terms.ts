/** What goes at its term of what payments keep: the money itself is books; the traces of an attempt are not. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { deleteSome, type Sweep, type Swept } from "../../../platform/terms.ts";

/** The address of the receipt, and what was sent to the provider's page. */
async function emptyTraces(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql`
    update payments t set email = null, departure = null where t.organization_id = ${ctx.organizationId} and t.id in (
      select p.id from payments p where p.organization_id = ${ctx.organizationId} and p.closed_at <= ${before}
        and (p.email is not null or p.departure is not null)
      limit ${limit} for update skip locked)
    returning t.id`.execute(ctx.db);
  return { count: rows.length };
}

export const sweeps: readonly Sweep[] = [
  { kind: "payment_traces", tables: ["payments"], term: "payment", run: emptyTraces },
  // What providers sent, word for word; told again after that, it would be read again, and money is recorded once.
  {
    kind: "inbox",
    tables: ["inbox"],
    term: "payment",
    run: (ctx, before, limit) => deleteSome(ctx, "inbox", sql`x.handled_at <= ${before}`, limit),
  },
];
