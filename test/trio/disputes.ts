/** Disputes of the trio's world: mine, one for each act that ends it; and how I call their routes. */
import { readCategories } from "../../server/modules/disputes/edit-categories.ts";
import { openDispute } from "../../server/modules/disputes/open-dispute.ts";
import { resolveDispute } from "../../server/modules/disputes/resolve-dispute.ts";
import type { Actor } from "../../server/platform/context.ts";
import { idOf, newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { anEntry, call } from "../harness/builders.ts";
import type { Case } from "./cases.ts";

const PDF = Buffer.from("%PDF-1.7 trio of disputes");

export type Disputes = Awaited<ReturnType<typeof buildDisputes>>;

type Me = { user: { id: unknown; cookie: string }; accountId: string };

const actorOf = (userId: string, staff: boolean): Actor => ({
  kind: "user",
  userId,
  sessionId: newId(),
  name: "Test",
  staff: staff ? { role: "accountant", creditorIds: null } : null,
  viewedBy: null,
  mustChangePassword: false,
});

export async function buildDisputes(app: TestApp, organizationId: string, base: string, me: Me) {
  const userId = me.user.id as string;
  const entry = (await anEntry(app, organizationId, me.accountId, 900_000)).id;
  const inside = idOf("dispute_category");
  const categories = await app.inside(organizationId, readCategories);
  const other = categories.find((one) => one.subtypes.length === 0)!;
  const file = await call("POST", `${base}/api/dispute-files?name=a.pdf`, {
    cookie: me.user.cookie,
    body: PDF,
    headers: { "content-type": "application/octet-stream" },
  });
  const open = (files: string[] = []) =>
    app.inside(
      organizationId,
      (ctx) =>
        openDispute(ctx, me.accountId, {
          entries: [{ entry, cents: 100 }],
          category: inside.parse(other.id),
          subtype: null,
          text: "Texte",
          files: files.map((one) => idOf("dispute_file").parse(one)),
        }),
      actorOf(userId, false),
    );
  const closed = async (outcome: "accepted" | "rejected") => {
    const { id } = await open();
    await app.inside(
      organizationId,
      (ctx) => resolveDispute(ctx, idOf("dispute").parse(id), { outcome, text: "Texte" }),
      actorOf(userId, true),
    );
    return id;
  };
  return {
    account: outside("account", me.accountId),
    entry: outside("entry", entry),
    category: other.id,
    file: file.json.id as string,
    read: (await open([file.json.id])).id,
    withdrawn: (await open()).id,
    resolved: (await open()).id,
    rejected: await closed("rejected"),
    accepted: await closed("accepted"),
  };
}

/** How I call the routes of disputes. */
export function disputeCases(disputes: Disputes): Record<string, Case> {
  const { account, entry, category, file } = disputes;
  const dispute = { dispute: disputes.read };
  const written = { text: "Texte" };
  return {
    draftDispute: { params: { account }, query: `?entries=${entry}` },
    uploadDisputeFile: {
      own: true,
      query: "?name=b.pdf",
      body: PDF,
      contentType: "application/octet-stream",
    },
    openDispute: {
      params: { account },
      body: { entries: [{ entry, cents: 100 }], category, text: "Texte" },
    },
    listDisputes: { own: true },
    readDispute: { params: dispute },
    writeToDispute: { params: dispute, body: written },
    withdrawDispute: { params: { dispute: disputes.withdrawn } },
    readDisputeFile: { params: { ...dispute, file } },
    listOfficeDisputes: {},
    readOfficeDispute: { params: dispute },
    answerDispute: { params: dispute, body: written },
    noteDispute: { params: dispute, body: written },
    assignDispute: { params: dispute, body: { user: null } },
    resolveDispute: { params: { dispute: disputes.resolved }, body: { outcome: "accepted" } },
    reopenDispute: { params: { dispute: disputes.rejected }, body: {} },
    releaseDispute: { params: { dispute: disputes.accepted } },
    listDisputeAssignees: {},
    readOfficeDisputeFile: { params: { ...dispute, file } },
    listDisputeCategories: {},
    saveDisputeCategories: { body: { items: [{ label: { fr: "Eau" } }] } },
  };
}
