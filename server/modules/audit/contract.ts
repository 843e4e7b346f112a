import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { binary, route } from "../../platform/route.ts";
import { Day, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

/** One fact: who did what, when, from where (OFF-9). */
export const AuditFact = z.object({
  id: z.string(),
  at: Instant,
  /** `payments.settled`: the module, and what happened. */
  name: z.string(),
  /** What it happened to: its kind, and its id as the API knows it. */
  subject: z.object({
    kind: z.string(),
    id: z.string(),
    /** The name of a person. */
    name: z.string().nullable(),
  }),
  actor: z.object({
    kind: z.enum(["anyone", "user", "token", "system"]),
    id: z.string().nullable(),
    /** A person's name, a job's or a command's; empty for somebody who is not signed in. */
    name: z.string(),
  }),
  /** The member of staff who looked through this person's eyes. */
  viewedBy: z.string().nullable(),
  ip: z.string().nullable(),
  requestId: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** The seal that holds it; null until the next one. */
  seal: z.int().nullable(),
});
export type AuditFact = z.output<typeof AuditFact>;

const Filter = {
  from: Day.optional(),
  to: Day.optional(),
  /** A module, or the whole name of a fact. */
  name: z
    .string()
    .regex(/^[a-z_]+(\.[a-z_]+)?$/)
    .max(80)
    .optional(),
  /** An id of any kind (what it happened to, or who did it), an address, or a person's name. */
  search: line(120).optional(),
  /** Only what people did, or only what happened by itself. */
  by: z.enum(["people", "system"]).optional(),
};

const Problem = z.object({
  kind: z.enum(["changed", "removed", "inserted", "seal_changed", "seal_missing", "cut", "other_secret"]),
  seal: z.int().nullable(),
  fact: z.string().nullable(),
  /** The name of the fact as it stands, when it still stands. */
  name: z.string().nullable(),
  at: Instant.nullable(),
});
export const Verification = z.object({
  ok: z.boolean(),
  seals: z.int(),
  facts: z.int(),
  /** Not sealed yet: they will be within a minute or so. */
  waiting: z.int(),
  head: z.object({ number: z.int(), hash: z.string(), sealedAt: Instant }).nullable(),
  problem: Problem.nullable(),
});
export type Verification = z.output<typeof Verification>;

export const contract = {
  listAudit: route({
    method: "GET",
    path: "/api/office/audit",
    who: "staff:manager",
    summary: "Who did what, when, from where; newest first (OFF-9)",
    query: PageQuery.extend(Filter),
    response: pageOf(AuditFact),
  }),
  exportAudit: route({
    method: "GET",
    path: "/api/office/audit/export",
    who: "staff:manager",
    summary: "The same as a file, oldest first; the export is itself recorded",
    query: z.object({
      ...Filter,
      format: z.enum(["csv", "json"]),
      language: z.enum(["fr", "en"]).default("fr"),
    }),
    response: binary("text/csv", "application/json"),
  }),
  verifyAudit: route({
    method: "POST",
    path: "/api/office/audit/verify",
    who: "staff:administrator",
    summary: "Recompute every seal: names the first fact that was changed, removed or put in since",
    response: Verification,
  }),
};

export const refusals = {
  "audit.whole_organization": {
    status: 403,
    fr: "Le journal est celui de tout l’organisme : il n’est pas ouvert à qui ne voit que certains créanciers.",
    en: "The trail is that of the whole organization: it is not open to who sees only some creditors.",
  },
} satisfies Refusals;
