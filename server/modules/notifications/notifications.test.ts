import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anAccess, anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import {
  aDebtor,
  decideAtProvider,
  openShop,
  paymentsModule,
  startSimulators,
} from "../../../test/harness/payments.ts";
import { type MailSimulator, startMailSimulator } from "../../gateways/mail/simulator.ts";
import type { Simulators } from "../../gateways/simulators.ts";
import { moduleOf } from "../../platform/doors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";
import { formatCents } from "../../platform/money.ts";
import { contract as identityContract, refusals as identityRefusals } from "../identity/contract.ts";
import { openMailLink } from "../identity/index.ts";
import { jobs as identityJobs } from "../identity/jobs.ts";
import { routes as identityRoutes } from "../identity/routes.ts";
import { contract, refusals } from "./contract.ts";
import { closeMailer } from "./index.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";
import { MASK } from "./rules.ts";
import { tellLink } from "./tell-link.ts";

let app: TestApp;
let mailbox: MailSimulator;
let simulators: Simulators;
const identity = moduleOf("identity", identityContract, identityRoutes, identityRefusals, identityJobs);
const notifications = moduleOf("notifications", contract, routes, refusals, jobs);
beforeAll(async () => {
  mailbox = await startMailSimulator();
  app = await startTestApp({
    modules: [identity, paymentsModule, notifications],
    work: true,
    env: { SMTP_URL: mailbox.url },
  });
  simulators = await startSimulators({ clock: () => app.services.clock(), retryMs: 200 });
});
afterAll(async () => {
  await app.close();
  closeMailer(app.services);
  await simulators.close();
  await mailbox.close();
});
afterEach(() => {
  mailbox.clear();
  mailbox.mend();
});

const tokenIn = (text: string) => /\/lien\/([A-Za-z0-9_-]+)/.exec(text)?.[1] ?? "";
const mailsOf = async (organizationId: string) =>
  (
    await app.admin.query(
      "select id, kind, to_address, state, tries, error, text, html, once_key from mails where organization_id = $1 order by id",
      [organizationId],
    )
  ).rows;

