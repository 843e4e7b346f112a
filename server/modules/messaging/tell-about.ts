/** What the modules below need to tell people about requests and announcements. */
import { plainTextOf, readRichText } from "../../formats/rich-text/index.ts";
import type { Context } from "../../platform/context.ts";
import type { AnnouncementKind, RequestState } from "./rules.ts";
import { findForOffice, selectReaders } from "./sql/announcements.ts";
import { findRequest, selectThread } from "./sql/requests.ts";

export type RequestForMail = {
  id: string;
  number: number;
  subject: string;
  state: RequestState;
  /** Who wrote it. */
  userId: string;
  partyId: string | null;
  creditorId: string | null;
  /** The member of staff who deals with it. */
  assigneeId: string | null;
  /** The last message that the customer sees: plain text as it was typed. */
  last: { by: "customer" | "staff"; author: string; body: string } | null;
};

/** A request as a mail tells it, or null. Notes between colleagues are left out. */
export async function requestForMail(ctx: Context, id: string): Promise<RequestForMail | null> {
  const row = await findRequest(ctx, id, { creditorIds: null });
  if (!row) return null;
  const last = (await selectThread(ctx, id, false)).at(-1);
  return {
    id,
    number: row.number,
    subject: row.subject,
    state: row.state,
    userId: row.user_id,
    partyId: row.party_id,
    creditorId: row.creditor_id,
    assigneeId: row.assigned_to,
    last: last
      ? { by: last.kind === "customer" ? "customer" : "staff", author: last.author ?? "", body: last.body }
      : null,
  };
}

export type AnnouncementForMail = { id: string; kind: AnnouncementKind; title: string; text: string };

/** An announcement as a mail tells it, in plain text; null when it is not shown today. */
export async function announcementForMail(ctx: Context, id: string): Promise<AnnouncementForMail | null> {
  const row = await findForOffice(ctx, id, null);
  if (row?.state_now !== "current") return null;
  return { id, kind: row.kind, title: row.title, text: plainTextOf(readRichText(row.body)) };
}

/**
 * Users to whom an announcement is addressed today, by id: at most `limit`, after `after`. Nobody when it is not shown.
 */
export async function announcementReaders(
  ctx: Context,
  id: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const row = await findForOffice(ctx, id, null);
  if (row?.state_now !== "current") return [];
  const audience = { accountKinds: row.account_kinds, creditorIds: row.creditor_ids };
  return selectReaders(ctx, audience, after, limit);
}
