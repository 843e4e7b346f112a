import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anAccess,
  anAccount,
  anEntry,
  anOrganization,
  aSession,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { type Messages, notificationsModule, startMessages } from "../../../test/harness/messages.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { formatCents } from "../../platform/money.ts";
import { closeMailer } from "./index.ts";
import { secondsToMorning } from "./rules.ts";
import { tellInvoices } from "./tell-invoices.ts";

let app: TestApp;
let messages: Messages;
beforeAll(async () => {
  messages = await startMessages();
  app = await startTestApp({ modules: [notificationsModule], work: true, env: messages.env });
});
afterAll(async () => {
  await app.close();
  closeMailer(app.services);
  await messages.close();
});
afterEach(() => {
  app.setClock(null);
  messages.clear();
});

const insert = async (text: string, values: unknown[]) => {
  const id = newId();
  await app.admin.query(text, [id, ...values]);
  return id;
};
type Customer = Awaited<ReturnType<typeof aCustomer>>;
async function aDispute(org: string, me: Customer) {
  const category = await insert(
    "insert into dispute_categories (id, organization_id, rank, label_fr) values ($1, $2, 1, 'Relevé')",
    [org],
  );
  return insert(
    `insert into disputes (id, organization_id, reference, account_id, creditor_id, party_id, user_id, category_id, state,
       outcome, total_cents, opened_on, opened_at, changed_at, resolved_at)
     values ($1, $2, 'L2026-000001', $3, $4, $5, $6, $7, 'resolved', 'accepted', 1200, '2026-11-01', now(), now(), now())`,
    [org, me.account.id, me.account.creditor_id, me.party.id, me.user.id, category],
  );
}
async function aChange(org: string, me: Customer) {
  const change = await insert(
    "insert into coordinate_changes (id, organization_id, party_id, asked_by, asked_at) values ($1, $2, $3, $4, now())",
    [org, me.party.id, me.user.id],
  );
  await app.admin.query(
    `insert into coordinate_change_fields (organization_id, change_id, field, was, wanted) values
     ($1, $2, 'address1', '', '1 rue A'), ($1, $2, 'city', '', 'Lyon'), ($1, $2, 'iban', '', 'FR7630006000011234567890189')`,
    [org, change],
  );
  return change;
}
const aRequest = (org: string, userId: string) =>
  insert(
    `insert into requests (id, organization_id, number, user_id, category, subject, created_at, moved_at, seen_at)
     values ($1, $2, 1, $3, 'Autre', 'Ma facture', now(), now(), now())`,
    [org, userId],
  );
const anAnnouncement = (org: string) =>
  insert(
    `insert into announcements (id, organization_id, kind, title, body, starts_on, state, created_at, changed_at)
     values ($1, $2, 'information', 'Coupure d’eau', '[]', '2026-01-01', 'published', now(), now())`,
    [org],
  );

