/** Messages of the trio's world: an announcement addressed to me and not to somebody else, my requests; and how I call their routes. */
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { anAccount } from "../harness/builders.ts";
import type { Case } from "./cases.ts";

const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(40)]);

export type Messages = Awaited<ReturnType<typeof buildMessages>>;

type Me = { user: { id: unknown }; party: { id: unknown } };

/** Only I have an account of a supplier. */
export async function buildMessages(app: TestApp, organizationId: string, creditorId: string, me: Me) {
  const partyId = me.party.id as string;
  await anAccount(app, organizationId, creditorId, partyId, { kind: "supplier" });
  const announcement = async (kind: string, state: string) => {
    const id = newId();
    await app.admin.query(
      `insert into announcements (organization_id, id, kind, title, body, account_kinds, starts_on, state, created_at, changed_at)
       values ($1, $2, $3, 'Titre', 'Texte', '{supplier}', '2026-01-01', $4, now(), now())`,
      [organizationId, id, kind, state],
    );
    return id;
  };
  let number = 0;
  const request = async (state: string) => {
    const id = newId();
    number += 1;
    await app.admin.query(
      `insert into requests (organization_id, id, number, user_id, party_id, creditor_id, category, subject, state, created_at, moved_at, seen_at)
       values ($1, $2, $3, $4, $5, $6, 'invoice', 'Sujet', $7, now(), now(), now())`,
      [organizationId, id, number, me.user.id, partyId, creditorId, state],
    );
    return outside("request", id);
  };
  const shown = await announcement("information", "published");
  const stored = await app.services.files.put(
    organizationId,
    (async function* () {
      yield PNG;
    })(),
  );
  await app.admin.query(
    "insert into files (organization_id, hash, media_type, bytes) values ($1, $2, 'image/png', $3) on conflict do nothing",
    [organizationId, stored.hash, stored.bytes],
  );
  const attachment = newId();
  await app.admin.query(
    `insert into attachments (organization_id, id, uploaded_by, name, media_type, hash, bytes, announcement_id, created_at)
     values ($1, $2, $3, 'a.png', 'image/png', $4, $5, $6, now())`,
    [organizationId, attachment, newId(), stored.hash, stored.bytes, shown],
  );
  return {
    announcement: outside("announcement", shown),
    important: outside("announcement", await announcement("important", "published")),
    drafts: [
      outside("announcement", await announcement("information", "draft")),
      outside("announcement", await announcement("information", "draft")),
    ] as const,
    attachment: outside("attachment", attachment),
    request: await request("open"),
    closed: await request("closed"),
  };
}

/** How I call the routes of messages. */
export function messageCases(messages: Messages): Record<string, Case> {
  const { announcement, important, drafts, attachment } = messages;
  const request = { request: messages.request };
  const fields = {
    kind: "information",
    title: "Titre",
    body: "Texte",
    accountKinds: ["supplier"],
    creditors: [],
    startsOn: "2026-01-01",
    endsOn: null,
  };
  return {
    readMessages: { own: true },
    closeMessage: { params: { announcement: important } },
    listAnnouncements: { own: true },
    readAnnouncement: { params: { announcement } },
    markAnnouncementRead: { params: { announcement } },
    readNews: { own: true },
    readAttachment: { params: { attachment } },
    listRequestCategories: { own: true },
    listRequests: { own: true },
    openRequest: { own: true, body: { category: "other", subject: "Sujet", body: "Texte" } },
    readRequest: { params: request },
    markRequestSeen: { params: request },
    writeToRequest: { params: request, body: { body: "Texte" } },
    closeMyRequest: { params: request },
    sendAttachment: { own: true, query: "?name=a.png", body: PNG, contentType: "application/octet-stream" },
    listOfficeAnnouncements: {},
    readOfficeAnnouncement: { params: { announcement } },
    previewAnnouncement: { body: { body: "Texte", accountKinds: [], creditors: [] } },
    createAnnouncement: { body: fields },
    updateAnnouncement: { params: { announcement: drafts[0] }, body: fields },
    publishAnnouncement: { params: { announcement: drafts[0] } },
    withdrawAnnouncement: { params: { announcement: drafts[0] } },
    removeAnnouncement: { params: { announcement: drafts[1] } },
    countRequests: {},
    listOfficeRequests: {},
    readOfficeRequest: { params: request },
    answerRequest: { params: request, body: { kind: "staff", body: "Texte" } },
    assignRequest: { params: request, body: { user: null } },
    closeRequest: { params: request },
    reopenRequest: { params: { request: messages.closed } },
    saveRequestCategories: { body: { items: [{ key: "other", fr: "Autre", en: "Other" }] } },
    readOfficeNews: {},
    saveNews: { body: { feedUrl: "", partners: [] } },
    fetchNews: {},
  };
}
