import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anEntry,
  anOrganization,
  aStaffUser,
  call,
} from "../../../test/harness/builders.ts";
import { moduleOf } from "../../platform/doors.ts";
import { newId } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { routes } from "./routes.ts";
import { daysBack, startOfDayInParis } from "./rules.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("insights", contract, routes, refusals)] });
});
afterAll(() => app.close());

async function aHouse() {
  const organization = await anOrganization(app);
  const creditors = [
    await aCreditor(app, organization.organization_id),
    await aCreditor(app, organization.organization_id),
  ];
  const customers = [];
  for (const creditor of creditors) {
    const customer = await aCustomer(app, organization.organization_id, creditor.id as string, {
      party: { name: "Élodie Noël" },
      account: { label: "Élodie Noël" },
    });
    await anEntry(app, organization.organization_id, customer.account.id as string, 5000, {
      due_on: "2020-01-01",
    });
    await anEntry(app, organization.organization_id, customer.account.id as string, 700, {
      due_on: "2999-01-01",
    });
    customers.push(customer);
  }
  return { organization, creditors, customers };
}

describe("OFF-1 the home of the office", () => {
  it("counts what needs a hand and what is owed, for the creditors that one sees", async () => {
    const { organization, creditors } = await aHouse();
    const all = await aStaffUser(app, organization.organization_id, "reader");
    const some = await aStaffUser(app, organization.organization_id, "reader", {
      staff_creditor_ids: [creditors[0]!.id],
    });
    const home = (await call("GET", `${organization.base}/api/office/home`, { cookie: all.cookie })).json;
    expect(home.figures).toMatchObject({
      accounts: 2,
      toCollectCents: 11_400,
      overdueCents: 10_000,
      collectedMonthCents: 0,
    });
    expect(home.work).toEqual([{ kind: "payment_not_configured", count: 2, newest: null }]);
    expect(home.collected).toHaveLength(30);
    const narrow = (await call("GET", `${organization.base}/api/office/home`, { cookie: some.cookie })).json;
    expect(narrow.figures).toMatchObject({ accounts: 1, toCollectCents: 5700 });
    expect(narrow.publishedAt).toHaveLength(1);
    expect([home.figures.parties, home.figures.activeUsers]).toEqual([2, 2]);
    expect([narrow.figures.parties, narrow.figures.activeUsers]).toEqual([1, 1]);
  });
});

describe("OFF-1 charts of the home", () => {
  it("tell what is overdue by age and what came by means, for the creditors that one sees", async () => {
    const { organization, creditors, customers } = await aHouse();
    const org = organization.organization_id;
    const due = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    for (const [which, days] of [
      [0, 10],
      [0, 60],
      [1, 120],
    ] as const)
      await anEntry(app, org, customers[which]!.account.id as string, 100, { due_on: due(days) });
    const home = async (over: Record<string, unknown>) => {
      const { cookie } = await aStaffUser(app, org, "reader", over);
      return (await call("GET", `${organization.base}/api/office/home`, { cookie })).json;
    };
    const ages = (json: { overdueByAge: { age: string; cents: number }[] }) =>
      json.overdueByAge.map(({ age, cents }) => [age, cents]);
    expect(ages(await home({}))).toEqual([
      ["month", 100],
      ["quarter", 100],
      ["half", 100],
      ["older", 10_000],
    ]);
    const narrow = await home({ staff_creditor_ids: [creditors[1]!.id] });
    expect(ages(narrow).slice(0, 3)).toEqual([
      ["month", 0],
      ["quarter", 0],
      ["half", 100],
    ]);
    expect(narrow.byMeans).toEqual([]);
  });

  it("tells webhooks that were switched off to staff of the whole house", async () => {
    const { organization, creditors } = await aHouse();
    const org = organization.organization_id;
    await app.admin.query(
      `insert into webhooks (organization_id, id, url, label, events, secrets, enabled, disabled_for, created_at)
       values ($1, $2, 'https://x.example', 'x', '{}', '', false, 'failing', now())`,
      [org, newId()],
    );
    const kinds = async (over: Record<string, unknown>) => {
      const { cookie } = await aStaffUser(app, org, "administrator", over);
      const { json } = await call("GET", `${organization.base}/api/office/home`, { cookie });
      return json.work.map((one: { kind: string }) => one.kind);
    };
    expect(await kinds({})).toContain("webhook_off");
    expect(await kinds({ staff_creditor_ids: [creditors[0]!.id] })).not.toContain("webhook_off");
  });
});