describe("new invoices", () => {
  it("MSG-5 are told to each person in one message a day, with all that came until then", async () => {
    const org = await anOrganization(app);
    const [water, school] = [
      await aCreditor(app, org.organization_id, { name: "Régie des eaux" }),
      await aCreditor(app, org.organization_id, { name: "Cantine" }),
    ];
    const me = await aCustomer(app, org.organization_id, water.id);
    const other = await anAccount(app, org.organization_id, school.id, me.party.id);
    const bystander = await aCustomer(app, org.organization_id, water.id);
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    const at = (created_at: Date) => ({ created_at });
    await anEntry(app, org.organization_id, me.account.id, 4000, at(ago(20)));
    await anEntry(app, org.organization_id, me.account.id, 1000, at(ago(4)));
    await anEntry(app, org.organization_id, other.id, 2500, at(ago(4)));
    await anEntry(app, org.organization_id, me.account.id, -700, at(ago(4)));
    await anEntry(app, org.organization_id, bystander.account.id, 900, at(ago(30)));
    const run = (since: Date) =>
      tellInvoices(app.outer(org.organization_id), { organizationId: "", since: since.toISOString() });
    // The later publication of the day tells first: it tells the earlier one too.
    await Promise.all([run(ago(5)), run(ago(5))]);
    await run(ago(21));
    await app.quiet();
    expect(messages.mailbox.messages()).toHaveLength(1);
    const [mail] = messages.mailbox.messages(me.user.email as string);
    expect(mail!.subject).toContain("3 nouvelles factures chez ");
    expect(mail!.text).toContain(formatCents(5000));
    expect(mail!.text).toContain(formatCents(2500));
    app.setClock(ago(-24));
    await anEntry(app, org.organization_id, me.account.id, 800, at(ago(-20)));
    await run(ago(5));
    await app.quiet();
    const [, next] = messages.mailbox.messages(me.user.email as string);
    expect(next!.subject).toContain("une nouvelle facture chez ");
    expect(next!.text).toContain(formatCents(800));
  });
  it("MSG-5 wait for the morning after their publication", async () => {
    const org = await anOrganization(app);
    app.setClock(new Date("2026-11-23T14:30:00Z"));
    for (const mode of ["check", "apply"])
      await app.inside(org.organization_id, (ctx) =>
        recordFact(ctx, {
          name: "exchange.import_finished",
          subject: { kind: "import", id: newId() },
          data: { mode },
        }),
      );
    await app.quiet();
    const { rows } = await app.admin.query(
      "select extract(epoch from start_after - created_on)::int as seconds, data from jobs.job where name = 'notifications.digest' and data ->> 'organizationId' = $1",
      [org.organization_id],
    );
    expect(rows).toMatchObject([{ data: { since: "2026-11-23T12:30:00.000Z" } }]);
    expect(Math.abs(rows[0].seconds - 16.5 * 3600)).toBeLessThan(60);
  });
  it.each([
    ["2026-11-23T06:59:59Z", 1],
    ["2026-11-23T07:00:00Z", 86_400],
    ["2026-07-01T05:00:00Z", 3600],
  ])("MSG-5 at %s the morning is %i seconds away", (now, seconds) => {
    expect(secondsToMorning(new Date(now))).toBe(seconds);
  });
});

describe("a new device", () => {
  it("ACC-10 is told by mail with what it is, even once its session ended", async () => {
    const org = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    const { sessionId } = await aSession(app, org.organization_id, user.id, {
      user_agent: "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
    });
    const record = (id: string) =>
      app.inside(org.organization_id, (ctx) =>
        recordFact(ctx, {
          name: "identity.new_device",
          subject: { kind: "user", id: user.id },
          data: { sessionId: id, browser: "Safari", system: "iPhone" },
        }),
      );
    await record(sessionId);
    await record(newId());
    await app.quiet();
    const mails = messages.mailbox.messages(user.email as string);
    expect(mails).toHaveLength(2);
    const texts = mails.map((mail) => mail.text).join();
    expect(texts).toContain("Firefox, Windows");
    // A session that ended meanwhile is told by what the fact says of it.
    expect(texts).toContain("Safari, iPhone");
    expect(mails[0]!.headers["list-unsubscribe"]).toBeUndefined();
  });
});

describe("disputes", () => {
  it("DIS-4 are told to the service when the customer writes, to the customer when staff do, once for each fact", async () => {
    const org = await anOrganization(app);
    const creditor = await aCreditor(app, org.organization_id, { email: "regie@example.org" });
    const me = await aCustomer(app, org.organization_id, creditor.id);
    const disputeId = await aDispute(org.organization_id, me);
    const record = (name: string, by: string) =>
      app.inside(org.organization_id, (ctx) =>
        recordFact(ctx, { name, subject: { kind: "dispute", id: disputeId }, data: { by } }),
      );
    await record("disputes.opened", "customer");
    await record("disputes.answered", "staff");
    await record("disputes.resolved", "staff");
    await record("disputes.answered", "customer");
    await app.quiet();
    const subjects = (to: string) =>
      messages.mailbox
        .messages(to)
        .map((mail) => mail.subject)
        .sort();
    expect(subjects(me.user.email as string)).toEqual([
      "Une réponse à votre litige L2026-000001",
      "Votre litige L2026-000001 est clos",
    ]);
    expect(subjects("regie@example.org")).toEqual([
      `Litige L2026-000001 : ${me.party.name} a écrit`,
      `Litige L2026-000001 : ${me.party.name} conteste ${formatCents(1200)}`,
    ]);
    // A fact of nobody's doing tells nobody.
    await record("disputes.resolved", "system");
    await app.quiet();
    expect(messages.mailbox.messages()).toHaveLength(4);
  });
});

