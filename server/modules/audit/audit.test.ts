/** The trail: read over real HTTP, sealed, and verified after tampering as the owner of the database does (OFF-9). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import type { Actor } from "../../platform/context.ts";
import { moduleOf } from "../../platform/doors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";
import { keepTerms } from "../privacy/index.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { sweeps } from "./relieve-facts.ts";
import { routes } from "./routes.ts";
import { sealFacts } from "./seal-facts.ts";
import { verifyChain } from "./verify-chain.ts";

const DAY = 86_400_000;
let app: TestApp;
let org: Awaited<ReturnType<typeof anOrganization>>;
let manager: Awaited<ReturnType<typeof aStaffUser>>;
beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("audit", contract, routes, refusals, jobs)] });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(null);
  org = await anOrganization(app);
  manager = await aStaffUser(app, org.organization_id, "manager", { name: "Nadia Mercier" });
});

const actor = (): Actor => ({
  kind: "user",
  userId: manager.id,
  sessionId: newId(),
  name: "Nadia Mercier",
  staff: { role: "manager", creditorIds: null },
  viewedBy: null,
  mustChangePassword: false,
});
const record = (name = "payments.settled", data: Record<string, unknown> = { cents: 100 }) =>
  app.inside(
    org.organization_id,
    (ctx) => recordFact(ctx, { name, subject: { kind: "payment", id: newId() }, data }),
    actor(),
  );
const seal = (everything = false) => sealFacts(app.outer(org.organization_id), everything);
const verify = (head?: { number: number; hash: string }) => verifyChain(app.outer(org.organization_id), head);
/** As the owner of the database, whom nothing stops. */
const tamper = (text: string, values: unknown[]) => app.admin.query(text, values);
const api = (path: string, cookie = manager.cookie) =>
  call("GET", `${org.base}/api/office/audit${path}`, { cookie });

describe("OFF-9 sealing", () => {
  it("takes each fact once, in order, and changes nothing when there is none", async () => {
    expect(await verify()).toMatchObject({ ok: true, seals: 0, facts: 0, waiting: 0, head: null });
    for (let i = 0; i < 3; i += 1) await record();
    expect(await verify()).toMatchObject({ ok: true, waiting: 3 });
    expect([await seal(), await seal()]).toEqual([3, 0]);
    await record();
    expect(await seal()).toBe(1);
    expect(await verify()).toMatchObject({ ok: true, seals: 2, facts: 4, waiting: 0, head: { number: 2 } });
  });
  it("makes one chain when several seal at once", async () => {
    for (let i = 0; i < 5; i += 1) await record();
    const sealed = await Promise.all([seal(), seal(), seal(), seal()]);
    expect(sealed.reduce((sum, one) => sum + one, 0)).toBe(5);
    expect(await verify()).toMatchObject({ ok: true, facts: 5 });
  });
  it("puts a fact that is committed late into the next seal, and makes nobody wait", async () => {
    await record();
    let late: Promise<unknown> = Promise.resolve();
    let commit = () => {};
    const held = new Promise<void>((resolve) => (commit = resolve));
    const begun = new Promise<void>((resolve) => {
      late = app.inside(org.organization_id, async (ctx) => {
        await recordFact(ctx, { name: "exchange.import_finished", subject: { kind: "import", id: newId() } });
        resolve();
        await held;
      });
    });
    await begun;
    await record();
    expect(await seal()).toBe(2);
    commit();
    await late;
    expect(await verify()).toMatchObject({ ok: true, waiting: 1 });
    expect(await seal()).toBe(1);
    expect(await verify()).toMatchObject({ ok: true, seals: 2, facts: 3 });
  });
  it("finds at night what was committed more than an hour late", async () => {
    app.setClock(new Date(Date.now() - 3 * 3_600_000));
    await record("payments.late");
    app.setClock(null);
    await record();
    await tamper("delete from facts where organization_id = $1 and name = 'payments.late'", [
      org.organization_id,
    ]);
    await seal();
    await tamper(
      `insert into facts (organization_id, id, at, name, subject_kind, subject_id, actor_kind, request_id, data)
       values ($1, $2, now() - interval '3 hours', 'payments.late', 'payment', 'x', 'system', 'r', '{}')`,
      [org.organization_id, newId()],
    );
    expect([await seal(), await seal(true)]).toEqual([0, 1]);
    expect((await verify()).ok).toBe(true);
  });
  it("seals more facts than one seal holds", async () => {
    await tamper(
      `insert into facts (organization_id, id, at, name, subject_kind, subject_id, actor_kind, request_id, data)
       select $1, gen_random_uuid(), now() - make_interval(secs => i / 1000.0), 'payments.asked', 'payment', 'x', 'system', 'r', '{}'
       from generate_series(1, 4500) i`,
      [org.organization_id],
    );
    expect(await seal()).toBe(4500);
    expect(await verify()).toMatchObject({ ok: true, seals: 3, facts: 4500 });
  });
});

