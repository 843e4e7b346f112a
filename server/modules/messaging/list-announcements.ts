import { readRichText } from "../../formats/rich-text/index.ts";
import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { hasRank, officeScope } from "./access.ts";
import { showAttachment } from "./keep-attachment.ts";
import { attachmentsOf } from "./read-announcements.ts";
import { announcementActs, writesTo } from "./rules.ts";
import {
  type Audience,
  findForOffice,
  MOST_COUNTED,
  type OfficeAnnouncementRow,
  type OfficeFilter,
  selectForOffice,
  selectReaders,
} from "./sql/announcements.ts";

/** As the office reads it in a list. */
function show(ctx: Context, row: OfficeAnnouncementRow) {
  const mine = hasRank(ctx, "manager") && writesTo(officeScope(ctx), row.creditor_ids);
  return {
    id: outside("announcement", row.id),
    kind: row.kind,
    title: row.title,
    state: row.state_now,
    accountKinds: row.account_kinds,
    creditors: row.creditor_ids.map((id) => outside("creditor", id)),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    changedAt: row.changed_at.toISOString(),
    readings: row.readings,
    can: announcementActs(row.state_now, mine),
  };
}

/** What staff wrote to customers, newest first. */
export async function listOfficeAnnouncements(ctx: Context, query: Omit<OfficeFilter, "creditorIds">) {
  const rows = await selectForOffice(ctx, { ...query, creditorIds: officeScope(ctx) });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => show(ctx, row)),
    next: rows.length > query.limit && last ? encodeCursor([last.id]) : null,
  };
}

/** One of them, as written and as shown. */
export async function readOfficeAnnouncement(ctx: Context, id: string) {
  const row = found(await findForOffice(ctx, id, officeScope(ctx)));
  const author = row.created_by ? (await findUsersByIds(ctx, [row.created_by])).get(row.created_by) : null;
  const files = await attachmentsOf(ctx, [id]);
  return {
    ...show(ctx, row),
    body: row.body,
    blocks: readRichText(row.body),
    attachments: (files.get(id) ?? []).map(showAttachment),
    author: author?.name ?? null,
  };
}

/** How a text will be shown, and to how many users: 10,000 at most are counted. */
export async function previewAnnouncement(
  ctx: Context,
  given: { body: string; accountKinds: readonly string[]; creditors: readonly string[] },
) {
  const audience: Audience = { accountKinds: given.accountKinds, creditorIds: given.creditors };
  const scope = officeScope(ctx);
  const reaches = writesTo(scope, given.creditors);
  return {
    blocks: readRichText(given.body),
    readers: reaches ? (await selectReaders(ctx, audience, null, MOST_COUNTED)).length : 0,
  };
}