describe("access", () => {
  it("ACC-2 sends the activation link, whose token is kept nowhere", async () => {
    const org = await anOrganization(app, {
      name: "Ville de Montfleuri",
      contact: { service: "Régie", email: "regie@example.org" },
    });
    const person = await aUser(app, org.organization_id, { state: "invited", name: "Zoé Petit" });
    const staff = await aStaffUser(app, org.organization_id, "accountant");
    const url = `${org.base}/api/office/users/${outside("user", person.id)}/activation`;
    expect((await call("POST", url, { cookie: staff.cookie })).status).toBe(200);
    await app.quiet();
    const [mail] = mailbox.messages(person.email);
    expect(mail).toMatchObject({
      from: '"Ville de Montfleuri" <no-reply@quitus.test>',
      subject: "Activez votre accès",
      headers: { "reply-to": "regie@example.org", "content-language": "fr" },
    });
    const token = tokenIn(mail!.text);
    expect(mail!.text).toContain(`${org.base}/lien/${token}`);
    expect(mail!.html).toContain(`href="${org.base}/lien/${token}"`);
    const [kept] = await mailsOf(org.organization_id);
    expect(kept).toMatchObject({ state: "sent", kind: "activation_link", tries: 1 });
    expect(kept.text + kept.html).not.toContain(token);
    expect(kept.text).toContain(`/lien/${MASK}`);
    const followed = await call("POST", `${org.base}/api/mail-links/${token}`, {
      body: { password: "Un-mot-de-passe-assez-long-7" },
    });
    expect(followed.json).toEqual({ kind: "activation", signedIn: true });
    await app.quiet();
    expect(mailbox.messages(person.email)).toHaveLength(1);
  });
  it("ACC-5 ACC-6 speaks the language of the user, and tells him when his password changed", async () => {
    const org = await anOrganization(app);
    const person = await aUser(app, org.organization_id, { language: "en" });
    await call("POST", `${org.base}/api/password-reset`, { body: { identifier: person.email } });
    await app.quiet();
    const [asked] = mailbox.messages(person.email);
    expect(asked!.subject).toBe("Choose a new password");
    expect(asked!.text).toContain("30 minutes");
    await call("POST", `${org.base}/api/mail-links/${tokenIn(asked!.text)}`, {
      body: { password: "Another-long-password-7" },
    });
    await app.quiet();
    expect(mailbox.messages(person.email).map((mail) => mail.subject)).toEqual([
      "Choose a new password",
      "Your password was changed",
    ]);
  });
  it("ACC-6 confirms an address at the new one, and warns the old one", async () => {
    const org = await anOrganization(app);
    const person = await aUser(app, org.organization_id, { email: "old@example.org" });
    await app.inside(org.organization_id, (ctx) => openMailLink(ctx, person.id, "email", "new@example.org"));
    await app.quiet();
    const [asked] = mailbox.messages("new@example.org");
    await call("POST", `${org.base}/api/mail-links/${tokenIn(asked!.text)}`, { body: {} });
    await app.quiet();
    const [warning] = mailbox.messages("old@example.org");
    expect(warning!.subject).toBe("Votre adresse électronique a été changée");
    expect(warning!.text).toContain("n•••@example.org");
    expect(warning!.text).not.toContain("new@example.org");
  });
  it("ACC-8 tells who had an access already that a colleague gives him another, and nobody who is still to come in", async () => {
    const org = await anOrganization(app);
    const known = await aUser(app, org.organization_id, { name: "Zoé Petit" });
    const invited = await aUser(app, org.organization_id, { state: "invited" });
    for (const { id } of [known, invited])
      await app.inside(org.organization_id, (ctx) =>
        recordFact(ctx, {
          name: "directory.colleague_invited",
          subject: { kind: "user", id: id as string },
          told: { partyName: "SARL Morel" },
        }),
      );
    await app.quiet();
    expect(mailbox.messages(known.email as string).map((one) => one.subject)).toEqual([
      "Vous avez accès au compte de SARL Morel",
    ]);
    expect(mailbox.messages(invited.email as string)).toEqual([]);
  });
  it("writes one mail per link, whatever runs twice", async () => {
    const org = await anOrganization(app);
    const person = await aUser(app, org.organization_id);
    const id = await app.inside(org.organization_id, (ctx) => openMailLink(ctx, person.id, "password"));
    await Promise.all([1, 2, 3].map(() => app.inside(org.organization_id, (ctx) => tellLink(ctx, id))));
    await app.quiet();
    expect(mailbox.messages(person.email)).toHaveLength(1);
  });
});

describe("sending", () => {
  it("OFF-1 gives up on an address that does not exist, and says so", async () => {
    const org = await anOrganization(app);
    const person = await aUser(app, org.organization_id);
    const staff = await aStaffUser(app, org.organization_id, "reader");
    mailbox.accident({ kind: "refuse", to: person.email });
    await app.inside(org.organization_id, (ctx) => openMailLink(ctx, person.id, "password"));
    await app.quiet();
    const { json } = await call("GET", `${org.base}/api/office/mails`, { cookie: staff.cookie });
    expect(json.items).toMatchObject([{ state: "failed", to: person.email, sentAt: null }]);
    expect(json.items[0].error).toContain("550");
    const facts = await app.admin.query(
      "select data ->> 'kind' as kind from facts where organization_id = $1 and name = 'notifications.mail_failed'",
      [org.organization_id],
    );
    expect(facts.rows).toEqual([{ kind: "password_link" }]);
  });
});