describe("OFF-9 tampering as the owner of the database", () => {
  let ids: string[];
  beforeEach(async () => {
    ids = [];
    for (let i = 0; i < 2; i += 1) {
      ids.push(await record(), await record());
      await seal();
    }
    expect((await verify()).ok).toBe(true);
  });
  const named = (id: string) => outside("fact", id);
  it.each([
    ["data", `'{"cents": 1}'`],
    ["actor_id", "'somebody else'"],
    ["at", "at + interval '1 second'"],
    ["ip", "'192.0.2.1'"],
    ["name", "'payments.denied'"],
    ["subject_id", "'another'"],
    ["request_id", "'r'"],
  ])("names the fact whose %s was changed", async (column, value) => {
    await tamper(`update facts set ${column} = ${value} where id = $1`, [ids[2]]);
    expect(await verify()).toMatchObject({
      ok: false,
      seals: 1,
      problem: { kind: "changed", seal: 2, fact: named(ids[2]!) },
    });
  });
  it("names the fact that was removed, also with its place in the seal", async () => {
    await tamper("delete from facts where id = $1", [ids[1]]);
    expect((await verify()).problem).toMatchObject({
      kind: "removed",
      seal: 1,
      fact: named(ids[1]!),
      name: null,
    });
    await tamper("delete from sealed_facts where fact_id = $1", [ids[1]]);
    expect((await verify()).problem).toMatchObject({ kind: "removed", seal: 1 });
  });
  it("names a fact put into a seal, or put among older ones", async () => {
    const forged = newId();
    const insert = (at: Date) =>
      tamper(
        `insert into facts (organization_id, id, at, name, subject_kind, subject_id, actor_kind, request_id, data)
         values ($1, $2, $3, 'payments.settled', 'payment', 'x', 'user', 'r', '{}')`,
        [org.organization_id, forged, at],
      );
    await insert(new Date(Date.now() - 3 * DAY));
    expect((await verify()).problem).toMatchObject({ kind: "inserted", seal: null, fact: named(forged) });
    await seal(true);
    expect((await verify()).problem).toMatchObject({ kind: "inserted", seal: 3, fact: named(forged) });
  });
  it("names a fact forged into an old seal", async () => {
    const forged = newId();
    await tamper(
      `insert into facts (organization_id, id, at, name, subject_kind, subject_id, actor_kind, request_id, data)
       values ($1, $2, now(), 'payments.settled', 'payment', 'x', 'user', 'r', '{}')`,
      [org.organization_id, forged],
    );
    await tamper(
      "insert into sealed_facts (organization_id, fact_id, seal_number, position, hash) values ($1, $2, 1, 3, $3)",
      [org.organization_id, forged, "0".repeat(64)],
    );
    expect((await verify()).problem).toMatchObject({ kind: "inserted", seal: 1, fact: named(forged) });
  });
  it("sees a seal changed, missing, or made again without the secret", async () => {
    const mine = [org.organization_id];
    const kept = await tamper("select hash from fact_seals where organization_id = $1 and number = 1", mine);
    await tamper(
      "update fact_seals set hash = repeat('0', 64) where organization_id = $1 and number = 1",
      mine,
    );
    expect((await verify()).problem).toMatchObject({ kind: "seal_changed", seal: 1 });
    await tamper("update fact_seals set hash = $2 where organization_id = $1 and number = 1", [
      org.organization_id,
      kept.rows[0].hash,
    ]);
    await tamper("update fact_seals set previous_hash = '' where organization_id = $1 and number = 2", mine);
    expect((await verify()).problem).toMatchObject({ kind: "seal_changed", seal: 2 });
    await tamper("update fact_seals set key_id = 'another' where organization_id = $1 and number = 2", mine);
    expect((await verify()).problem).toMatchObject({ kind: "other_secret", seal: 2 });
    await tamper("delete from sealed_facts where organization_id = $1 and seal_number = 1", mine);
    await tamper("delete from fact_seals where organization_id = $1 and number = 1", mine);
    expect((await verify()).problem).toMatchObject({ kind: "seal_missing", seal: 1 });
  });
  it("tells a chain cut at its end, with its facts, by a seal noted elsewhere", async () => {
    const { head } = await verify();
    expect((await verify(head!)).ok).toBe(true);
    await tamper("delete from sealed_facts where organization_id = $1 and seal_number = 2", [
      org.organization_id,
    ]);
    await tamper("delete from fact_seals where organization_id = $1 and number = 2", [org.organization_id]);
    await tamper("delete from facts where id = any($1)", [ids.slice(2)]);
    expect((await verify()).ok).toBe(true);
    expect((await verify(head!)).problem).toMatchObject({ kind: "cut", seal: 2 });
    await record();
    await seal();
    expect((await verify(head!)).problem).toMatchObject({ kind: "seal_changed", seal: 2 });
  });
  it("is no matter of the application’s role, which can only add", async () => {
    for (const table of ["facts", "fact_seals", "sealed_facts"]) {
      const { rows } = await tamper(
        "select has_table_privilege('quitus_app', $1, 'update') as u, has_table_privilege('quitus_app', $1, 'delete') as d",
        [table],
      );
      expect({ table, ...rows[0] }).toEqual({ table, u: false, d: false });
    }
  });
});

