import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { done } from "../../platform/shapes.ts";
import { creditorsByIds } from "../organizations/index.ts";
import { officeScope } from "./access.ts";
import { refusals } from "./contract.ts";
import { attach } from "./keep-attachment.ts";
import { readOfficeAnnouncement } from "./list-announcements.ts";
import { type AccountKind, type AnnouncementKind, announcementActs, writesTo } from "./rules.ts";
import {
  type AnnouncementValues,
  deleteAnnouncement,
  findForOffice,
  insertAnnouncement,
  type OfficeAnnouncementRow,
  saveAnnouncementRow,
} from "./sql/announcements.ts";
import { untieAttachments } from "./sql/attachments.ts";

const refuse = refuser(refusals);

export type AnnouncementFields = {
  kind: AnnouncementKind;
  title: string;
  body: string;
  accountKinds: AccountKind[];
  creditors: string[];
  startsOn: string;
  endsOn: string | null;
  attachments: string[];
};

/** Writes a draft (MSG-1, MSG-2). @throws Refusal `announcement.creditors_not_yours`, `...ends_before_it_starts`, `attachment.unknown`. */
export async function createAnnouncement(ctx: Context, fields: AnnouncementFields) {
  const id = newId(ctx.clock().getTime());
  await insertAnnouncement(ctx, id, await checkedValues(ctx, fields), theUser(ctx).userId);
  await attach(ctx, fields.attachments, { announcementId: id });
  await tell(ctx, "written", id, fields);
  return readOfficeAnnouncement(ctx, id);
}

/** Changes what was written; who has closed an important message does not see it again. */
export async function updateAnnouncement(ctx: Context, id: string, fields: AnnouncementFields) {
  await lockMine(ctx, id);
  await saveAnnouncementRow(ctx, id, await checkedValues(ctx, fields));
  const kept = await untieAttachments(ctx, id, fields.attachments);
  await attach(
    ctx,
    fields.attachments.filter((one) => !kept.includes(one)),
    { announcementId: id },
  );
  await tell(ctx, "changed", id, fields);
  return readOfficeAnnouncement(ctx, id);
}

/** Throws a draft away. @throws Refusal `announcement.not_a_draft`. */
export async function removeAnnouncement(ctx: Context, id: string) {
  const row = await lockMine(ctx, id);
  if (!announcementActs(row.state_now, true).remove) refuse("announcement.not_a_draft");
  await deleteAnnouncement(ctx, id);
  await recordFact(ctx, {
    name: "messaging.announcement_removed",
    subject: { kind: "announcement", id },
    data: { title: row.title },
  });
  return done;
}

/** Locks an announcement that the member of staff may change: 404 when it is not for his creditors to see, or change. */
export async function lockMine(ctx: Context, id: string): Promise<OfficeAnnouncementRow> {
  const scope = officeScope(ctx);
  const row = found(await findForOffice(ctx, id, scope, true));
  return found(writesTo(scope, row.creditor_ids) ? row : null);
}

async function checkedValues(ctx: Context, fields: AnnouncementFields): Promise<AnnouncementValues> {
  const creditors = [...new Set(fields.creditors)];
  const known = creditors.length === 0 ? 0 : (await creditorsByIds(ctx, creditors)).size;
  if (!writesTo(officeScope(ctx), creditors) || known < creditors.length)
    refuse("announcement.creditors_not_yours");
  if (fields.endsOn !== null && fields.endsOn < fields.startsOn) refuse("announcement.ends_before_it_starts");
  return {
    kind: fields.kind,
    title: fields.title,
    body: fields.body,
    account_kinds: [...new Set(fields.accountKinds)],
    creditor_ids: creditors,
    starts_on: fields.startsOn,
    ends_on: fields.endsOn,
  };
}

const tell = (ctx: Context, what: "written" | "changed", id: string, fields: AnnouncementFields) =>
  recordFact(ctx, {
    name: `messaging.announcement_${what}`,
    subject: { kind: "announcement", id },
    data: { title: fields.title, kind: fields.kind, startsOn: fields.startsOn, endsOn: fields.endsOn },
  });
