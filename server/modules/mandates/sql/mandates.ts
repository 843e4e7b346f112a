/** Statements on mandates: who reaches them, lists, states, numbers. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { MandateState, Mode, Scheme } from "../rules.ts";

export type MandateRecord = {
  id: string;
  umr: string;
  creditorId: string;
  creditorShortName: string;
  partyId: string;
  partyName: string;
  accountId: string;
  accountLabel: string;
  /** Who signed on line, or the member of staff who typed it; null for a paper that another program published. */
  userId: string | null;
  origin: "online" | "paper";
  scheme: Scheme;
  mode: Mode;
  state: MandateState;
  reason: string;
  language: "fr" | "en";
  purpose: string;
  preNotificationDays: number;
  debtorName: string;
  debtorAddress: string[];
  iban: string;
  bic: string | null;
  creditorName: string;
  ics: string;
  oneOffCents: number | null;
  /** The day that the debtor of a one-off chose. */
  wantedOn: string | null;
  planEntryIds: string[];
  signedOn: string | null;
  documentHash: string | null;
  sealedHash: string | null;
  sealLevel: string | null;
  sealFingerprint: string | null;
  lastCollectedOn: string | null;
  createdAt: Date;
  changedAt: Date;
  /** Its account passed to somebody else, who signed nothing. */
  moved: boolean;
  /** Its account left the customers' space (OFF-8). */
  withdrawn: boolean;
};

/** Which mandates an actor reaches, as a condition on `m`. */
export type Reach = RawBuilder<SqlBool>;

export const shown = sql`m.id, m.umr, m.creditor_id as "creditorId", c.name as "creditorShortName", m.party_id as "partyId",
    p.name as "partyName", m.account_id as "accountId", a.label as "accountLabel", m.user_id as "userId", m.origin, m.scheme,
    m.mode, m.state, m.reason, m.language, m.purpose, m.pre_notification_days as "preNotificationDays",
    m.debtor_name as "debtorName", m.debtor_address as "debtorAddress", m.debtor_iban as iban, m.debtor_bic as bic,
    m.creditor_name as "creditorName", m.creditor_ics as ics, m.one_off_cents as "oneOffCents", m.wanted_on as "wantedOn",
    m.plan_entry_ids as "planEntryIds", m.signed_on as "signedOn", m.document_hash as "documentHash",
    m.sealed_hash as "sealedHash", m.seal_level as "sealLevel", m.seal_fingerprint as "sealFingerprint",
    m.last_collected_on as "lastCollectedOn", m.created_at as "createdAt", m.changed_at as "changedAt",
    a.party_id <> m.party_id as moved, a.withdrawn_at is not null as withdrawn`;
export const joined = sql`mandates m
    join v_ledger_accounts a on a.organization_id = m.organization_id and a.id = m.account_id
    join v_organizations_creditors c on c.organization_id = m.organization_id and c.id = m.creditor_id
    join v_directory_parties p on p.organization_id = m.organization_id and p.id = m.party_id`;

/** One mandate within reach; `lock` takes its row until the transaction ends. */
export async function findMandate(
  ctx: Context,
  id: string,
  reach: Reach,
  { lock } = { lock: false },
): Promise<MandateRecord | undefined> {
  if (lock)
    await sql`select from mandates m where m.organization_id = ${ctx.organizationId} and m.id = ${id} and ${reach} for update`.execute(
      ctx.db,
    );
  const { rows } = await sql<MandateRecord>`
    select ${shown} from ${joined}
    where m.organization_id = ${ctx.organizationId} and m.id = ${id} and ${reach}`.execute(ctx.db);
  return rows[0];
}

export type MandateFilter = {
  /** Words that must all be found in the reference, the debtor, the account or the party; or the last four of the IBAN. */
  words?: readonly string[];
  states?: readonly MandateState[] | undefined;
  creditorId?: string | undefined;
  accountId?: string | undefined;
  mode?: Mode | undefined;
};
type Key = { at: string; id: string };