describe("OFF-9 reading", () => {
  it("says who did what, when, from where; newest first, by pages", async () => {
    await record("payments.started");
    await record("disputes.opened");
    await seal();
    await record("payments.settled", { cents: 5 });
    const page = (await api("?limit=2")).json;
    expect(page.items).toMatchObject([
      {
        name: "payments.settled",
        actor: { kind: "user", id: outside("user", manager.id), name: "Nadia Mercier" },
        data: { cents: 5 },
        seal: null,
      },
      { name: "disputes.opened", seal: 1 },
    ]);
    expect(page.items[0].subject).toMatchObject({ id: expect.stringMatching(/^pay_/), name: null });
    await app.inside(org.organization_id, (ctx) =>
      recordFact(ctx, { name: "identity.user_updated", subject: { kind: "user", id: manager.id } }),
    );
    expect((await api("?name=identity")).json.items[0].subject.name).toBe("Nadia Mercier");
    const rest = (await api(`?limit=2&cursor=${page.next}`)).json;
    expect(rest).toMatchObject({ items: [{ name: "payments.started" }], next: null });
  });
  it("is filtered by module, fact, dates, people, and searched by id, address or name", async () => {
    await record("payments.started");
    await record("disputes.opened");
    await app.inside(org.organization_id, (ctx) =>
      recordFact(ctx, { name: "exchange.published", subject: { kind: "import", id: "x" } }),
    );
    const names = async (query: string) =>
      (await api(`?${query}`)).json.items.map((one: { name: string }) => one.name);
    expect(await names("name=payments")).toEqual(["payments.started"]);
    expect(await names("name=disputes.opened")).toEqual(["disputes.opened"]);
    expect(await names("by=system")).toEqual(["exchange.published"]);
    expect(await names("by=people")).toHaveLength(2);
    expect(await names("from=2999-01-01")).toEqual([]);
    expect(await names("from=2020-01-01&to=2999-01-01")).toHaveLength(3);
    expect(await names("search=mercier")).toHaveLength(2);
    expect(await names("search=192.0.2.9")).toEqual([]);
    const { subject } = (await api("?name=payments")).json.items[0];
    expect(await names(`search=${subject.id}`)).toEqual(["payments.started"]);
    const { id } = (await api("?name=disputes")).json.items[0];
    expect(await names(`search=${id}`)).toEqual(["disputes.opened"]);
    expect((await api("?name=x;drop")).status).toBe(400);
  });
  it("ACC-9 is open to managers of the whole organization only", async () => {
    const creditor = await aCreditor(app, org.organization_id);
    const limited = await aStaffUser(app, org.organization_id, "administrator", {
      staff_creditor_ids: [creditor.id],
    });
    expect((await api("", limited.cookie)).json.code).toBe("audit.whole_organization");
    const reader = await aStaffUser(app, org.organization_id, "accountant");
    expect((await api("", reader.cookie)).status).toBe(403);
    const url = `${org.base}/api/office/audit/verify`;
    expect((await call("POST", url, { cookie: limited.cookie })).json.code).toBe("audit.whole_organization");
    expect((await call("POST", url, { cookie: manager.cookie })).status).toBe(403);
    const chief = await aStaffUser(app, org.organization_id, "administrator");
    expect((await call("POST", url, { cookie: chief.cookie })).json).toMatchObject({ ok: true });
  });
  it("goes out as CSV or JSON, oldest first, and that is a fact too", async () => {
    await record("payments.started", { note: '=cmd|"x"' });
    await record("payments.settled");
    const csv = (await api("/export?format=csv&name=payments")).buffer.toString();
    expect(csv.split("\r\n").filter(Boolean)).toHaveLength(3);
    expect(csv).toContain("Quand;Fait");
    const list = (await api("/export?format=json")).json as { name: string }[];
    const exported = "audit.exported";
    expect(list.map((one) => one.name)).toEqual(["payments.started", "payments.settled", exported, exported]);
    expect((await api("/export?format=json&name=nothing")).json).toEqual([]);
  });
  it("ALL-1 is each organization’s own", async () => {
    await record();
    const other = await anOrganization(app);
    const stranger = await aStaffUser(app, other.organization_id, "administrator");
    const answer = await call("GET", `${other.base}/api/office/audit`, { cookie: stranger.cookie });
    expect(answer.json.items).toEqual([]);
  });
});

