import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";

export type Attachment = { fileName: string; mediaType: string; hash: string };
export type MailState = "queued" | "sent" | "failed" | "bounced";
export type MailRow = {
  id: string;
  kind: string;
  to_address: string;
  subject: string;
  text: string;
  html: string;
  attachments: Attachment[];
  subject_kind: string;
  state: MailState;
  tries: number;
  error: string | null;
  created_at: Date;
  sent_at: Date | null;
  language: "fr" | "en";
  link_id: string | null;
  code_id: string | null;
  user_id: string | null;
  news: string | null;
};
export type MailValues = {
  id: string;
  user_id: string | null;
  creditor_id: string | null;
  link_id: string | null;
  code_id: string | null;
  kind: string;
  language: "fr" | "en";
  to_address: string;
  subject: string;
  text: string;
  html: string;
  attachments: Attachment[];
  subject_kind: string;
  subject_id: string;
  once_key: string;
  news: string | null;
  state: "queued" | "bounced";
  error: string | null;
};

/** @returns false when the same news was already written. */
export async function insertMail(ctx: Context, mail: MailValues): Promise<boolean> {
  const { rows } = await sql`
    insert into mails (organization_id, id, user_id, creditor_id, link_id, code_id, kind, language, to_address, subject, text, html,
      attachments, subject_kind, subject_id, once_key, news, state, error, created_at)
    values (${ctx.organizationId}, ${mail.id}, ${mail.user_id}, ${mail.creditor_id}, ${mail.link_id}, ${mail.code_id}, ${mail.kind},
      ${mail.language}, ${mail.to_address}, ${mail.subject}, ${mail.text}, ${mail.html}, ${JSON.stringify(mail.attachments)},
      ${mail.subject_kind}, ${mail.subject_id}, ${mail.once_key}, ${mail.news}, ${mail.state}, ${mail.error}, ${ctx.clock()})
    on conflict (organization_id, once_key) do nothing
    returning id`.execute(ctx.db);
  return rows.length > 0;
}

/** What a mail is about, entry by entry. */
export async function insertMailEntries(
  ctx: Context,
  mailId: string,
  entries: readonly string[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into mail_entries (organization_id, mail_id, entry_id)
    select ${ctx.organizationId}, ${mailId}::uuid, unnest(${[...entries]}::uuid[]) on conflict do nothing`.execute(
    ctx.db,
  );
}

/** The latest mails about some entries: to a user, or to anybody that staff may see. */
export function mailsAbout(
  ctx: Context,
  entries: readonly string[],
  seen: { userId: string } | { creditorIds: readonly string[] | null },
  limit: number,
): RawBuilder<MailRow> {
  return sql<MailRow>`
    select ${COLUMNS} from mails m
    where m.organization_id = ${ctx.organizationId} and m.id in (
        select k.mail_id from mail_entries k
        where k.organization_id = ${ctx.organizationId} and k.entry_id = any(${[...entries]}::uuid[]))
      and ${"userId" in seen ? sql`m.user_id = ${seen.userId}::uuid` : seenBy(ctx, seen.creditorIds)}
    order by m.created_at desc, m.id desc limit ${limit}`;
}

const COLUMNS = sql`m.id, m.kind, m.to_address, m.subject, m.text, m.html, m.attachments, m.subject_kind, m.state, m.tries,
  m.error, m.created_at, m.sent_at, m.language, m.link_id, m.code_id, m.user_id, m.news`;

/** Staff limited to some creditors see the mails about them, and those to the users who have to do with them. */
const seenBy = (ctx: Context, creditorIds: readonly string[] | null) =>
  creditorIds === null
    ? sql`true`
    : sql`(m.creditor_id = any(${creditorIds}::uuid[]) or m.creditor_id is null and exists (
        select from v_directory_user_creditors v
        where v.organization_id = m.organization_id and v.user_id = m.user_id and v.creditor_id = any(${creditorIds}::uuid[])))`;

export async function findMail(
  ctx: Context,
  id: string,
  creditorIds: readonly string[] | null,
): Promise<MailRow | undefined> {
  const { rows } = await sql<MailRow>`
    select ${COLUMNS} from mails m
    where m.organization_id = ${ctx.organizationId} and m.id = ${id}::uuid and ${seenBy(ctx, creditorIds)}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** How long a worker keeps a mail that it took: longer than the network's patience. */
const CLAIM_MS = 90_000;

/** Takes a mail that waits, so that no other worker sends it meanwhile. @returns false when it does not wait, or is taken. */
export async function claimMail(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql`
    update mails m set claimed_until = ${new Date(ctx.clock().getTime() + CLAIM_MS)}
    where m.organization_id = ${ctx.organizationId} and m.id = ${id}::uuid and m.state = 'queued'
      and (m.claimed_until is null or m.claimed_until < ${ctx.clock()})
    returning m.id`.execute(ctx.db);
  return rows.length > 0;
}

/** Makes a mail that failed or came back leave again. @returns false when it did not fail. */
export async function requeueMail(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql`
    update mails set state = 'queued', tries = 0, error = null, claimed_until = null
    where organization_id = ${ctx.organizationId} and id = ${id}::uuid and state in ('failed', 'bounced')
    returning id`.execute(ctx.db);
  return rows.length > 0;
}

/** A mail that had left came back. @returns false when it is not known, or not to that address. */
export async function markBounced(
  ctx: Context,
  id: string,
  bounce: { address: string; reason: string },
): Promise<boolean> {
  const { rows } = await sql`
    update mails set state = 'bounced', error = ${bounce.reason}
    where organization_id = ${ctx.organizationId} and id = ${id}::uuid and lower(to_address) = ${bounce.address}
      and state in ('sent', 'failed', 'bounced')
    returning id`.execute(ctx.db);
  return rows.length > 0;
}

/** Newest first; one row more than asked tells whether there is a next page. */
export function mailsPage(
  ctx: Context,
  filter: {
    words: readonly string[];
    state?: MailState | undefined;
    creditorIds: readonly string[] | null;
    cursor?: string | undefined;
    limit: number;
  },
): RawBuilder<MailRow> {
  const after = decodeCursor(filter.cursor, 2);
  const conditions = [
    sql`m.organization_id = ${ctx.organizationId}`,
    seenBy(ctx, filter.creditorIds),
    ...(filter.state ? [sql`m.state = ${filter.state}`] : []),
    ...filter.words.map((word) => sql`strpos(m.search_text, quitus_search_text(array[${word}]::text[])) > 0`),
    ...(after ? [sql`(m.created_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
  ];
  return sql<MailRow>`
    select ${COLUMNS} from mails m where ${sql.join(conditions, sql` and `)}
    order by m.created_at desc, m.id desc limit ${filter.limit + 1}`;
}

export async function saveOutcome(
  ctx: Context,
  id: string,
  outcome: { state: MailState; error: string | null },
): Promise<void> {
  await sql`
    update mails set state = ${outcome.state}, error = ${outcome.error}, tries = tries + 1, claimed_until = null,
      sent_at = ${outcome.state === "sent" ? ctx.clock() : null}
    where organization_id = ${ctx.organizationId} and id = ${id}::uuid and state = 'queued'`.execute(ctx.db);
}
