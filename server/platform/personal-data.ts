/**
 * What is held about a person: each module says it of its own tables, kind by kind, and one module gathers it (access,
 * portability and erasure: GDPR articles 15, 20 and 17).
 */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "./context.ts";
import type { Language } from "./money.ts";

export type Said = Record<Language, string>;

/** Whose data: his own rows, and those of whom he acts for. */
export type Subject = {
  userId: string;
  /** What he may read the accounts of. */
  actsFor: readonly string[];
  /** Those of them that are himself: a person whom nobody else manages. */
  himself: readonly string[];
};

/** How long a kind is kept: a setting of the organization each. */
export const TERMS = ["access", "accounting", "proof", "relation", "payment", "log"] as const;
export type Term = (typeof TERMS)[number];

/** Why it may be held (GDPR article 6). */
export const BASES = ["contract", "law", "interest", "consent"] as const;

export type Column = Said & { key: string; kind?: "text" | "cents" | "day" | "instant" };

export type PersonalKind = {
  /** `disputes`: stable, it names files of the archive. */
  kind: string;
  label: Said;
  why: Said;
  basis: (typeof BASES)[number];
  keep: Term;
  columns: readonly Column[];
  /** Rows with `key` (a text that orders and is unique), `at` (when it was last of use) and the columns. */
  source(ctx: Context, of: Subject): RawBuilder<unknown>;
  /** Rows also carry `file_hash` and `file_name`: what is stored under them goes with the archive. */
  files?: boolean;
  /**
   * Erases it, or what of it says who the person is. May run twice. `part`: the rest stays until its term.
   * @returns files that these rows no longer name.
   */
  erase?: { part: boolean; run(ctx: Context, of: Subject): Promise<readonly Dropped[]> };
};

/** A file whose rows are erased, and when the first and the last of them came. */
export type Dropped = { hash: string; first: Date; last: Date };

export type PersonalRow = { key: string; at: Date | null; file_hash?: string; file_name?: string } & Record<
  string,
  unknown
>;
export type Held = { count: number; from: Date | null; to: Date | null };

/** How much is held, of every kind, in one statement. */
export async function countHeld(
  ctx: Context,
  kinds: readonly PersonalKind[],
  of: Subject,
): Promise<Map<string, Held>> {
  const each = kinds.map(
    (one) => sql`select ${one.kind}::text as kind, count(*) as count, min(x.at)::timestamptz as "from",
      max(x.at)::timestamptz as "to" from (${one.source(ctx, of)}) x`,
  );
  const { rows } = await sql<Held & { kind: string }>`${sql.join(each, sql` union all `)}`.execute(ctx.db);
  return new Map(rows.map(({ kind, ...held }) => [kind, held]));
}

/** A page of what is held of a kind, after a key. */
export async function heldPage(
  ctx: Context,
  kind: PersonalKind,
  of: Subject,
  page: { after: string | null; limit: number },
): Promise<PersonalRow[]> {
  const { rows } = await sql<PersonalRow>`
    select x.* from (${kind.source(ctx, of)}) x
    where ${page.after === null ? sql`true` : sql`x.key collate "C" > ${page.after}`}
    order by x.key collate "C" limit ${page.limit}`.execute(ctx.db);
  return rows;
}

/** What a person agreed to, and may take back. */
export type Consent = {
  kind: string;
  label: Said;
  /** To what exactly: a device, a number, a colleague; empty when the label says it. */
  detail: string;
  given: boolean;
  /** Null: a default that nobody chose. */
  at: Date | null;
  /** Where it is taken back, from the organization's base. */
  path: string;
};
