/** Statements on signatures: one attempt to sign a document with a one-time code. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Channel, Verified } from "../rules.ts";

export type SignatureRow = {
  id: string;
  mandateId: string;
  kind: "mandate" | "account_change";
  userId: string;
  state: "open" | "right" | "done" | "dead";
  channel: Channel;
  target: string;
  verified: Verified;
  documentHash: string;
  document: unknown;
  wording: string;
  newIban: string | null;
  newBic: string | null;
  codeId: string | null;
  codeSealed: Buffer | null;
  codeSalt: Buffer | null;
  codeHash: Buffer | null;
  codeUntil: Date | null;
  codes: number;
  tries: number;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  rightAt: Date | null;
  sealedAt: Date | null;
  evidence: unknown;
  sealedHash: string | null;
  sealLevel: string | null;
  /** When its timestamp is to be asked for again; null: none is awaited. */
  stampDueAt: Date | null;
  /** When its timestamp was added, and the sealed file as it was before. */
  stampedAt: Date | null;
  unstampedHash: string | null;
};

const columns = sql`id, mandate_id as "mandateId", kind, user_id as "userId", state, channel, target, verified,
    document_hash as "documentHash", document, wording, new_iban as "newIban", new_bic as "newBic", code_id as "codeId", code_sealed as "codeSealed",
    code_salt as "codeSalt", code_hash as "codeHash", code_until as "codeUntil", codes, tries, ip, user_agent as "userAgent",
    created_at as "createdAt", right_at as "rightAt", sealed_at as "sealedAt", evidence,
    sealed_hash as "sealedHash", seal_level as "sealLevel", stamp_due_at as "stampDueAt", stamped_at as "stampedAt",
    unstamped_hash as "unstampedHash"`;

export type NewSignature = {
  id: string;
  mandate_id: string;
  kind: "mandate" | "account_change";
  user_id: string;
  channel: Channel;
  target: string;
  verified: Verified;
  document_hash: string;
  /** What the document says (JSON). */
  document: string;
  wording: string;
  new_iban: string | null;
  new_bic: string | null;
};

/** Opens a signature, in place of one that still waited for its code. */
export async function insertSignature(ctx: Context, signature: NewSignature): Promise<void> {
  await sql`
    update mandate_signatures set state = 'dead', code_sealed = null, code_hash = null
    where organization_id = ${ctx.organizationId} and mandate_id = ${signature.mandate_id} and state = 'open'`.execute(
    ctx.db,
  );
  await ctx.db
    .insertInto("mandate_signatures")
    .values({
      ...signature,
      organization_id: ctx.organizationId,
      state: "open",
      ip: ctx.ip,
      user_agent: ctx.userAgent?.slice(0, 300) ?? null,
      created_at: ctx.clock(),
    })
    .execute();
}

/** The signature of a mandate that is under way, of which there is one at most, else the latest; `lock` takes its row. */
export async function latestSignature(
  ctx: Context,
  mandateId: string,
  { lock } = { lock: false },
): Promise<SignatureRow | undefined> {
  const { rows } = await sql<SignatureRow>`
    select ${columns} from mandate_signatures
    where organization_id = ${ctx.organizationId} and mandate_id = ${mandateId}
    order by state in ('open', 'right') desc, created_at desc, id desc limit 1 ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** The signatures of a mandate, oldest first. */
export async function selectSignatures(ctx: Context, mandateId: string): Promise<SignatureRow[]> {
  const { rows } = await sql<SignatureRow>`
    select ${columns} from mandate_signatures
    where organization_id = ${ctx.organizationId} and mandate_id = ${mandateId}
    order by created_at, id limit 100`.execute(ctx.db);
  return rows;
}

export type SealedDocument = Pick<
  SignatureRow,
  "kind" | "sealLevel" | "stampDueAt" | "stampedAt" | "unstampedHash"
> & {
  hash: string;
  at: Date;
};

/** The sealed files of a mandate, oldest first. */
export async function selectSealed(ctx: Context, mandateId: string): Promise<SealedDocument[]> {
  const { rows } = await sql<SealedDocument>`
    select sealed_hash as hash, kind, right_at as at, seal_level as "sealLevel", stamp_due_at as "stampDueAt",
           stamped_at as "stampedAt", unstamped_hash as "unstampedHash"
    from mandate_signatures
    where organization_id = ${ctx.organizationId} and mandate_id = ${mandateId} and state = 'done' and sealed_hash is not null
    order by created_at, id limit 100`.execute(ctx.db);
  return rows;
}

/** One signature by its id, or by that of the code that was last made for it; `lock` takes its row. */
export async function findSignature(
  ctx: Context,
  by: { id: string } | { codeId: string },
  { lock } = { lock: false },
): Promise<SignatureRow | undefined> {
  const which = "id" in by ? sql`id = ${by.id}` : sql`code_id = ${by.codeId}`;
  const { rows } = await sql<SignatureRow>`
    select ${columns} from mandate_signatures
    where organization_id = ${ctx.organizationId} and ${which} ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  );
  return rows[0];
}