describe("OFF-9 network addresses go at the term of logs, and the trail verifies", () => {
  const from = (): Promise<void> =>
    app.inside(
      org.organization_id,
      async (ctx) => {
        await recordFact(
          { ...ctx, ip: "192.0.2.7" },
          { name: "identity.signed_in", subject: { kind: "user", id: newId() } },
        );
      },
      actor(),
    );
  const relieve = () => keepTerms(app.outer(org.organization_id), sweeps);
  const addresses = async () =>
    (
      await tamper(
        "select ip from facts where organization_id = $1 and name = 'identity.signed_in' order by at",
        [org.organization_id],
      )
    ).rows.map((row) => row.ip);

  it("takes them out once they are past it, and keeps the rest of the fact", async () => {
    await from();
    await seal();
    app.setClock(new Date(Date.now() + 300 * DAY));
    await from();
    await seal();
    await relieve();
    expect(await addresses()).toEqual(["192.0.2.7", "192.0.2.7"]);
    app.setClock(new Date(Date.now() + 400 * DAY));
    await relieve();
    await relieve();
    expect(await addresses()).toEqual([null, "192.0.2.7"]);
    expect(await verify()).toMatchObject({ ok: true, facts: 2, problem: null });
  });

  it("vouches for nothing that was changed, and tells an address that somebody else took out", async () => {
    await from();
    await from();
    await seal();
    const [first] = (
      await tamper("select id from facts where organization_id = $1 order by at, id limit 1", [
        org.organization_id,
      ])
    ).rows;
    await tamper("update facts set data = '{\"changed\":1}' where organization_id = $1 and id = $2", [
      org.organization_id,
      first.id,
    ]);
    app.setClock(new Date(Date.now() + 400 * DAY));
    await relieve();
    expect((await addresses()).filter((ip) => ip === null)).toHaveLength(1);
    expect(await verify()).toMatchObject({
      ok: false,
      problem: { kind: "changed", fact: outside("fact", first.id) },
    });
    await tamper("update facts set ip = null where organization_id = $1 and id = $2", [
      org.organization_id,
      first.id,
    ]);
    await tamper(
      "insert into fact_reliefs select organization_id, $2, repeat('0', 64), now() from organizations where organization_id = $1",
      [org.organization_id, first.id],
    );
    expect(await verify()).toMatchObject({ ok: false, problem: { kind: "changed" } });
  });

  it("lets the application itself take an address out, never put one in", async () => {
    await from();
    const write = (ip: string | null) =>
      app.inside(org.organization_id, ({ db, organizationId }) =>
        db.updateTable("facts").set({ ip }).where("organization_id", "=", organizationId).execute(),
      );
    await expect(write("192.0.2.8")).rejects.toThrow(/row-level security/);
    await write(null);
    expect(await addresses()).toEqual([null]);
  });

  it("tells a change made after an address went", async () => {
    await from();
    await seal();
    app.setClock(new Date(Date.now() + 400 * DAY));
    await relieve();
    expect((await verify()).ok).toBe(true);
    await tamper("update facts set subject_id = 'somebody else' where organization_id = $1", [
      org.organization_id,
    ]);
    expect(await verify()).toMatchObject({ ok: false, problem: { kind: "changed" } });
  });
});
