/** Disputes as the office deals with them (DIS-4), over real HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anEntry,
  anOrganization,
  aStaffUser,
  call,
} from "../../../test/harness/builders.ts";
import { keepTermsOf } from "../../../test/harness/terms.ts";
import { modules } from "../../modules.ts";
import { newId, outside } from "../../platform/ids.ts";
import { entriesByIds } from "../ledger/index.ts";
import { followBooks } from "./follow-books.ts";
import { disputeForMail, disputesSince } from "./index.ts";

let app: TestApp;
let org: Awaited<ReturnType<typeof anOrganization>>;
let creditorId: string;
let customer: Awaited<ReturnType<typeof aCustomer>>;
let clerk: Awaited<ReturnType<typeof aStaffUser>>;
let entryId: string;
beforeAll(async () => {
  app = await startTestApp({ modules });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(null);
  org = await anOrganization(app);
  creditorId = (await aCreditor(app, org.organization_id)).id;
  customer = await aCustomer(app, org.organization_id, creditorId, { account: { label: "Élodie Noël" } });
  clerk = await aStaffUser(app, org.organization_id, "accountant", { name: "Agent Durand" });
  entryId = (await anEntry(app, org.organization_id, customer.account.id, 10_000)).id;
});

const api = (method: string, path: string, cookie: string, body?: unknown) =>
  call(method, `${org.base}/api${path}`, { cookie, body });
const staff = (method: string, path: string, body?: unknown) =>
  api(method, `/office${path}`, clerk.cookie, body);
async function contest(cents = 4000, over: Record<string, unknown> = {}): Promise<string> {
  const account = outside("account", customer.account.id);
  const entry = outside("entry", entryId);
  const draft = await api("GET", `/accounts/${account}/dispute-draft?entries=${entry}`, customer.user.cookie);
  const body = {
    entries: [{ entry, cents }],
    category: draft.json.categories[4].id,
    text: "Erreur.",
    ...over,
  };
  const made = await api("POST", `/accounts/${account}/disputes`, customer.user.cookie, body);
  expect(made.status, made.buffer.toString()).toBe(200);
  return made.json.id as string;
}
const mine = async (id: string) => (await api("GET", `/disputes/${id}`, customer.user.cookie)).json;
const payable = async () =>
  (await app.inside(org.organization_id, (ctx) => entriesByIds(ctx, [entryId])))[0]!.payableCents;
const upload = async (cookie: string) =>
  (
    await call("POST", `${org.base}/api/dispute-files?name=devis.pdf`, {
      cookie,
      body: Buffer.from("%PDF-1.7 what was agreed"),
      headers: { "content-type": "application/octet-stream" },
    })
  ).json.id as string;

async function aCreditNote(cents: number): Promise<void> {
  const [org_id, account, id] = [org.organization_id, customer.account.id, newId()];
  await app.admin.query(
    "insert into invoices (organization_id, id, account_id, number, kind, issued_on, net_cents, vat_cents, total_cents) values ($1, $2, $3, 'A-1', 'credit_note', '2026-11-20', $4, 0, $4)",
    [org_id, id, account, cents],
  );
  await anEntry(app, org_id, account, cents, { invoice_id: id });
}

describe("DIS-4 answering", () => {
  it("passes the turn to and fro, and counts the wait from the first word", async () => {
    const id = await contest();
    const before = (await staff("GET", `/disputes/${id}`)).json;
    expect(before).toMatchObject({ state: "open", late: false, party: { name: customer.party.name } });
    const answered = (await staff("POST", `/disputes/${id}/messages`, { text: "Nous vérifions." })).json;
    expect(answered).toMatchObject({ state: "answered", waitingSince: null, answerBy: null });
    const soon = new Date(Date.now() + 60_000);
    app.setClock(soon);
    await api("POST", `/disputes/${id}/messages`, customer.user.cookie, { text: "Merci." });
    app.setClock(null);
    await api("POST", `/disputes/${id}/messages`, customer.user.cookie, { text: "Et voici." });
    const again = (await staff("GET", `/disputes/${id}`)).json;
    expect(again.state).toBe("open");
    expect(again.waitingSince).toBe(soon.toISOString());
    expect((await mine(id)).steps.map((one: { side: string }) => one.side)).toEqual([
      "customer",
      "staff",
      "customer",
      "customer",
    ]);
    expect((await mine(id)).steps[1]).toMatchObject({ author: "Agent Durand", mine: false });
  });
  it("never shows the customer an internal note, nor its file, nor who has it", async () => {
    const id = await contest();
    const file = await upload(clerk.cookie);
    const note = { text: "Client difficile ?", files: [file] };
    expect((await staff("POST", `/disputes/${id}/notes`, note)).json.state).toBe("open");
    await staff("PUT", `/disputes/${id}/assignee`, { user: outside("user", clerk.id) });
    const seen = await api("GET", `/disputes/${id}`, customer.user.cookie);
    expect(seen.json.steps).toHaveLength(1);
    expect(seen.buffer.toString()).not.toMatch(/difficile|devis|Durand|assigned/);
    expect((await api("GET", `/disputes/${id}/files/${file}`, customer.user.cookie)).status).toBe(404);
    const shown = await staff("GET", `/disputes/${id}/files/${file}`);
    expect(shown.buffer.toString()).toContain("what was agreed");
    expect(
      (await staff("GET", `/disputes/${id}`)).json.steps.map((one: { kind: string }) => one.kind),
    ).toEqual(["opened", "note", "assigned"]);
  });
  it("keeps what was said as it was said: the application cannot rewrite it", async () => {
    await contest();
    const { rows } = await app.admin.query(
      "select has_table_privilege('quitus_app', 'dispute_steps', 'update') as u, has_table_privilege('quitus_app', 'dispute_steps', 'delete') as d",
    );
    expect(rows).toEqual([{ u: false, d: false }]);
  });
});

describe("DIS-4 deciding", () => {
  const resolve = (id: string, outcome: string, text = "Voici pourquoi.") =>
    staff("POST", `/disputes/${id}/resolve`, { outcome, text });
  it("rejected: with a reason, and what was contested is to be paid again", async () => {
    const id = await contest();
    expect((await resolve(id, "rejected", "")).json.code).toBe("dispute.reason_needed");
    expect(await payable()).toBe(6000);
    expect((await resolve(id, "rejected")).json).toMatchObject({
      state: "resolved",
      outcome: "rejected",
      holding: false,
      can: { answer: false, resolve: false, reopen: true, release: false },
    });
    expect(await payable()).toBe(10_000);
    expect((await mine(id)).steps.at(-1)).toMatchObject({
      kind: "resolved",
      outcome: "rejected",
      text: "Voici pourquoi.",
    });
    expect((await resolve(id, "accepted")).json.code).toBe("dispute.not_active");
    expect((await resolve(await contest(1), "withdrawn")).status).toBe(400);
  });
  it.each(["accepted", "credit_note_expected"])(
    "%s: it stays held until staff say that the books tell it",
    async (outcome) => {
      const id = await contest();
      expect((await resolve(id, outcome, "")).json).toMatchObject({ holding: true, can: { release: true } });
      expect(await payable()).toBe(6000);
      expect((await staff("GET", "/disputes?state=held")).json.items).toHaveLength(1);
      expect((await staff("POST", `/disputes/${id}/release`)).json).toMatchObject({ holding: false });
      expect(await payable()).toBe(10_000);
      expect((await staff("POST", `/disputes/${id}/release`)).json.code).toBe("dispute.nothing_held");
      expect((await mine(id)).steps.at(-1).kind).toBe("released");
    },
  );
  it("is followed by the books: a credit note of that amount, or nothing left open, ends the hold, once", async () => {
    const [byNote, byLettering] = [await contest(4000), await contest(3000)];
    for (const id of [byNote, byLettering]) await resolve(id, "credit_note_expected");
    const follow = () => app.inside(org.organization_id, (ctx) => followBooks(ctx, creditorId));
    expect(await follow()).toBe(0);
    await aCreditNote(-4000);
    expect([await follow(), await follow()]).toEqual([1, 0]);
    expect((await mine(byNote)).steps.at(-1)).toMatchObject({ kind: "released", side: "system" });
    expect((await mine(byLettering)).holding).toBe(true);
    await app.admin.query("update entries set settled_cents = amount_cents where id = $1", [entryId]);
    expect([await follow(), await follow()]).toEqual([1, 0]);
  });
  it("is left to staff when two disputes of the account wait for the same amount", async () => {
    for (const id of [await contest(4000), await contest(4000)]) await resolve(id, "credit_note_expected");
    await aCreditNote(-4000);
    expect(await app.inside(org.organization_id, (ctx) => followBooks(ctx, creditorId))).toBe(0);
  });
  it("is followed by the books when the entry leaves them", async () => {
    const id = await contest();
    await resolve(id, "accepted");
    await app.admin.query("update entries set superseded_at = now() where id = $1", [entryId]);
    expect(await app.inside(org.organization_id, (ctx) => followBooks(ctx, null))).toBe(1);
    expect(await mine(id)).toMatchObject({ holding: false, pieces: [{ openCents: 0, cents: 4000 }] });
  });
  it("is opened again: what is still due is held again, not what was paid meanwhile", async () => {
    const id = await contest(8000);
    expect((await staff("POST", `/disputes/${id}/reopen`, {})).json.code).toBe("dispute.not_resolved");
    await resolve(id, "rejected");
    await app.admin.query("update entries set settled_cents = 7000 where id = $1", [entryId]);
    const again = (await staff("POST", `/disputes/${id}/reopen`, { text: "Nouvel élément." })).json;
    expect(again).toMatchObject({ state: "open", outcome: null, holding: true, resolvedAt: null });
    expect(await payable()).toBe(0);
    await resolve(id, "rejected");
    await app.admin.query("update entries set settled_cents = 10000 where id = $1", [entryId]);
    expect((await staff("POST", `/disputes/${id}/reopen`, {})).json.code).toBe("dispute.nothing_left");
  });
  it("of two who decide at once, one is told that it is over", async () => {
    const id = await contest();
    const both = await Promise.all([resolve(id, "accepted"), resolve(id, "rejected")]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    expect((await mine(id)).steps).toHaveLength(2);
  });
});

describe("DIS-4 the queue", () => {
  const list = async (query = "state=active") => (await staff("GET", `/disputes?${query}`)).json;
  const refs = async (query?: string) =>
    (await list(query)).items.map((one: { totalCents: number }) => one.totalCents);
  const days = (n: number) => app.setClock(new Date(Date.now() + n * 86_400_000));
  it("puts the longest wait first, then those that wait for the customer, by pages", async () => {
    days(-12);
    const late = await contest(100);
    days(-30);
    const answered = await contest(200);
    await staff("POST", `/disputes/${answered}/messages`, { text: "Réponse." });
    days(-2);
    await contest(300);
    app.setClock(null);
    expect(await refs()).toEqual([100, 300, 200]);
    const first = await list("state=active&limit=2");
    expect((await list(`state=active&limit=2&cursor=${first.next}`)).items).toMatchObject([
      { totalCents: 200 },
    ]);
    const one = await list("state=active&limit=1");
    expect((await list(`state=active&limit=2&cursor=${one.next}`)).items).toHaveLength(2);
    expect(first.items[0]).toMatchObject({ id: late, late: true });
    expect(await refs("state=active&late=yes")).toEqual([100]);
    expect(await refs("state=waiting")).toEqual([100, 300]);
    expect(await refs("state=answered")).toEqual([200]);
  });
  it("watches the organization’s own delay", async () => {
    days(-12);
    await contest(100);
    app.setClock(null);
    expect(await refs("state=active&late=yes")).toEqual([100]);
    await app.admin.query(
      `update organizations set settings = '{"disputeDelayDays": 20}' where organization_id = $1`,
      [org.organization_id],
    );
    expect(await refs("state=active&late=yes")).toEqual([]);
    expect((await list()).items[0].late).toBe(false);
  });
  it("is searched by reference, account and party, without accents, and filtered", async () => {
    const id = await contest(100);
    const { reference, category } = (await list()).items[0];
    for (const search of [reference.toLowerCase(), "elodie NOEL", customer.party.name])
      expect(await refs(`state=active&search=${encodeURIComponent(search)}`)).toEqual([100]);
    expect(await refs("state=active&search=nobody")).toEqual([]);
    expect(category.fr).toBe("Autre");
    const { items } = (await staff("GET", "/dispute-categories")).json;
    expect(await refs(`category=${items[4].id}`)).toEqual([100]);
    expect(await refs(`category=${items[0].id}`)).toEqual([]);
    expect(await refs(`creditor=${outside("creditor", creditorId)}&from=2020-01-01&to=2999-01-01`)).toEqual([
      100,
    ]);
    expect(await refs("from=2999-01-01")).toEqual([]);
    expect(await refs("state=active&assigned=me")).toEqual([]);
    const assign = () => staff("PUT", `/disputes/${id}/assignee`, { user: outside("user", clerk.id) });
    expect([(await assign()).json.steps.length, (await assign()).json.steps.length]).toEqual([2, 2]);
    expect(await refs("state=active&assigned=me")).toEqual([100]);
    expect(await refs(`assigned=${outside("user", clerk.id)}`)).toEqual([100]);
    expect(await refs("state=active&assigned=nobody")).toEqual([]);
  });
});

describe("ACC-9 staff", () => {
  it("limited to other creditors find nothing, and cannot be given it", async () => {
    const id = await contest();
    const elsewhere = await aCreditor(app, org.organization_id);
    const limited = await aStaffUser(app, org.organization_id, "manager", {
      staff_creditor_ids: [elsewhere.id],
    });
    const theirs = (method: string, path: string, body?: unknown) =>
      api(method, `/office${path}`, limited.cookie, body);
    expect((await theirs("GET", "/disputes")).json.items).toEqual([]);
    expect((await theirs("GET", `/disputes/${id}`)).status).toBe(404);
    expect((await theirs("POST", `/disputes/${id}/messages`, { text: "?" })).status).toBe(404);
    const given = await staff("PUT", `/disputes/${id}/assignee`, { user: outside("user", limited.id) });
    expect(given.json.code).toBe("dispute.assignee_unknown");
    const who = (await staff("GET", `/dispute-assignees?dispute=${id}`)).json.items;
    expect(who).toEqual([{ id: outside("user", clerk.id), name: "Agent Durand" }]);
    const customerId = outside("user", customer.user.id);
    expect((await staff("PUT", `/disputes/${id}/assignee`, { user: customerId })).status).toBe(422);
  });
  it("who only read change nothing", async () => {
    const id = await contest();
    const reader = await aStaffUser(app, org.organization_id, "reader");
    const seen = await api("GET", `/office/disputes/${id}`, reader.cookie);
    expect(Object.values(seen.json.can)).toEqual([false, false, false, false, false]);
    const answer = await api("POST", `/office/disputes/${id}/messages`, reader.cookie, { text: "?" });
    expect(answer.status).toBe(403);
  });
});

describe("DIS-1 categories of the organization", () => {
  it("are edited in the office; one left out stays on its disputes and is offered no more", async () => {
    const id = await contest();
    const manager = await aStaffUser(app, org.organization_id, "manager");
    const save = (items: unknown) => api("PUT", "/office/dispute-categories", manager.cookie, { items });
    const before = (await staff("GET", "/dispute-categories")).json.items;
    const kept = { ...before[0], label: { fr: "Prix", en: "" }, subtypes: [before[0].subtypes[1]] };
    const wanted = [
      { label: { fr: "Eau", en: "Water" }, subtypes: [{ label: { fr: "Fuite", en: "" } }] },
      kept,
    ];
    const after = (await save(wanted)).json.items;
    expect(after.map((one: { label: { fr: string; en: string } }) => one.label)).toEqual([
      { fr: "Eau", en: "Water" },
      { fr: "Prix", en: "Prix" },
    ]);
    expect(after[1]).toMatchObject({ id: before[0].id, subtypes: [{ id: before[0].subtypes[1].id }] });
    expect((await save(after)).json.items).toEqual(after);
    expect((await mine(id)).category.fr).toBe("Autre");
    expect((await save([before[2]])).json.code).toBe("dispute.category_unknown");
    const moved = [{ ...after[0], subtypes: after[1].subtypes }];
    expect((await save(moved)).json.code).toBe("dispute.category_unknown");
    expect((await save([])).status).toBe(400);
  });
  it("are given once to an organization that has none, even to many who ask at once", async () => {
    const lists = await Promise.all([1, 2, 3, 4].map(() => staff("GET", "/dispute-categories")));
    expect(new Set(lists.map((one) => one.buffer.toString())).size).toBe(1);
    expect(lists[0]!.json.items).toHaveLength(5);
  });
});

describe("what other modules read", () => {
  it("API-4 gives disputes in the order of their changes, and one again when it changed", async () => {
    const [first, second] = [await contest(100), await contest(200)];
    const read = (after: { at: Date; id: string } | null) =>
      app.inside(org.organization_id, (ctx) => disputesSince(ctx, { after, limit: 10 }));
    const all = await read(null);
    expect(all).toMatchObject([
      { totalCents: 100, entries: [{ entryId, cents: 100 }], partyName: customer.party.name },
      { totalCents: 200, state: "open" },
    ]);
    const last = { at: all[1]!.changedAt, id: all[1]!.id };
    expect(await read(last)).toEqual([]);
    await staff("POST", `/disputes/${first}/messages`, { text: "Réponse." });
    expect(await read(last)).toMatchObject([{ totalCents: 100, state: "answered" }]);
    expect(second).not.toBe(first);
  });
  it("MSG-5 gives a mail what it needs, without what is internal", async () => {
    const id = await contest();
    await staff("POST", `/disputes/${id}/messages`, { text: "Nous vérifions." });
    await staff("POST", `/disputes/${id}/notes`, { text: "Entre nous." });
    const inside = id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    const told = await app.inside(org.organization_id, (ctx) => disputeForMail(ctx, inside));
    expect(told).toMatchObject({ lastText: "Nous vérifions.", totalCents: 4000, userId: customer.user.id });
    expect(await app.inside(org.organization_id, (ctx) => disputeForMail(ctx, newId()))).toBeNull();
  });
});

it("forgets after two days the files that nothing names, and only them", async () => {
  const [used, lone] = [await upload(customer.user.cookie), await upload(customer.user.cookie)];
  const id = await contest(1, { files: [used] });
  const forget = () => keepTermsOf(app, org.organization_id, "dispute_files_alone");
  const left = async () =>
    (await app.admin.query("select id from dispute_files where step_id is null")).rows.length;
  await forget();
  expect(await left()).toBe(1);
  app.setClock(new Date(Date.now() + 3 * 86_400_000));
  await forget();
  await forget();
  app.setClock(null);
  expect(await left()).toBe(0);
  expect((await mine(id)).steps[0].files).toMatchObject([{ id: used }]);
  expect(lone).not.toBe(used);
});