export type SignatureChange = {
  state?: "right" | "done" | "dead";
  channel?: Channel;
  target?: string;
  verified?: Verified;
  code_id?: string | null;
  code_sealed?: Buffer | null;
  code_salt?: Buffer | null;
  code_hash?: Buffer | null;
  code_until?: Date | null;
  codes?: number;
  tries?: number;
  ip?: string | null;
  user_agent?: string | null;
  right_at?: Date;
  sealed_at?: Date;
  evidence?: string;
  sealed_hash?: string;
  seal_level?: string;
  stamp_due_at?: Date | null;
  stamped_at?: Date;
  unstamped_hash?: string;
};

export async function updateSignature(ctx: Context, id: string, change: SignatureChange): Promise<void> {
  await ctx.db
    .updateTable("mandate_signatures")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** Signatures whose code was right before an instant and whose sealed file is still to come, oldest first. */
export async function selectUnsealed(ctx: Context, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from mandate_signatures
    where organization_id = ${ctx.organizationId} and state = 'right' and right_at < ${before}
    order by right_at, id limit ${limit}`.execute(ctx.db);
  return rows.map((row) => row.id);
}

/** Mandates of which something waits to be signed since before an instant, oldest first. */
export async function selectOldOpen(ctx: Context, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ mandateId: string }>`
    select mandate_id as "mandateId" from mandate_signatures
    where organization_id = ${ctx.organizationId} and state = 'open' and created_at < ${before}
    order by created_at, id limit ${limit}`.execute(ctx.db);
  return rows.map((row) => row.mandateId);
}

/** What nobody signed of these mandates since an instant dies. @returns the mandates of which something did. */
export async function killOpen(ctx: Context, mandateIds: readonly string[], before: Date): Promise<string[]> {
  const { rows } = await sql<{ mandateId: string }>`
    update mandate_signatures set state = 'dead', code_sealed = null, code_hash = null
    where organization_id = ${ctx.organizationId} and mandate_id = any(${[...mandateIds]}::uuid[]) and state = 'open'
      and created_at < ${before}
    returning mandate_id as "mandateId"`.execute(ctx.db);
  return rows.map((row) => row.mandateId);
}

/** Forgets attempts that came to nothing before an instant: their story stays, not what they were about to sign. */
export async function deleteDead(
  ctx: Context,
  before: Date,
  limit: number,
): Promise<{ hash: string; at: Date }[]> {
  const { rows } = await sql<{ hash: string; at: Date }>`
    delete from mandate_signatures
    where organization_id = ${ctx.organizationId} and id in (
      select id from mandate_signatures
      where organization_id = ${ctx.organizationId} and state = 'dead' and right_at is null and created_at < ${before}
      order by created_at, id limit ${limit})
    returning document_hash as hash, created_at as at`.execute(ctx.db);
  return rows;
}

/** Sealed files whose timestamp is to be asked for by now, those that wait the longest first. */
export async function selectStampDue(
  ctx: Context,
  limit: number,
): Promise<{ id: string; sealedHash: string }[]> {
  const { rows } = await sql<{ id: string; sealedHash: string }>`
    select id, sealed_hash as "sealedHash" from mandate_signatures
    where organization_id = ${ctx.organizationId} and stamp_due_at <= ${ctx.clock()}
    order by stamp_due_at, id limit ${limit}`.execute(ctx.db);
  return rows;
}
