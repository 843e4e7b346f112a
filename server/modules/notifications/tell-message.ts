import type { Context, Outer } from "../../platform/context.ts";
import type { FactJob } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { announcementForMail, announcementReaders, requestForMail } from "../messaging/index.ts";
import { readCreditor } from "../organizations/index.ts";
import { tellPerson, tellService } from "./tell-person.ts";

/** Tells the other side that a request was written or answered. */
export async function tellRequest(ctx: Context, { factId, subjectId, data }: FactJob): Promise<void> {
  const request = await requestForMail(ctx, subjectId);
  const person = request && (await findUsersByIds(ctx, [request.userId])).get(request.userId);
  if (!request || !person) return;
  const id = outside("request", request.id);
  const news = {
    given: { fields: { name: person.name, subject: request.subject } },
    ...(request.creditorId ? { creditorId: request.creditorId } : {}),
    subject: { kind: "request", id: request.id },
    onceKey: `request:${factId}`,
  };
  if (data["by"] === "staff")
    return tellPerson(ctx, { ...news, kind: "request_answered", person, path: `/demandes/${id}` });
  const creditor = request.creditorId ? await readCreditor(ctx, request.creditorId) : null;
  return tellService(ctx, {
    ...news,
    given: () => news.given,
    kind: "request_received",
    creditorEmail: creditor?.email,
    path: `/bureau/demandes/${id}`,
  });
}

const READERS = 200;

/** Tells an announcement to its readers, some at a time; run again, whoever was told is not told twice. */
export async function tellAnnouncement(outer: Outer, { subjectId }: FactJob): Promise<void> {
  for (let after: string | null = null; ; ) {
    const page: string[] = await outer.transaction((ctx) => tellReaders(ctx, subjectId, after));
    if (page.length < READERS) return;
    after = page.at(-1)!;
  }
}

/** What greets at each visit, or must be closed before going on, is not told besides. */
async function tellReaders(ctx: Context, id: string, after: string | null): Promise<string[]> {
  const announcement = await announcementForMail(ctx, id);
  if (announcement?.kind !== "information" && announcement?.kind !== "newsletter") return [];
  const readers = await announcementReaders(ctx, id, after, READERS);
  for (const person of (await findUsersByIds(ctx, readers)).values()) {
    if (person.state === "disabled") continue;
    await tellPerson(ctx, {
      kind: "announcement",
      person,
      given: { fields: { name: person.name, subject: announcement.title } },
      path: `/informations/${outside("announcement", id)}`,
      subject: { kind: "announcement", id },
      onceKey: `announcement:${id}:${person.id}`,
    });
  }
  return readers;
}
