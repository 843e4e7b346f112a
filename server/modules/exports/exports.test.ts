import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anAccount,
  anEntry,
  anOrganization,
  aStaffUser,
  call,
} from "../../../test/harness/builders.ts";
import { readFec } from "../../formats/fec/index.ts";
import { moduleOf } from "../../platform/doors.ts";
import { idOf, newId, outside } from "../../platform/ids.ts";
import { letterPayment, recordPaymentEntry } from "../ledger/index.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { makeFile } from "./make-file.ts";
import { reviveExports } from "./revive-exports.ts";
import { routes } from "./routes.ts";
import { takeDailyExports } from "./take-export.ts";

let app: TestApp;
let org: string;
let base: string;
let creditor: { id: string };
let accountId: string;
let cookie: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("exports", contract, routes, refusals, jobs)], work: true });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(null);
  const place = await anOrganization(app);
  [org, base] = [place.organization_id, place.base];
  creditor = (await aCreditor(app, org)) as { id: string };
  accountId = (await aCustomer(app, org, creditor.id)).account.id as string;
  cookie = (await aStaffUser(app, org, "manager")).cookie;
});

const pay = (cents: number, paymentId = newId()) =>
  app.inside(org, (ctx) =>
    recordPaymentEntry(ctx, {
      paymentId,
      accountId,
      reference: `REF${cents}`,
      label: "=Paiement en ligne",
      cents,
      receivedOn: "2026-03-02",
    }),
  );
const office = (method: string, path: string, body?: unknown, as = cookie) =>
  call(method as "POST", `${base}/api/office${path}`, { cookie: as, ...(body ? { body } : {}) });
const take = (kind = "payments", format = "fec", as = cookie) =>
  office("POST", `/creditors/${outside("creditor", creditor.id)}/exports`, { kind, format }, as);
const fileOf = async (id: string) =>
  (await fetch(`${base}/api/office/exports/${id}/file`, { headers: { cookie } })).text();
const waiting = async () =>
  (await office("GET", `/creditors/${outside("creditor", creditor.id)}/waiting-lines`)).json;
async function taken(kind = "payments", format = "fec") {
  const { json } = await take(kind, format);
  await app.quiet();
  return json.id as string;
}
const linesIn = async (text: string) => {
  const lines = [];
  for await (const batch of readFec(Readable.from([Buffer.from(text)]))) {
    expect(batch.problems).toEqual([]);
    lines.push(...batch.lines);
  }
  return lines;
};

describe("API-4 payments as FEC", () => {
  it("balance movement by movement, bank against customer, money given back the other way", async () => {
    await pay(1200);
    await pay(-300);
    const lines = await linesIn(await fileOf(await taken()));
    expect(lines.map((one) => [one.accountNumber, one.debitCents, one.creditCents])).toEqual([
      ["512000", 1200, 0],
      ["411000", 0, 1200],
      ["512000", 0, 300],
      ["411000", 300, 0],
    ]);
    expect(lines[1]).toMatchObject({ piece: "REF1200", date: "2026-03-02", journalCode: "QT" });
  });

  it("hold each line once: what is new goes into the next, and nothing new makes no export", async () => {
    await pay(1200);
    expect(await waiting()).toEqual({
      payments: 1,
      letterings: 0,
      disputes: 0,
      coordinates: 0,
      collections: 0,
    });
    const first = await taken();
    expect((await take()).json.code).toBe("export.nothing_new");
    await pay(500);
    const second = await taken();
    const pieces = async (id: string) => new Set((await linesIn(await fileOf(id))).map((one) => one.piece));
    expect([await pieces(first), await pieces(second)]).toEqual([new Set(["REF1200"]), new Set(["REF500"])]);
    expect(await waiting()).toEqual({
      payments: 0,
      letterings: 0,
      disputes: 0,
      coordinates: 0,
      collections: 0,
    });
  });

  it("are never in two exports that run at once", async () => {
    for (let cents = 1; cents <= 40; cents += 1) await pay(cents);
    const answers = await Promise.all([take(), take("payments", "csv"), take("payments", "jsonl"), take()]);
    await app.quiet();
    const won = answers.filter(({ status }) => status === 200);
    expect(won.reduce((sum, { json }) => sum + json.lines, 0)).toBe(40);
    expect(answers.every(({ status, json }) => status === 200 || json.code === "export.nothing_new")).toBe(
      true,
    );
    const { rows } = await app.admin.query(
      "select count(*)::int as n, count(distinct source_id)::int as different from export_lines where organization_id = $1",
      [org],
    );
    expect(rows[0]).toEqual({ n: 40, different: 40 });
  });

  it("are left out once the accounting software has published them itself", async () => {
    const { entryId } = await pay(1200);
    await app.admin.query("update entries set superseded_at = now() where id = $1", [entryId]);
    expect((await take()).json.code).toBe("export.nothing_new");
  });

  it("use the journal and the accounts of the creditor", async () => {
    const settings = {
      journal: "BQ",
      bankAccount: "5121",
      customerAccount: "4111",
      dailyHour: null,
      dailyFormat: "fec",
    };
    const path = `/creditors/${outside("creditor", creditor.id)}/export-settings`;
    expect((await office("GET", path)).json.bankAccount).toBe("512000");
    for (let times = 0; times < 2; times += 1)
      expect((await office("PUT", path, settings)).json).toEqual(settings);
    await pay(100);
    const lines = await linesIn(await fileOf(await taken()));
    expect(lines.map((one) => [one.journalCode, one.accountNumber])).toEqual([
      ["BQ", "5121"],
      ["BQ", "4111"],
    ]);
  });
});

