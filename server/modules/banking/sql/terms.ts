/** What goes at its term of what bank lines keep: the money is books; that a payer is known again is not. */
import { sql } from "kysely";
import { dayInParis } from "../../../platform/dates.ts";
import { deleteSome, type Sweep } from "../../../platform/terms.ts";

export const sweeps: readonly Sweep[] = [
  {
    kind: "bank_payers",
    tables: ["bank_payers"],
    term: "relation",
    run: (ctx, before, limit) =>
      deleteSome(ctx, "bank_payers", sql`x.last_used_on < ${dayInParis(before)}::date`, limit),
  },
];