function kept(filter: MandateFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  const { states } = filter;
  if (states?.length === 1) conditions.push(sql`m.state = ${states[0]!}`);
  else if (states) conditions.push(sql`m.state = any(${[...states]})`);
  if (filter.creditorId) conditions.push(sql`m.creditor_id = ${filter.creditorId}`);
  if (filter.accountId) conditions.push(sql`m.account_id = ${filter.accountId}`);
  if (filter.mode) conditions.push(sql`m.mode = ${filter.mode}`);
  for (const word of filter.words ?? [])
    conditions.push(
      sql`strpos(quitus_search_text(array[m.umr, m.debtor_name, right(m.debtor_iban, 4)]) || ' ' || a.search_text || ' ' || p.search_text, quitus_search_text(array[${word}]::text[])) > 0`,
    );
  return sql.join(conditions, sql` and `);
}

/** Newest first, after a key. Ask for one more than shown. */
export function mandatesPage(
  ctx: Context,
  reach: Reach,
  filter: MandateFilter,
  { after, limit }: { after: Key | null; limit: number },
): RawBuilder<MandateRecord> {
  const key = after ? sql`(m.created_at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  return sql<MandateRecord>`
    select ${shown} from ${joined}
    where m.organization_id = ${ctx.organizationId} and ${reach} and ${kept(filter)} and ${key}
    order by m.created_at desc, m.id desc limit ${limit}`;
}

/** Mandates by id in the order of their ids; `lock` takes their rows. Whoever asks: the caller has decided. */
export async function selectMandates(
  ctx: Context,
  ids: readonly string[],
  { lock } = { lock: false },
): Promise<MandateRecord[]> {
  if (ids.length === 0) return [];
  if (lock)
    await sql`select from mandates where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[])
      order by id for update`.execute(ctx.db);
  const { rows } = await sql<MandateRecord>`
    select ${shown} from ${joined}
    where m.organization_id = ${ctx.organizationId} and m.id = any(${[...ids]}::uuid[]) order by m.id`.execute(
    ctx.db,
  );
  return rows;
}

/** The mandates that a party signed, newest first; the latest 200. */
export async function selectSigned(ctx: Context, partyId: string): Promise<MandateRecord[]> {
  const reach = sql<SqlBool>`m.party_id = ${partyId} and m.signed_on is not null`;
  const { rows } = await mandatesPage(ctx, reach, {}, { after: null, limit: 200 }).execute(ctx.db);
  return rows;
}

/** The automatic mandate that stands on an account: there is one at most. */
export async function findAutomatic(
  ctx: Context,
  accountId: string,
): Promise<{ id: string; partyId: string } | undefined> {
  const { rows } = await sql<{ id: string; partyId: string }>`
    select id, party_id as "partyId" from mandates
    where organization_id = ${ctx.organizationId} and account_id = ${accountId} and mode = 'automatic'
      and state in ('signing', 'active', 'suspended', 'blocked')`.execute(ctx.db);
  return rows[0];
}

/** Gives up what a user had prepared on an account and not signed. */
export async function abandonDrafts(ctx: Context, of: { userId: string; accountId: string }): Promise<void> {
  await sql`
    with given_up as (
      update mandates set state = 'abandoned', changed_at = ${ctx.clock()}
      where organization_id = ${ctx.organizationId} and account_id = ${of.accountId} and user_id = ${of.userId} and state = 'draft'
      returning id)
    update mandate_signatures set state = 'dead', code_sealed = null, code_hash = null
    where organization_id = ${ctx.organizationId} and mandate_id in (select id from given_up) and state = 'open'`.execute(
    ctx.db,
  );
}

export type NewMandate = {
  id: string;
  umr: string;
  creditor_id: string;
  party_id: string;
  account_id: string;
  user_id: string | null;
  origin: "online" | "paper";
  scheme: Scheme;
  mode: Mode;
  state: MandateState;
  language: "fr" | "en";
  purpose: string;
  pre_notification_days: number;
  debtor_name: string;
  debtor_address: string[];
  debtor_iban: string;
  debtor_bic: string | null;
  creditor_name: string;
  creditor_ics: string;
  one_off_cents: number | null;
  wanted_on: string | null;
  plan_entry_ids: string[];
  signed_on: string | null;
  last_collected_on?: string | null;
  document_hash: string | null;
};

/** Writes new mandates: some hundreds at a time. */
export async function insertMandates(ctx: Context, mandates: readonly NewMandate[]): Promise<void> {
  if (mandates.length === 0) return;
  const now = ctx.clock();
  await ctx.db
    .insertInto("mandates")
    .values(
      mandates.map((one) => ({
        ...one,
        organization_id: ctx.organizationId,
        created_at: now,
        changed_at: now,
      })),
    )
    .execute();
}

export type MandateChange = Partial<
  Pick<NewMandate, "state" | "debtor_iban" | "debtor_bic" | "signed_on" | "document_hash" | "user_id">
> & {
  reason?: string;
  sealed_hash?: string;
  seal_level?: string;
  seal_fingerprint?: string;
};

export async function updateMandates(
  ctx: Context,
  ids: readonly string[],
  change: MandateChange,
): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .updateTable("mandates")
    .set({ ...change, changed_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute();
}

/** A mandate is being signed. @returns false when another automatic one of its account was, at the same time. */
export async function beginSigning(ctx: Context, id: string, signedOn: string): Promise<boolean> {
  try {
    await updateMandates(ctx, [id], { state: "signing", signed_on: signedOn });
    return true;
  } catch (error) {
    if (takenBy(error) === "automatic") return false;
    throw error;
  }
}

/** Who was quicker: another automatic mandate of the account, another with the same reference; null for another error. */
export function takenBy(error: unknown): "automatic" | "umr" | null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== "23505") return null;
  return constraint === "mandates_automatic" ? "automatic" : constraint === "mandates_umr" ? "umr" : null;
}

/** What was prepared and never signed. */
export async function abandonMandates(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`
    update mandates set state = 'abandoned', changed_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[]) and state = 'draft'`.execute(
    ctx.db,
  );
}

/** Of what was never signed, no whole bank account is kept, nor the document. */
export async function blankAbandoned(ctx: Context, before: Date): Promise<void> {
  await sql`
    update mandates set debtor_iban = right(debtor_iban, 4), debtor_bic = null, document_hash = null
    where organization_id = ${ctx.organizationId} and state = 'abandoned' and created_at < ${before}
      and document_hash is not null`.execute(ctx.db);
}

/** The next number of a reference; who asks at the same time waits. */
export async function nextNumber(ctx: Context): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into mandate_counters (organization_id, last_number) values (${ctx.organizationId}, 1)
    on conflict (organization_id) do update set last_number = mandate_counters.last_number + 1
    returning last_number as number`.execute(ctx.db);
  return rows[0]!.number;
}

export async function hasUmr(ctx: Context, creditorId: string, umr: string): Promise<boolean> {
  const { rows } = await sql`
    select from mandates
    where organization_id = ${ctx.organizationId} and creditor_id = ${creditorId} and umr_key = upper(${umr})`.execute(
    ctx.db,
  );
  return rows.length > 0;
}

/** Whether the organization sends texts, and the phone that a user proved to be his. */
export async function findTextTarget(
  ctx: Context,
  userId: string,
): Promise<{ sends: boolean; phone: string | null }> {
  const { rows } = await sql<{ sends: boolean; phone: string | null }>`
    select exists (select from v_notifications_text_senders where organization_id = ${ctx.organizationId}) as sends,
           (select phone from v_notifications_phones
            where organization_id = ${ctx.organizationId} and user_id = ${userId}) as phone`.execute(ctx.db);
  return rows[0]!;
}

/** How large a kept file is. */
export async function sizeOfFile(
  ctx: Context,
  hash: string,
): Promise<{ hash: string; bytes: number } | null> {
  const row = await ctx.db
    .selectFrom("files")
    .select(["hash", "bytes"])
    .where("organization_id", "=", ctx.organizationId)
    .where("hash", "=", hash)
    .executeTakeFirst();
  return row ?? null;
}