describe("payments", () => {
  it("PAY-7 sends the payer a receipt and tells the creditor, once", async () => {
    const shop = await openShop(app, simulators, "payfip");
    await app.admin.query("update creditors set email = 'caisse@example.org' where id = $1", [
      shop.creditorId,
    ]);
    const debtor = await aDebtor(app, shop, [5000, 7050]);
    const left = await debtor.leave();
    await decideAtProvider(simulators, "payfip", left.reference, "accept");
    await app.quiet();
    const { rows } = await app.admin.query("select id from payments where reference = $1", [left.reference]);
    await app.inside(shop.organizationId, (ctx) =>
      recordFact(ctx, { name: "payments.settled", subject: { kind: "payment", id: rows[0].id } }),
    );
    await app.quiet();
    const mine = mailbox.messages(debtor.user.email as string);
    expect(mine).toHaveLength(1);
    expect(mine[0]!.subject).toBe(`Votre reçu de ${formatCents(12_050)}`);
    expect(mine[0]!.text).toContain(`${shop.base}/paiements/${left.id}`);
    expect(mine[0]!.attachments).toMatchObject([{ mediaType: "application/pdf" }]);
    expect(mine[0]!.attachments[0]!.fileName).toMatch(/^recu-.*\.pdf$/);
    expect(mine[0]!.attachments[0]!.content.subarray(0, 5).toString()).toBe("%PDF-");
    const theirs = mailbox.messages("caisse@example.org");
    expect(theirs.map((mail) => mail.subject)).toEqual([
      `${formatCents(12_050)} reçus de ${debtor.user.name} (${left.reference})`,
    ]);
    expect(theirs[0]!.text).toContain(`${shop.base}/bureau/paiements/${left.id}`);
  });
  it("ACT-5 shows the mails about an invoice: his own to the customer, all of them to staff", async () => {
    const shop = await openShop(app, simulators, "payfip");
    const id = shop.organizationId;
    await app.admin.query("update creditors set email = 'caisse@example.org' where id = $1", [
      shop.creditorId,
    ]);
    const debtor = await aDebtor(app, shop, [5000, 7050]);
    const invoices = [newId(), newId()];
    for (const [n, invoice] of invoices.entries()) {
      await app.admin.query(
        "insert into invoices (organization_id, id, account_id, number, issued_on, net_cents, vat_cents, total_cents) values ($1, $2, $3, $4, '2026-10-01', 100, 0, 100)",
        [id, invoice, debtor.accountId, `F-${n}`],
      );
      await app.admin.query("update entries set invoice_id = $1 where id = $2", [
        invoice,
        debtor.entryIds[n],
      ]);
    }
    const other = await aDebtor(app, shop, [100]);
    await anAccess(app, id, other.user.id as string, debtor.party.id as string);
    const left = await debtor.leave();
    await decideAtProvider(simulators, "payfip", left.reference, "accept");
    await app.quiet();
    const about = async (cookie: unknown, invoice = invoices[0]!) => {
      const url = `${shop.base}/api/accounts/${outside("account", debtor.accountId)}/invoices/${outside("invoice", invoice)}/mails`;
      const { json } = await call("GET", url, { cookie: cookie as string });
      return json.items.map((mail: { kind: string }) => mail.kind).toSorted();
    };
    expect(await about(debtor.user.cookie)).toEqual(["payment_receipt"]);
    expect(await about(debtor.user.cookie, invoices[1]!)).toEqual(["payment_receipt"]);
    expect(await about(other.user.cookie)).toEqual([]);
    const staff = await aStaffUser(app, id, "reader");
    expect(await about(staff.cookie)).toEqual(["payment_merchant", "payment_receipt"]);
  });
  it("MSG-5 writes to the service in the language of whose address it is", async () => {
    const shop = await openShop(app, simulators, "payfip");
    const id = shop.organizationId;
    await aStaffUser(app, id, "accountant", { email: "caisse-en@example.org", language: "en" });
    await app.admin.query("update creditors set email = 'Caisse-EN@example.org' where id = $1", [
      shop.creditorId,
    ]);
    const debtor = await aDebtor(app, shop, [5000]);
    const left = await debtor.leave();
    await decideAtProvider(simulators, "payfip", left.reference, "accept");
    await app.quiet();
    const [told] = mailbox.messages("Caisse-EN@example.org");
    expect(told).toMatchObject({
      subject: `${formatCents(5000, "en")} received from ${debtor.user.name} (${left.reference})`,
      headers: { "content-language": "en" },
    });
  });
  it("PAY-6 tells the creditor of money that came after cancellation", async () => {
    const shop = await openShop(app, simulators, "ogone");
    await app.admin.query("update creditors set email = 'alerte@example.org' where id = $1", [
      shop.creditorId,
    ]);
    const debtor = await aDebtor(app, shop, [4000]);
    const left = await debtor.leave();
    await app.inside(shop.organizationId, (ctx) =>
      recordFact(ctx, { name: "payments.unapplied", subject: { kind: "payment", id: shop.creditorId } }),
    );
    await debtor.api("POST", `/payments/${left.id}/cancel`);
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    const subjects = mailbox.messages("alerte@example.org").map((mail) => mail.subject);
    expect(subjects.toSorted()).toEqual([
      `${formatCents(4000)} reçus de ${debtor.user.name} (${left.reference})`,
      `À traiter : paiement ${left.reference} de ${formatCents(4000)}`,
    ]);
    expect(mailbox.messages(debtor.user.email as string)).toHaveLength(1);
  });
});