describe("OFF-1 MAN-5 signatures on the home", () => {
  it("tells a certificate sixty days before its end, and a time-stamping that fails, to staff of the whole house", async () => {
    const { organization, creditors } = await aHouse();
    const org = organization.organization_id;
    const identity = (days: number) =>
      app.admin.query(
        `insert into signing_identities (organization_id, id, origin, fingerprint, certificate, sealed_key, valid_from, valid_until, created_at)
         values ($1, $2, 'generated', $3, '', '', now(), now() + make_interval(days => $4), now())`,
        [org, newId(), "0".repeat(64), days],
      );
    const kinds = async (over: Record<string, unknown>) => {
      const { cookie } = await aStaffUser(app, org, "administrator", over);
      const { json } = await call("GET", `${organization.base}/api/office/home`, { cookie });
      return json.work.map((one: { kind: string }) => one.kind);
    };
    await identity(61);
    expect(await kinds({})).not.toContain("certificate_ending");
    await app.admin.query("delete from signing_identities where organization_id = $1", [org]);
    await identity(59);
    await app.admin.query(
      `insert into timestamp_settings (organization_id, address, failing_since, failed_at, failure)
       values ($1, 'https://tsa.example', now(), now(), 'unreachable')`,
      [org],
    );
    expect(await kinds({})).toEqual(expect.arrayContaining(["certificate_ending", "timestamp_failing"]));
    const narrow = await kinds({ staff_creditor_ids: [creditors[0]!.id] });
    expect(narrow).not.toContain("certificate_ending");
    expect(narrow).not.toContain("timestamp_failing");
  });
});

describe("OFF-1 DIS-4 disputes on the home", () => {
  it("counts those that are late apart, and those that wait for the books, by creditor", async () => {
    const { organization, creditors, customers } = await aHouse();
    const org = organization.organization_id;
    const category = newId();
    await app.admin.query(
      "insert into dispute_categories (organization_id, id, rank, label_fr) values ($1, $2, 0, 'Autre')",
      [org, category],
    );
    const dispute = (which: 0 | 1, waitingDays: number | null) =>
      app.admin.query(
        `insert into disputes (organization_id, id, reference, account_id, creditor_id, party_id, user_id, category_id, state, outcome,
           total_cents, waiting_since, opened_on, opened_at, resolved_at, changed_at)
         values ($1, $2::uuid, $2::uuid::text, $3, $4, $5, $6, $7, case when $8::int is null then 'resolved' else 'open' end,
           case when $8::int is null then 'accepted' end, 100, now() - make_interval(days => $8::int), '2026-01-01', now(),
           case when $8::int is null then now() end, now())`,
        [
          org,
          newId(),
          customers[which]!.account.id,
          creditors[which]!.id,
          customers[which]!.party.id,
          customers[which]!.user.id,
          category,
          waitingDays,
        ],
      );
    for (const [which, days] of [
      [0, 30],
      [0, 1],
      [1, 30],
      [1, null],
    ] as const)
      await dispute(which, days);
    const seen = async (over: Record<string, unknown>) => {
      const { cookie } = await aStaffUser(app, org, "reader", over);
      const home = (await call("GET", `${organization.base}/api/office/home`, { cookie })).json;
      return Object.fromEntries(
        home.work
          .filter((one: { kind: string }) => one.kind.startsWith("dispute"))
          .map((one: { kind: string; count: number }) => [one.kind, one.count]),
      );
    };
    expect(await seen({})).toEqual({ dispute_late: 2, dispute_waiting: 1, dispute_held: 1 });
    expect(await seen({ staff_creditor_ids: [creditors[0]!.id] })).toEqual({
      dispute_late: 1,
      dispute_waiting: 1,
    });
    await app.admin.query(
      `update organizations set settings = '{"disputeDelayDays": 60}' where organization_id = $1`,
      [org],
    );
    expect(await seen({})).toEqual({ dispute_waiting: 3, dispute_held: 1 });
  });
});

