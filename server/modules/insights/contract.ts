import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Cents, Day, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

const IdentityKind = z.enum(["customer", "colleague", "staff", "party", "party_without_access"]);
export type IdentityKind = z.output<typeof IdentityKind>;

export const contract = {
  readHome: route({
    method: "GET",
    path: "/api/office/home",
    who: "staff:reader",
    summary: "What needs a hand today, and a few figures (OFF-1)",
    response: z.object({
      work: z.array(
        z.object({
          kind: z.enum([
            "payment_alert",
            "payment_waiting_long",
            "payment_declared",
            "change_waiting",
            "dispute_late",
            "dispute_waiting",
            "dispute_held",
            "mandate_unsealed",
            "request_open",
            "bank_waiting",
            "bank_failed",
            "import_failed",
            "import_errors",
            "mail_failed",
            "mail_bounced",
            "payment_not_configured",
            "webhook_off",
            "certificate_ending",
            "timestamp_failing",
            "erasure_late",
            "erasure_waiting",
            "debits_to_release",
            "debits_to_send",
            "debits_returned",
            "users_to_activate",
          ]),
          count: z.int(),
          newest: Instant.nullable(),
        }),
      ),
      /** What a new organization does first, in order; empty once its customers read their accounts, and for limited staff. */
      start: z.array(
        z.object({
          step: z.enum(["contact", "creditor", "payment", "accounts", "access"]),
          done: z.boolean(),
        }),
      ),
      figures: z.object({
        accounts: z.int(),
        toCollectCents: Cents,
        overdueCents: Cents,
        collectedMonthCents: Cents,
        paymentsMonth: z.int(),
        activeUsers: z.int(),
        parties: z.int(),
      }),
      /** Money received on line per day, the last 30 days. */
      collected: z.array(z.object({ day: Day, cents: Cents, count: z.int() })),
      /** What is overdue by its age in days: 1 to 30, 31 to 90, 91 to 180, older. */
      overdueByAge: z.array(
        z.object({ age: z.enum(["month", "quarter", "half", "older"]), cents: Cents, count: z.int() }),
      ),
      /** Money received in the last 365 days, by means: on line, direct debits that did not come back, the bank's statements. */
      byMeans: z.array(
        z.object({
          means: z.enum(["card", "direct_debit", "transfer", "cheque", "unknown"]),
          cents: Cents,
          count: z.int(),
        }),
      ),
      publishedAt: z.array(z.object({ creditor: z.string(), publishedAt: Instant.nullable() })),
    }),
  }),
  listIdentities: route({
    method: "GET",
    path: "/api/office/identities",
    who: "staff:reader",
    summary: "Everyone by name: parties, customers and colleagues who sign in, staff (OFF-3)",
    query: PageQuery.extend({ search: line(120).optional(), kind: IdentityKind.optional() }),
    response: pageOf(
      z.object({
        kind: IdentityKind,
        id: z.string().meta({ description: "Of a party or of a user, as the kind says" }),
        name: z.string(),
        code: z.string().meta({ description: "Code of a party, identifier of a user" }),
        email: z.string().nullable(),
        state: z.enum(["invited", "active", "disabled"]).nullable().meta({ description: "Of a user" }),
        tie: z.object({ name: z.string(), others: z.int() }).nullable().meta({
          description: "A party that the user acts for, or a user who acts for the party; how many more",
        }),
      }),
    ),
  }),
  search: route({
    method: "GET",
    path: "/api/office/search",
    who: "staff:reader",
    summary: "Any party, account, invoice, payment or user, from one field (Ctrl+K)",
    query: z.object({ q: line(80).min(2) }),
    response: z.object({
      items: z.array(
        z.object({
          kind: z.enum(["party", "account", "invoice", "payment", "user"]),
          id: z.string(),
          title: z.string(),
          detail: z.string(),
          account: outsideId("account").nullable(),
        }),
      ),
    }),
  }),
};

export const refusals = {} satisfies Refusals;