describe("the list of mails", () => {
  it("ALL-1 ACC-9 is open to staff, within their organization and creditors", async () => {
    const shop = await openShop(app, simulators, "payfip");
    const other = await anOrganization(app);
    const id = shop.organizationId;
    await app.admin.query("update creditors set email = 'c@example.org' where id = $1", [shop.creditorId]);
    const debtor = await aDebtor(app, shop, [1000]);
    const stranger = await aUser(app, id);
    const left = await debtor.leave();
    await decideAtProvider(simulators, "payfip", left.reference, "accept");
    for (const user of [debtor.user.id, stranger.id])
      await app.inside(id, (ctx) => openMailLink(ctx, user, "password"));
    await app.quiet();
    const url = `${shop.base}/api/office/mails`;
    const [all, mine, theirs] = [
      await aStaffUser(app, id, "accountant"),
      await aStaffUser(app, id, "accountant", { staff_creditor_ids: [shop.creditorId] }),
      await aStaffUser(app, id, "accountant", { staff_creditor_ids: [stranger.id] }),
    ];
    expect((await call("GET", url)).status).toBe(401);
    expect((await call("GET", url, { cookie: debtor.user.cookie })).status).toBe(404);
    const kinds = async (cookie: string, query = "") =>
      (await call("GET", url + query, { cookie })).json.items
        .map((item: { kind: string }) => item.kind)
        .toSorted();
    expect(await kinds(all.cookie)).toEqual([
      "password_link",
      "password_link",
      "payment_merchant",
      "payment_receipt",
    ]);
    expect(await kinds(mine.cookie)).toEqual(["password_link", "payment_merchant", "payment_receipt"]);
    expect(await kinds(theirs.cookie)).toEqual([]);
    expect(await kinds(all.cookie, "?search=recu%20votre")).toEqual(["payment_receipt"]);
    await app.admin.query("update mails set state = 'failed' where organization_id = $1 and kind = $2", [
      id,
      "payment_merchant",
    ]);
    expect(await kinds(all.cookie, "?state=failed&limit=1")).toEqual(["payment_merchant"]);
    expect(await kinds(all.cookie, "?state=queued")).toEqual([]);
    expect(await kinds(mine.cookie, "?state=sent")).toEqual(["password_link", "payment_receipt"]);
    const first = await call("GET", `${url}?limit=3`, { cookie: all.cookie });
    const second = await call("GET", `${url}?limit=3&cursor=${first.json.next}`, { cookie: all.cookie });
    expect([first.json.items.length, second.json.items.length, second.json.next]).toEqual([3, 1, null]);
    const receipt = first.json.items
      .concat(second.json.items)
      .find((item: { kind: string }) => item.kind === "payment_receipt");
    const read = (cookie?: string, base = url) =>
      call("GET", `${base}/${receipt.id}`, cookie ? { cookie } : {});
    expect((await read(mine.cookie)).json).toMatchObject({
      attachments: [expect.stringMatching(/\.pdf$/)],
      text: expect.stringContaining("Votre règlement est enregistré"),
    });
    expect((await read()).status).toBe(401);
    expect((await read(theirs.cookie)).status).toBe(404);
    expect((await read((await aStaffUser(app, id, "reader")).cookie)).status).toBe(403);
    const foreign = await aStaffUser(app, other.organization_id, "accountant");
    expect((await read(foreign.cookie, `${other.base}/api/office/mails`)).status).toBe(404);
    await anAccess(app, id, stranger.id, debtor.party.id as string);
    expect(await kinds(mine.cookie)).toHaveLength(4);
  });
});