describe("OFF-1 INF-2 changes of details on the home", () => {
  it("counts those that wait for an answer, by creditor", async () => {
    const { organization, creditors, customers } = await aHouse();
    const org = organization.organization_id;
    const change = (which: 0 | 1, state: string) =>
      app.admin.query(
        `insert into coordinate_changes (organization_id, id, party_id, asked_by, state, asked_at, closed_at)
         values ($1, $2, $3, $4, $5, now(), case when $5 = 'pending' then null else now() end)`,
        [org, newId(), customers[which]!.party.id, customers[which]!.user.id, state],
      );
    await change(0, "pending");
    await change(0, "withdrawn");
    await change(1, "pending");
    const seen = async (over: Record<string, unknown>) => {
      const { cookie } = await aStaffUser(app, org, "reader", over);
      const { work } = (await call("GET", `${organization.base}/api/office/home`, { cookie })).json;
      return work.find((one: { kind: string }) => one.kind === "change_waiting")?.count;
    };
    expect(await seen({})).toBe(2);
    expect(await seen({ staff_creditor_ids: [creditors[0]!.id] })).toBe(1);
  });
});

describe("OFF-1 MSG-3 requests on the home", () => {
  it("counts those that wait for an answer, by creditor; those about none for whoever sees all", async () => {
    const { organization, creditors, customers } = await aHouse();
    const org = organization.organization_id;
    let number = 0;
    const request = (creditorId: unknown, state: string) =>
      app.admin.query(
        `insert into requests (organization_id, id, number, user_id, creditor_id, category, subject, state, created_at, moved_at, seen_at)
         values ($1, $2, $3, $4, $5, 'other', 'Sujet', $6, now(), now(), now())`,
        [org, newId(), (number += 1), customers[0]!.user.id, creditorId, state],
      );
    await request(creditors[0]!.id, "open");
    await request(creditors[0]!.id, "answered");
    await request(creditors[1]!.id, "open");
    await request(null, "open");
    const seen = async (over: Record<string, unknown>) => {
      const { cookie } = await aStaffUser(app, org, "reader", over);
      const { work } = (await call("GET", `${organization.base}/api/office/home`, { cookie })).json;
      return work.find((one: { kind: string }) => one.kind === "request_open")?.count;
    };
    expect(await seen({})).toBe(3);
    expect(await seen({ staff_creditor_ids: [creditors[0]!.id] })).toBe(1);
  });
});

describe("search", () => {
  it("finds without accents or case, only what one may see, only here", async () => {
    const { organization, creditors } = await aHouse();
    await aHouse();
    const some = await aStaffUser(app, organization.organization_id, "reader", {
      staff_creditor_ids: [creditors[0]!.id],
    });
    const found = (
      await call("GET", `${organization.base}/api/office/search?q=elodie%20noel`, { cookie: some.cookie })
    ).json.items;
    expect(found.map((one: { kind: string }) => one.kind)).toEqual(["account", "party"]);
  });
  it("takes % and _ for what they are", async () => {
    const { organization } = await aHouse();
    const staff = await aStaffUser(app, organization.organization_id, "reader");
    expect(
      (await call("GET", `${organization.base}/api/office/search?q=%25%25`, { cookie: staff.cookie })).json
        .items,
    ).toEqual([]);
  });
});

describe("days", () => {
  it.each([
    ["2026-01-15", "2026-01-14T23:00:00.000Z"],
    ["2026-07-15", "2026-07-14T22:00:00.000Z"],
    ["2026-03-29", "2026-03-28T23:00:00.000Z"],
  ])("%s begins in Paris at %s", (day, instant) => {
    expect(startOfDayInParis(day).toISOString()).toBe(instant);
  });
  it("counts back over a month's end", () => {
    expect(daysBack("2026-03-01", 3)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  });
});
