/** Many customers with a past, written by the database itself. */
import type pg from "pg";

export const ENTRIES_PER_ACCOUNT = 24;
/** Of the entries of an account, so many pairs of an invoice and its payment are lettered; the rest is owed. */
const PAIRS = 10;

/** The cookie of the n-th customer, from 0. */
export const cookieOf = (n: number): string => `quitus_session=bench-${n}`;

/**
 * Customers numbered from 0, each with a user, an open session and one account of 24 entries: ten letterings of an
 * invoice and its payment, and four invoices still owed. Entries are written month after month, as publications do, so
 * those of one account are not neighbours on the disk. Foreign keys are true by construction, and not checked.
 */
export async function fillLedger(
  admin: pg.Client,
  organizationId: string,
  creditorId: string,
  accounts: number,
): Promise<void> {
  const id = (kind: string, n = "n") => `md5('${kind}' || ${n} || '${organizationId}')::uuid`;
  const all = `generate_series(0, ${accounts - 1}) n`;
  const organization = `'${organizationId}'::uuid`;
  await admin.query("set session_replication_role = replica; set synchronous_commit = off");
  const statements = [
    `insert into parties (organization_id, id, code, name) select ${organization}, ${id("p")}, 'P' || n, 'Tiers ' || n from ${all}`,
    `insert into users (organization_id, id, identifier, name, state) select ${organization}, ${id("u")}, 'u' || n, 'Personne ' || n, 'active' from ${all}`,
    `insert into access_accounts (organization_id, user_id, party_id) select ${organization}, ${id("u")}, ${id("p")} from ${all}`,
    // Seen in a year: no session is written again while reading, so each round runs the same statements.
    `insert into sessions (organization_id, id, user_id, token_hash, remembered, created_at, seen_at, expires_at)
     select ${organization}, ${id("s")}, ${id("u")}, sha256(('bench-' || n)::bytea), false, now(), now() + '1 year', now() + '1 year' from ${all}`,
    `insert into accounts (organization_id, id, creditor_id, party_id, code, label, balance_cents, published_at)
     select ${organization}, ${id("a")}, '${creditorId}', ${id("p")}, '411' || lpad(n::text, 8, '0'), 'Compte ' || n, 40000 + 4 * (n % 100), now() from ${all}`,
    `insert into letterings (organization_id, id, account_id, code, origin, created_at)
     select ${organization}, ${id("l", "n || ':' || k")}, ${id("a")}, 'A' || chr(64 + k), 'published', now() from generate_series(1, ${PAIRS}) k, ${all}`,
    entries(organization, id, all),
    `insert into lettering_parts (organization_id, lettering_id, entry_id, cents)
     select organization_id, lettering_id, id, amount_cents from entries where organization_id = ${organization} and lettering_id is not null`,
  ];
  for (const statement of statements) await admin.query(statement);
  await admin.query("vacuum analyze");
  await admin.query("checkpoint");
}

/** Entry k of account n: odd ones are invoices, even ones pay the one before; past the pairs all are owed. */
const entries = (
  organization: string,
  id: (kind: string, n?: string) => string,
  all: string,
) => `insert into entries (organization_id, id, account_id, source_key, origin, journal, entered_on, due_on, label, piece,
    amount_cents, settled_cents, lettering_code, lettering_id, published_lettering)
  select ${organization}, quitus_new_id(), ${id("a")}, 'fec:2026:' || k, 'fec', case when debit then 'VE' else 'BQ' end, day,
    case when debit then day + 30 end, case when debit then 'Facture F-' else 'Règlement F-' end || n || '-' || k, 'F-' || n || '-' || k,
    cents, case when lettered then cents else 0 end, code, case when lettered then ${id("l", "n || ':' || (k + 1) / 2")} end, code
  from generate_series(1, ${ENTRIES_PER_ACCOUNT}) k, ${all},
    lateral (select k <= ${2 * PAIRS} as lettered, k > ${2 * PAIRS} or k % 2 = 1 as debit, current_date - 780 + k * 30 as day) x,
    lateral (select case when debit then 1 else -1 end * (10000 + n % 100) as cents, case when lettered then 'A' || chr(64 + (k + 1) / 2) else '' end as code) y
  order by k, n`;
