import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { refusals } from "./contract.ts";
import { readOfficeAnnouncement } from "./list-announcements.ts";
import { announcementActs } from "./rules.ts";
import { lockMine } from "./save-announcement.ts";
import { type AnnouncementRow, lockUntold, saveAnnouncementRow } from "./sql/announcements.ts";

const refuse = refuser(refusals);

/**
 * Shows an announcement from its first day on. The other modules are told on that day: now, or by `tellDue`.
 * Published again it changes nothing. @throws Refusal `announcement.over` when its last day has passed.
 */
export async function publishAnnouncement(ctx: Context, id: string) {
  const row = await lockMine(ctx, id);
  if (announcementActs(row.state_now, true).publish) {
    const today = dayInParis(ctx.clock());
    if (row.ends_on !== null && row.ends_on < today) refuse("announcement.over");
    await saveAnnouncementRow(ctx, id, { state: "published" });
    if (row.told_at === null && row.starts_on <= today) await tellPublished(ctx, row);
  }
  return readOfficeAnnouncement(ctx, id);
}

/** Shows it no longer; withdrawn again changes nothing. */
export async function withdrawAnnouncement(ctx: Context, id: string) {
  const row = await lockMine(ctx, id);
  if (announcementActs(row.state_now, true).withdraw) {
    await saveAnnouncementRow(ctx, id, { state: "withdrawn" });
    await recordFact(ctx, {
      name: "messaging.announcement_withdrawn",
      subject: { kind: "announcement", id },
      data: { title: row.title },
    });
  }
  return readOfficeAnnouncement(ctx, id);
}

/** Tells of the announcements whose first day has come. */
export async function tellDue(ctx: Context): Promise<void> {
  for (const row of await lockUntold(ctx)) await tellPublished(ctx, row);
}

async function tellPublished(ctx: Context, row: AnnouncementRow): Promise<void> {
  await saveAnnouncementRow(ctx, row.id, { told_at: ctx.clock() });
  await recordFact(ctx, {
    name: "messaging.announcement_published",
    subject: { kind: "announcement", id: row.id },
    data: { title: row.title, kind: row.kind },
  });
}
