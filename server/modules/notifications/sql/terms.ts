/** What goes at its term of what notifications keep: data, term, statement. What waits to leave stays. */
import { sql } from "kysely";
import { deleteSome, type Sweep } from "../../../platform/terms.ts";

export const sweeps: readonly Sweep[] = [
  {
    kind: "mails",
    tables: ["mails", "mail_entries"],
    term: "relation",
    run: (ctx, before, limit) =>
      deleteSome(ctx, "mails", sql`x.created_at <= ${before} and x.state <> 'queued'`, limit),
  },
  {
    kind: "texts",
    tables: ["texts"],
    term: "relation",
    run: (ctx, before, limit) =>
      deleteSome(
        ctx,
        "texts",
        sql`x.created_at <= ${before} and x.state in ('sent', 'delivered', 'failed')`,
        limit,
      ),
  },
  {
    kind: "pushes",
    tables: ["pushes"],
    term: "relation",
    run: (ctx, before, limit) =>
      deleteSome(ctx, "pushes", sql`x.created_at <= ${before} and x.state <> 'queued'`, limit),
  },
  {
    kind: "bounced_addresses",
    tables: ["bounced_addresses"],
    term: "relation",
    run: (ctx, before, limit) => deleteSome(ctx, "bounced_addresses", sql`x.at <= ${before}`, limit),
  },
  // A phone whose code was never typed. Browsers that are gone go when the push service says so.
  {
    kind: "phones_unproven",
    tables: ["notification_phones"],
    term: { days: 1 },
    run: (ctx, before, limit) =>
      deleteSome(
        ctx,
        "notification_phones",
        sql`x.confirmed_at is null and x.code_until <= ${before}`,
        limit,
      ),
  },
];