describe("API-4 the file of an export", () => {
  it("is the same for ever", async () => {
    await pay(1200);
    const id = await taken();
    const before = await fileOf(id);
    await pay(500);
    await app.inside(org, (ctx) => makeFile(ctx, idOf("export").parse(id)));
    expect(await fileOf(id)).toBe(before);
  });

  it("is made again after a crash in the middle", async () => {
    await pay(1200);
    const id = await taken();
    const before = await fileOf(id);
    await app.admin.query(
      "update exports set state = 'making', file_hash = null, created_at = now() - interval '1 hour' where organization_id = $1",
      [org],
    );
    expect((await office("GET", `/exports/${id}/file`)).json.code).toBe("export.not_ready");
    await app.inside(org, reviveExports);
    await app.quiet();
    expect(await fileOf(id)).toBe(before);
  });

  it("protects spreadsheets from formulas, as CSV; is one object a line, as JSON", async () => {
    await pay(1200);
    expect(await fileOf(await taken("payments", "csv"))).toContain("'=Paiement en ligne");
    await pay(500);
    const [line, end] = (await fileOf(await taken("payments", "jsonl"))).split("\n");
    expect(JSON.parse(line!)).toMatchObject({ cents: 500, piece: "REF500" });
    expect(end).toBe("");
  });

  it("holds a thousand lines and more, each once", async () => {
    await app.admin.query(
      `insert into entries (organization_id, id, account_id, source_key, origin, entered_on, label, piece, amount_cents, payment_id)
       select $1, gen_random_uuid(), $2, 'payment:' || n, 'payment', '2026-03-02', 'x', 'P' || n, -n, gen_random_uuid()
       from generate_series(1, 2345) n`,
      [org, accountId],
    );
    const text = await fileOf(await taken("payments", "jsonl"));
    const pieces = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).piece);
    expect(new Set(pieces).size).toBe(2345);
    expect(pieces).toHaveLength(2345);
  });
});

describe("API-4 letterings", () => {
  it("tell the parts of what settles what, by the keys of the accounting software; they sum to zero", async () => {
    const owed = await anEntry(app, org, accountId, 1200, { source_key: "VE/1", piece: "F-1" });
    const paymentId = newId();
    const { entryId } = await pay(1200, paymentId);
    await app.inside(org, (ctx) =>
      letterPayment(ctx, {
        paymentId,
        creditEntryIds: [entryId],
        parts: [{ entryId: owed.id, cents: 1200 }],
      }),
    );
    const text = await fileOf(await taken("letterings", "jsonl"));
    const parts = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(parts).toHaveLength(2);
    expect(parts.reduce((sum, part) => sum + part.cents, 0)).toBe(0);
    expect(parts.map((part) => part.sourceKey)).toContain("VE/1");
    expect((await take("letterings", "fec")).json.code).toBe("export.not_as_fec");
  });
});

