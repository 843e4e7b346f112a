import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isIban } from "../server/formats/iban/index.ts";
import { verifyPdf } from "../server/formats/signature/index.ts";
import { importFec } from "../server/modules/exchange/index.ts";
import { contract as identity, refusals as identityRefusals } from "../server/modules/identity/contract.ts";
import { verifyPassword } from "../server/modules/identity/hash-password.ts";
import { routes as identityRoutes } from "../server/modules/identity/routes.ts";
import { passwordFaults } from "../server/modules/identity/rules.ts";
import { contract as ledger, refusals as ledgerRefusals } from "../server/modules/ledger/contract.ts";
import { readPdfs, recomputeBalances, recomputeSettlements } from "../server/modules/ledger/index.ts";
import { routes as ledgerRoutes } from "../server/modules/ledger/routes.ts";
import { mailKinds } from "../server/modules/notifications/kind-words.ts";
import { unknownFields } from "../server/modules/notifications/template-rules.ts";
import { moduleOf } from "../server/platform/doors.ts";
import { startTestApp, type TestApp } from "../test/harness/app.ts";
import { call } from "../test/harness/builders.ts";
import { nextFec } from "./next-fec.ts";
import { faceOf, TEMPORARY_PASSWORD } from "./organizations.ts";
import { makeStories, seedDemo } from "./seed.ts";
import type { Story } from "./story.ts";

/** One day for all: what is small enough for a test lacks one thing or another on some others. */
const NOW = new Date("2026-11-30T09:00:00Z");
const TODAY = "2026-11-30";
const fecPath = join(tmpdir(), `quitus-demo-${process.pid}`, "next.txt");
const modules = [
  moduleOf("identity", identity, identityRoutes, identityRefusals),
  moduleOf("ledger", ledger, ledgerRoutes, ledgerRefusals),
];
let app: TestApp;
let stories: Story[];
beforeAll(async () => {
  app = await startTestApp({ modules });
  app.setClock(NOW);
  stories = await seedDemo({
    databaseUrl: app.databaseUrl,
    files: app.services.files,
    today: TODAY,
    now: NOW,
    scale: 0.02,
    fecPath,
  });
});
afterAll(async () => {
  await app.close();
  await rm(join(fecPath, ".."), { recursive: true, force: true });
});

const signIn = (story: Story, identifier: string, password: string) =>
  call("POST", `${app.origin}/o/${story.slug}/api/sign-in`, { body: { identifier, password } });
const count = async (table: string): Promise<number> =>
  Number((await app.admin.query(`select count(*) as n from ${table}`)).rows[0].n);

