/** What staff take out of the customers' space, and give back (OFF-8). */
import { z } from "zod";
import { idOf } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Cents } from "../../platform/shapes.ts";

/** Read by customers; read until the next publication; read by staff alone. */
export const Publication = z.enum(["published", "leaving", "withdrawn"]);
export type Publication = z.output<typeof Publication>;

const accounts = z.array(idOf("account")).min(1).max(500);
const Changed = z.object({ accounts: z.int().meta({ description: "How many changed: again, none" }) });

export const withdrawalRoutes = {
  planWithdrawal: route({
    method: "POST",
    path: "/api/office/accounts/withdrawal-plan",
    who: "staff:accountant",
    summary:
      "What would disappear from the customers' space with these accounts, and for whom; changes nothing",
    body: z.strictObject({ accounts }),
    response: z.object({
      accounts: z.int().meta({ description: "Of them, those that customers can read today" }),
      documents: z.int().meta({ description: "Invoices and credit notes" }),
      toPayCents: Cents.meta({ description: "What could no longer be paid on line" }),
      users: z.int().meta({ description: "Who read one of them today" }),
      emptied: z.int().meta({ description: "Of those, who would have no account left to read" }),
      names: z.array(z.string()).meta({ description: "The first of them by name" }),
    }),
  }),
  withdrawAccounts: route({
    method: "POST",
    path: "/api/office/accounts/withdrawal",
    who: "staff:accountant",
    summary:
      "Withdraw accounts from the customers' space, at the next publication of their creditor or at once",
    body: z.strictObject({ accounts, when: z.enum(["next_publication", "now"]) }),
    response: Changed,
  }),
  restoreAccounts: route({
    method: "POST",
    path: "/api/office/accounts/restoration",
    who: "staff:accountant",
    summary: "Give accounts back to the customers' space at once, or forget that they were to leave it",
    body: z.strictObject({ accounts }),
    response: Changed,
  }),
};