describe("API-4 coordinates", () => {
  it("tell each accepted field once to the books of each creditor of the party", async () => {
    const other = (await aCreditor(app, org)) as { id: string };
    const { party, user } = await aCustomer(app, org, creditor.id);
    await anAccount(app, org, other.id, party.id as string);
    const change = newId();
    await app.admin.query(
      `insert into coordinate_changes (organization_id, id, party_id, asked_by, state, asked_at, closed_at)
       values ($1, $2, $3, $4, 'decided', now(), now())`,
      [org, change, party.id, user.id],
    );
    await app.admin.query(
      `insert into coordinate_change_fields (organization_id, change_id, field, was, wanted, outcome, decided_at, decided_by)
       values ($1, $2, 'phone', '', '0102030405', 'accepted', now(), $3), ($1, $2, 'email', '', 'x', 'refused', now(), $3)`,
      [org, change, user.id],
    );
    const mine = await fileOf(await taken("coordinates", "jsonl"));
    expect(JSON.parse(mine)).toMatchObject({ field: "phone", wanted: "0102030405", partyName: party.name });
    expect((await take("coordinates", "csv")).json.code).toBe("export.nothing_new");
    creditor = other;
    expect(await fileOf(await taken("coordinates", "csv"))).toContain("0102030405");
  });
});

describe("API-4 an export", () => {
  it("gives its lines back when cancelled, unless it is acknowledged", async () => {
    await pay(1200);
    const id = await taken();
    for (let times = 0; times < 2; times += 1)
      expect((await office("POST", `/exports/${id}/cancel`)).json.state).toBe("cancelled");
    expect((await office("GET", `/exports/${id}/file`)).json.code).toBe("export.cancelled");
    const again = await taken();
    for (let times = 0; times < 2; times += 1)
      expect((await office("POST", `/exports/${again}/acknowledge`)).json.state).toBe("acknowledged");
    expect((await office("POST", `/exports/${again}/cancel`)).json.code).toBe("export.acknowledged");
    expect((await office("POST", `/exports/${id}/acknowledge`)).json.code).toBe("export.cancelled");
    expect((await office("GET", "/exports?limit=1")).json.items).toMatchObject([{ id: again, lines: 1 }]);
  });

  it("is taken every day at the hour of the creditor, once", async () => {
    const path = `/creditors/${outside("creditor", creditor.id)}/export-settings`;
    const body = { journal: "QT", bankAccount: "512000", customerAccount: "411000", dailyFormat: "csv" };
    await office("PUT", path, { ...body, dailyHour: 6 });
    await pay(1200);
    for (const at of ["2026-11-23T04:05:00Z", "2026-11-23T05:05:00Z", "2026-11-23T05:06:00Z"]) {
      app.setClock(new Date(at));
      await app.inside(org, takeDailyExports);
    }
    app.setClock(null);
    const { items } = (await office("GET", "/exports")).json;
    expect(items).toMatchObject([{ kind: "payments", format: "csv", lines: 1 }]);
  });

  it("ALL-1 is for staff who see its creditor", async () => {
    await pay(1200);
    const elsewhere = [(await aCreditor(app, org)).id as string];
    const limited = (await aStaffUser(app, org, "accountant", { staff_creditor_ids: elsewhere })).cookie;
    expect((await take("payments", "fec", limited)).status).toBe(404);
    const id = await taken();
    expect((await office("GET", `/exports/${id}`, undefined, limited)).status).toBe(404);
    expect((await office("POST", `/exports/${id}/cancel`, undefined, limited)).status).toBe(404);
    expect((await office("GET", "/exports", undefined, limited)).json.items).toEqual([]);
    const reader = (await aStaffUser(app, org, "reader")).cookie;
    expect((await take("payments", "fec", reader)).status).toBe(403);
  });
});