describe("the demonstration, small", () => {
  it("writes what was made, to the row", async () => {
    const sum = (of: (story: Story) => unknown[]) =>
      stories.reduce((total, story) => total + of(story).length, 0);
    expect(await count("accounts")).toBe(sum((story) => story.books.accounts));
    expect(await count("entries")).toBe(sum((story) => story.books.entries));
    expect(await count("letterings")).toBe(sum((story) => story.books.letterings));
    expect(await count("payments")).toBe(sum((story) => story.payments));
    expect(await count("invoices where pdf_hash is not null")).toBeGreaterThanOrEqual(9);
  });
  it("ACT-6 PAY-11 shows bills declared paid, waiting and answered, and a payment that was refunded", async () => {
    expect(await count("declarations where state = 'declared'")).toBe(3);
    expect(await count("declarations where state in ('accepted', 'refused')")).toBe(2);
    expect(await count("holds where kind = 'declared' and released_at is null")).toBe(4);
    expect(await count("reversals")).toBe(1);
    expect(await count("facts where name = 'payments.refunded'")).toBe(1);
  });
  it("keeps every promise of the ledger: balances, settlements, letterings that sum to zero", async () => {
    for (const story of stories) {
      const differences = await app.inside(story.organizationId, async (ctx) => [
        await recomputeBalances(ctx),
        await recomputeSettlements(ctx),
      ]);
      expect(differences).toEqual([[], { entries: [], letterings: [] }]);
    }
  });
  it("leaves no row that names a missing one: every foreign key of the schema holds", async () => {
    const { rows: keys } = await app.admin.query(`
      select k.conname, k.conrelid::regclass as child, k.confrelid::regclass as parent,
        (select string_agg(format('p.%I = c.%I', q.attname, a.attname), ' and ') from unnest(k.conkey, k.confkey) as n (mine, other)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.mine
          join pg_attribute q on q.attrelid = k.confrelid and q.attnum = n.other) as match,
        (select string_agg(format('c.%I is not null', a.attname), ' and ') from unnest(k.conkey) as n (mine)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.mine) as given
      from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`);
    expect(keys.length).toBeGreaterThan(20);
    for (const { conname, child, parent, match, given } of keys) {
      const orphans = await count(
        `${child} c where ${given} and not exists (select from ${parent} p where ${match})`,
      );
      expect({ conname, orphans }).toEqual({ conname, orphans: 0 });
    }
    expect(
      await count(
        "entries e where invoice_id is not null and not exists (select from invoices i where i.id = e.invoice_id)",
      ),
    ).toBe(0);
    expect(
      await count(
        "entries e where lettering_id is not null and not exists (select from letterings l where l.id = e.lettering_id)",
      ),
    ).toBe(0);
  });
  it("never publishes the future, nor money received before it was owed", async () => {
    expect(await count(`entries where entered_on >= '${TODAY}'`)).toBe(0);
    expect(
      await count("receipts r join payments p on p.id = r.payment_id where r.received_at < p.created_at"),
    ).toBe(0);
  });
  it("shows payments in every state but the open ones, one of them late", async () => {
    const states = new Set(stories.flatMap((story) => story.payments.map((payment) => payment.state)));
    expect([...states].sort()).toEqual(["cancelled", "denied", "expired", "failed", "paid"]);
    expect(await count("receipts where unapplied")).toBe(1);
    expect(
      await count("entries where origin = 'payment' and superseded_at is null and settled_cents <> 0"),
    ).toBeGreaterThan(0);
  });
  it("INF-1 INF-2 says whom to turn to everywhere, and shows changes of details to answer", async () => {
    const { rows } = await app.admin.query(
      `select o.slug, jsonb_array_length(o.agency -> 'services') > 0 and jsonb_array_length(o.agency -> 'offices') > 0 as told,
         (select count(*)::int from coordinate_changes c where c.organization_id = o.organization_id and c.state = 'pending') as waiting
       from organizations o order by o.slug`,
    );
    expect(rows).toEqual(
      ["lafargue", "montfleuri", "phare"].map((slug) => ({ slug, told: true, waiting: 3 })),
    );
  });
  it("MSG-3 shows requests in every state, with an answer to read, and messages of every kind", async () => {
    for (const state of ["open", "answered", "closed"])
      expect(await count(`requests where state = '${state}'`)).toBeGreaterThanOrEqual(2);
    expect(await count("requests where answered_at > seen_at and state <> 'answered'")).toBe(0);
    expect(
      await count(
        "request_messages m join requests q on q.id = m.request_id where m.created_at < q.created_at",
      ),
    ).toBe(0);
    const { rows } = await app.admin.query("select distinct kind from announcements order by 1");
    expect(rows.map((row) => row.kind)).toEqual(["important", "information", "newsletter", "welcome"]);
    expect(await count(`announcement_readings where read_at > '${NOW.toISOString()}'`)).toBe(0);
    expect(await count("news_feeds where jsonb_array_length(items) > 0")).toBe(2);
  });
  it("MSG-5 shows texts delivered and not, to proved phones, and words of the organizations that name known fields", async () => {
    for (const state of ["delivered", "failed", "sent"])
      expect(await count(`texts where state = '${state}'`)).toBeGreaterThanOrEqual(1);
    expect(
      await count(
        "texts t where not exists (select from notification_phones p where p.user_id = t.user_id and p.phone = t.to_phone)",
      ),
    ).toBe(0);
    const { rows } = await app.admin.query(
      "select kind, language, subject, intro, closing from mail_templates",
    );
    expect(rows).toHaveLength(2);
    for (const { kind, language, ...text } of rows)
      expect(
        unknownFields(
          language,
          Object.values(text).join(" "),
          mailKinds[kind as keyof typeof mailKinds].fields,
        ),
      ).toEqual([]);
  });
  it("PAY-9 shows transfers that wait, and others that were given up, of those who sign in", async () => {
    expect(await count("transfer_orders where state = 'open'")).toBeGreaterThan(1);
    expect(await count("transfer_orders where state = 'cancelled'")).toBeGreaterThan(0);
    expect(await count(`transfer_orders where state = 'expired' and expires_on >= '${TODAY}'`)).toBe(0);
    expect(await count("transfer_orders where state = 'expired'")).toBeGreaterThan(0);
    expect(
      await count(`transfer_orders o where cents <> (select sum(p.cents) from transfer_order_parts p
        where p.organization_id = o.organization_id and p.order_id = o.id)`),
    ).toBe(0);
  });
  it("MAN-6 shows mandates in force, used, suspended and revoked, one with a plan, each with its sealed file", async () => {
    const { rows } = await app.admin.query("select distinct state from mandates order by state");
    expect(rows.map((row) => row.state)).toEqual(["active", "finished", "revoked", "suspended"]);
    expect(await count("mandate_instalments")).toBeGreaterThan(2);
    expect(await count("mandates where origin = 'online' and sealed_hash is null")).toBe(0);
    expect(
      await count(
        "mandates m join files f on f.organization_id = m.organization_id and f.hash = m.sealed_hash",
      ),
    ).toBe(await count("mandates where origin = 'online'"));
    const one = await app.admin.query(
      "select organization_id, sealed_hash from mandates where sealed_hash is not null limit 1",
    );
    const { organization_id: org, sealed_hash: hash } = one.rows[0];
    const pdf = Buffer.concat(await (await app.services.files.get(org, hash)).toArray());
    expect((await verifyPdf(pdf)).state).toBe("signed");
  });
  it("INF-5 shows requests to be erased: one that waits, one that is late, one that was refused", async () => {
    expect(await count(`erasures where state = 'waiting' and due_on < '${TODAY}'`)).toBe(1);
    expect(await count(`erasures where state = 'waiting' and due_on > '${TODAY}'`)).toBe(3);
    expect(await count("erasures where state = 'refused' and answer <> ''")).toBe(3);
    expect(
      await count(
        "erasures e join users u on u.organization_id = e.organization_id and u.id = e.user_id where u.staff_role is not null",
      ),
    ).toBe(0);
  });

  it("DIS-2 shows disputes in every state, and holds what they contest, within what is open", async () => {
    const { rows } = await app.admin.query("select distinct state, outcome, holding from disputes");
    expect(rows.map((one) => [one.state, one.outcome, one.holding].join())).toEqual(
      expect.arrayContaining([
        "open,,true",
        "answered,,true",
        "resolved,credit_note_expected,true",
        "resolved,accepted,false",
        "resolved,rejected,false",
        "resolved,withdrawn,false",
      ]),
    );
    expect(
      await count(
        `disputes where state = 'open' and waiting_since < timestamptz '${NOW.toISOString()}' - interval '11 days'`,
      ),
    ).toBeGreaterThan(0);
    expect(
      await count(`entries e join (select entry_id, sum(cents) as held from holds where released_at is null group by entry_id) h
        on h.entry_id = e.id where h.held > e.amount_cents - e.settled_cents`),
    ).toBe(0);
    expect(
      await count(
        "disputes d where holding <> exists (select from holds h where h.reference_id = d.id and h.released_at is null)",
      ),
    ).toBe(0);
  });
  it("ACC-1 lets everybody in with the printed credentials, and shows his accounts", async () => {
    for (const story of stories) {
      const { password } = faceOf(story);
      for (const user of story.users.filter((one) => one.who && one.state === "active")) {
        const answer = await signIn(story, user.identifier, password);
        expect({ user: user.identifier, status: answer.status }).toEqual({
          user: user.identifier,
          status: 200,
        });
        if (user.role !== "customer") continue;
        const cookie = answer.headers.getSetCookie()[0]!.split(";")[0]!;
        const spaces = await call("GET", `${app.origin}/o/${story.slug}/api/spaces`, { cookie });
        const expected = story.books.accounts.filter((account) =>
          user.parties.includes(account.party),
        ).length;
        expect(spaces.json.items).toHaveLength(expected);
      }
    }
  });
  it("ACC-4 asks another password of who has a temporary one, and nothing opens for who is not activated", async () => {
    const story = stories[0]!;
    expect((await signIn(story, "luc.petit", TEMPORARY_PASSWORD)).json.mustChangePassword).toBe(true);
    expect((await signIn(story, "sophie.leroy", faceOf(story).password)).status).toBe(401);
  });
  it("has passwords that its own rules accept, and IBANs whose digits hold", async () => {
    for (const story of stories) {
      const { password } = faceOf(story);
      for (const user of story.users) expect(passwordFaults(password, "standard", user)).toEqual([]);
      for (const creditor of story.creditors) expect(isIban(creditor.iban)).toBe(true);
      const { rows } = await app.admin.query(
        "select distinct password_hash from users where organization_id = $1 and not must_change_password and password_hash is not null",
        [story.organizationId],
      );
      expect(rows).toHaveLength(1);
      expect((await verifyPassword(rows[0].password_hash, password)).right).toBe(true);
    }
  });
  it("API-3 has a next FEC that balances, adds to what is published and changes nothing of it", async () => {
    const story = stories.find((one) => one.next)!;
    const text = [...nextFec(story.next!, TODAY)].join("");
    const rows = text
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((row) => row.split("\t"));
    const cents = (field: string | undefined) => Number(field!.replace(",", ""));
    expect(rows.reduce((sum, row) => sum + cents(row[11]) - cents(row[12]), 0)).toBe(0);
    const outer = app.outer(story.organizationId);
    const file = () => ({
      creditorId: story.next!.creditor.id,
      fileName: "next.txt",
      mode: "apply" as const,
      source: Readable.from([Buffer.from(text)]),
    });
    const first = await importFec(outer, file());
    expect(first).toMatchObject({
      state: "done",
      errors: 0,
      counts: { entriesUpdated: expect.any(Number), entriesRemoved: 0, accounts: expect.any(Number) },
    });
    expect(first.counts.entriesCreated).toBeGreaterThan(0);
    expect(first.counts.entriesUnchanged).toBeGreaterThan(first.counts.entriesUpdated);
    const second = await importFec(outer, file());
    expect(second.counts).toMatchObject({ entriesCreated: 0, entriesUpdated: 0, entriesRemoved: 0 });
    expect(await app.inside(story.organizationId, recomputeBalances)).toEqual([]);
  });
});