describe("coordinates", () => {
  it("INF-2 a change is told to the service by what it is about, and its decision to who acts for the party", async () => {
    const org = await anOrganization(app, { contact: { email: "service@example.org" } });
    const creditor = await aCreditor(app, org.organization_id);
    const me = await aCustomer(app, org.organization_id, creditor.id);
    const colleague = await aUser(app, org.organization_id, { language: "en" });
    await anAccess(app, org.organization_id, colleague.id, me.party.id);
    const change = await aChange(org.organization_id, me);
    const record = (name: string, data: Record<string, unknown> = {}) =>
      app.inside(org.organization_id, (ctx) =>
        recordFact(ctx, { name, subject: { kind: "change", id: change }, data }),
      );
    await record("coordinates.change_asked");
    await app.quiet();
    const [asked] = messages.mailbox.messages("service@example.org");
    expect(asked!.text).toContain("demande à changer\u00a0: adresse, coordonnées bancaires.");
    expect(asked!.text).not.toContain("FR7630006000011234567890189");
    await app.admin.query(
      "update coordinate_change_fields set outcome = case when field = 'iban' then 'refused' else 'accepted' end, reason = case when field = 'iban' then 'Pièce illisible' else '' end, decided_at = now() where change_id = $1",
      [change],
    );
    await record("coordinates.change_decided", {
      accepted: ["address1", "city"],
      refused: ["iban"],
      open: 0,
    });
    await app.quiet();
    const [mine] = messages.mailbox.messages(me.user.email as string);
    expect(mine!.subject).toBe("Vos informations : acceptée en partie");
    expect(mine!.text).toContain("Pièce illisible");
    expect(messages.mailbox.messages(colleague.email as string)[0]!.subject).toBe(
      "Your information: accepted in part",
    );
  });
  it("INF-3 the choice of no more paper is told to the service", async () => {
    const org = await anOrganization(app, { contact: { email: "papier@example.org" } });
    const creditor = await aCreditor(app, org.organization_id);
    const me = await aCustomer(app, org.organization_id, creditor.id);
    await app.inside(org.organization_id, (ctx) =>
      recordFact(ctx, {
        name: "coordinates.paper_chosen",
        subject: { kind: "party", id: me.party.id },
        data: { paper: false },
      }),
    );
    await app.quiet();
    expect(messages.mailbox.messages("papier@example.org").map((mail) => mail.subject)).toEqual([
      `${me.party.name} : ne plus recevoir ses factures sur papier`,
    ]);
  });
});

describe("requests and announcements", () => {
  it("MSG-3 a request is told to the service, its answer to who asked", async () => {
    const org = await anOrganization(app, { contact: { email: "service@example.org" } });
    const creditor = await aCreditor(app, org.organization_id);
    const me = await aCustomer(app, org.organization_id, creditor.id);
    const id = await aRequest(org.organization_id, me.user.id);
    for (const [name, by] of [
      ["messaging.request_opened", "customer"],
      ["messaging.request_answered", "staff"],
    ] as const)
      await app.inside(org.organization_id, (ctx) =>
        recordFact(ctx, { name, subject: { kind: "request", id }, data: { by } }),
      );
    await app.quiet();
    expect(messages.mailbox.messages("service@example.org")[0]!.subject).toBe(
      `Demande de ${me.user.name} : Ma facture`,
    );
    expect(messages.mailbox.messages(me.user.email as string)[0]!.subject).toBe(
      "Une réponse à votre demande « Ma facture »",
    );
  });
  it("MSG-2 an announcement is told to each of its readers once, whatever runs twice", async () => {
    const org = await anOrganization(app);
    const creditor = await aCreditor(app, org.organization_id);
    const me = await aCustomer(app, org.organization_id, creditor.id);
    const silent = await aCustomer(app, org.organization_id, creditor.id);
    await anAccess(app, org.organization_id, me.user.id, silent.party.id);
    await call("PUT", `${org.base}/api/me/notifications`, {
      cookie: silent.user.cookie,
      body: { news: "announcements", channel: "mail", wanted: false },
    });
    const id = await anAnnouncement(org.organization_id);
    for (const _ of [1, 2])
      await app.inside(org.organization_id, (ctx) =>
        recordFact(ctx, { name: "messaging.announcement_published", subject: { kind: "announcement", id } }),
      );
    await app.quiet();
    expect(messages.mailbox.messages().map((mail) => [mail.to, mail.subject])).toEqual([
      [[me.user.email], "Coupure d’eau"],
    ]);
  });
});