describe("the demonstration, whole", () => {
  it.each(["2026-11-23", "2027-01-01", "2027-03-09", "2028-02-29"])("is large enough on %s", (today) => {
    const whole = makeStories({ today, scale: 1 });
    const sum = (of: (story: Story) => unknown[]) =>
      whole.reduce((total, story) => total + of(story).length, 0);
    expect(sum((story) => story.books.accounts)).toBeGreaterThanOrEqual(5_000);
    expect(sum((story) => story.books.entries)).toBeGreaterThanOrEqual(120_000);
    const accountant = whole
      .flatMap((story) => story.users)
      .find((user) => user.identifier === "claire.bonnet")!;
    expect(accountant.parties).toHaveLength(300);
  });
  it("is the same twice", () => {
    const print = () =>
      JSON.stringify(
        makeStories({ today: TODAY, scale: 0.02 }).map((story) => [
          story.books.entries.map((entry) => [entry.id, entry.cents]),
          story.users.map((user) => user.id),
        ]),
      );
    expect(print()).toBe(print());
  });
});

describe("bills", () => {
  it("ACT-5 carry their own data, which say what was published", async () => {
    for (const { organizationId } of stories) await readPdfs(app.outer(organizationId));
    const { rows } = await app.admin.query(
      `select i.facturx ->> 'state' as state, i.facturx ->> 'number' = i.number as number,
              (i.facturx ->> 'totalCents')::bigint = i.total_cents as total, jsonb_array_length(i.facturx -> 'lines') as lines
       from invoices i where i.pdf_hash is not null`,
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(row).toMatchObject({ state: "read", number: true, total: true });
      expect(row.lines).toBeGreaterThan(0);
    }
    const told = await app.admin.query("select 1 from facts where name = 'ledger.invoice_differs'");
    expect(told.rows).toEqual([]);
  });
  it("ACT-6 ACT-7 are at the treasury of the town; an owner of the manager has tenants", async () => {
    const [town, manager] = stories as [Story, Story];
    const count = async (sql: string, org: string) =>
      (await app.admin.query<{ n: number }>(sql, [org])).rows[0]!.n;
    const held =
      "select count(*)::int as n from holds h join handovers t on t.id = h.reference_id where h.organization_id = $1 and h.kind = 'treasury'";
    expect(await count(held, town.organizationId)).toBeGreaterThan(0);
    const links = "select count(*)::int as n from tenant_links where organization_id = $1";
    expect(await count(links, manager.organizationId)).toBe(2);
  });
});
