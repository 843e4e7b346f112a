import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anAccess,
  anAccount,
  anEntry,
  anOrganization,
  aParty,
  aSession,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { newId, outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let org: string;
let base: string;
let creditorId: string;
let other: { base: string; cookie: string };
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "ledger", contract, doors: routes as never, refusals }] });
  app.setClock(new Date("2026-11-20T10:00:00Z"));
  const made = await anOrganization(app);
  org = made.organization_id;
  base = made.base;
  creditorId = (await aCreditor(app, org, { name: "Eau de Brest" })).id;
  const elsewhere = await anOrganization(app);
  const theirs = await aCustomer(
    app,
    elsewhere.organization_id,
    (await aCreditor(app, elsewhere.organization_id)).id,
  );
  other = { base: elsewhere.base, cookie: theirs.user.cookie };
});
afterAll(() => app.close());

const get = (cookie: string, path: string) => call("GET", `${base}/api${path}`, { cookie });
const hold = (entryId: string, kind: string, cents: number) =>
  app.admin.query(
    "insert into holds (organization_id, id, entry_id, kind, reference_id, cents, created_at) values ($1, $2, $3, $4, $5, $6, now())",
    [org, newId(), entryId, kind, newId(), cents],
  );
const lettering = async (
  accountId: string,
  code: string,
  parts: [string, number][],
  origin = "published",
) => {
  const id = newId();
  await app.admin.query(
    "insert into letterings (organization_id, id, account_id, code, origin, created_at) values ($1, $2, $3, $4, $5, now())",
    [org, id, accountId, code, origin],
  );
  for (const [entryId, cents] of parts) {
    await app.admin.query("insert into lettering_parts values ($1, $2, $3, $4)", [org, id, entryId, cents]);
    await app.admin.query(
      "update entries set settled_cents = settled_cents + $3, lettering_id = $4, lettering_code = $5 where organization_id = $1 and id = $2",
      [org, entryId, cents, id, code],
    );
  }
  return id;
};
/** A customer, the path of his account, and a way to add entries to it. */
async function aStatement() {
  const customer = await aCustomer(app, org, creditorId);
  const accountId = customer.account.id;
  return {
    ...customer,
    accountId,
    cookie: customer.user.cookie,
    path: `/accounts/${outside("account", accountId)}`,
    add: async (cents: number, over: Record<string, unknown> = {}) =>
      (await anEntry(app, org, accountId, cents, over)).id,
  };
}

describe("who reads an account", () => {
  it("ALL-1 nobody, somebody else, another organization, or staff of another creditor do not", async () => {
    const { path, add, accountId, cookie, party } = await aStatement();
    const entryId = await add(12_000);
    const invoiceId = newId();
    await app.admin.query(
      `insert into invoices (organization_id, id, account_id, number, issued_on, net_cents, vat_cents, total_cents)
       values ($1, $2, $3, 'F-1', '2026-10-01', 10000, 2000, 12000)`,
      [org, invoiceId, accountId],
    );
    const letteringId = await lettering(accountId, "AAA", [
      [entryId, 5_000],
      [await add(-5_000), -5_000],
    ]);
    const paths = [
      path,
      `${path}/entries`,
      `${path}/extract?format=csv`,
      `${path}/letterings/${outside("lettering", letteringId)}`,
      `${path}/invoices/${outside("invoice", invoiceId)}`,
      `${path}/invoices/${outside("invoice", invoiceId)}/pdf`,
    ];
    const stranger = (await aStatement()).cookie;
    const restricted = (
      await aStaffUser(app, org, "reader", { staff_creditor_ids: [(await aCreditor(app, org)).id] })
    ).cookie;
    const staff = (await aStaffUser(app, org, "reader")).cookie;
    const mandated = (await aStaffUser(app, org, "reader", { staff_creditor_ids: [creditorId] })).cookie;
    const past = await aUser(app, org);
    await anAccess(app, org, past.id, party.id, { ends_on: "2026-11-19" });
    const today = await aUser(app, org);
    await anAccess(app, org, today.id, party.id, { ends_on: "2026-11-20", rights: ["read"] });
    for (const one of paths) {
      expect((await call("GET", `${base}/api${one}`)).status, one).toBe(401);
      for (const out of [stranger, restricted, past.cookie])
        expect((await get(out, one)).status, one).toBe(404);
      expect((await call("GET", `${other.base}/api${one}`, { cookie: other.cookie })).status, one).toBe(404);
      for (const mine of [cookie, staff, mandated, today.cookie])
        expect((await get(mine, one)).status, one).toBe(200);
    }
    const strange = (await aStatement()).path;
    expect((await get(staff, `${strange}/invoices/${outside("invoice", invoiceId)}`)).status).toBe(404);
    expect((await get(staff, `${strange}/letterings/${outside("lettering", letteringId)}`)).status).toBe(404);
  });
  it("ACC-12 staff who look through a customer's eyes see his account, and can't pay", async () => {
    const { path, add, user, cookie } = await aStatement();
    await add(12_000);
    const staff = await aStaffUser(app, org, "accountant");
    const viewing = (await aSession(app, org, staff.id, { viewing_as: user.id })).cookie;
    expect((await get(cookie, path)).json.can).toEqual({ pay: true });
    expect((await get(viewing, path)).json.can).toEqual({ pay: false });
  });
  it("ACC-8 a reader sees and can't pay", async () => {
    const { path, add, party } = await aStatement();
    await add(12_000);
    const reader = await aUser(app, org);
    await anAccess(app, org, reader.id, party.id, { rights: ["read"] });
    expect((await get(reader.cookie, path)).json).toMatchObject({ toPayCents: 12_000, can: { pay: false } });
  });
});

describe("spaces", () => {
  it("ACT-1 pages and searches 300 sites of two creditors, in order, each once", async () => {
    const { user, cookie, party } = await aStatement();
    const second = (await aCreditor(app, org, { name: "Assainissement" })).id;
    for (let rank = 0; rank < 300; rank += 1) {
      const site = rank % 2 ? party.id : (await aParty(app, org)).id;
      if (rank % 2 === 0) await anAccess(app, org, user.id, site);
      await anAccount(app, org, rank % 3 ? creditorId : second, site, {
        label: `Site ${String(rank).padStart(3, "0")}${rank === 7 ? " Kergoat" : ""}`,
      });
    }
    const seen: { label: string; creditor: { name: string } }[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const page: Awaited<ReturnType<typeof get>>["json"] = (
        await get(cookie, `/spaces?limit=70${next ? `&cursor=${next}` : ""}`)
      ).json;
      seen.push(...page.items);
      next = page.next;
      expect(
        page.creditors.map((one: { name: string; accounts: number }) => [one.name, one.accounts]),
      ).toEqual([
        ["Assainissement", 100],
        ["Eau de Brest", 201],
      ]);
    }
    expect(seen).toHaveLength(301);
    const keys = seen.map((one) => `${one.creditor.name}\t${one.label.toLowerCase()}`);
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys).size).toBe(301);
    const found = (await get(cookie, `/spaces?search=${encodeURIComponent("KÉRGOAT site")}`)).json;
    expect(found.items.map((one: { label: string }) => one.label)).toEqual(["Site 007 Kergoat"]);
    const one = (await get(cookie, `/spaces?limit=200&creditor=${outside("creditor", second)}`)).json;
    expect(one.items).toHaveLength(100);
    expect((await get(cookie, "/spaces?search=%25")).json.items).toEqual([]);
  });
  it("ACT-1 asks who it is", async () => {
    expect((await call("GET", `${base}/api/spaces`)).status).toBe(401);
    expect((await get((await aStaffUser(app, org, "reader")).cookie, "/spaces")).json.items).toEqual([]);
  });
});

describe("the figures of an account", () => {
  it("ACT-2 tells what is to pay, overdue, paying, disputed, unused and pending", async () => {
    const { path, add, cookie } = await aStatement();
    await add(10_000, { due_on: "2026-11-19" });
    await add(20_000, { due_on: "2026-11-20" });
    await add(30_000, { due_on: "2026-12-05" });
    await hold(await add(4_000), "payment", 4_000);
    await hold(await add(8_000, { due_on: "2026-11-01" }), "dispute", 3_000);
    await hold(await add(7_000), "treasury", 7_000);
    await add(-2_500);
    await add(-1_000, { origin: "payment", due_on: null });
    await add(-900, { superseded_at: new Date() });
    const { json } = await get(cookie, path);
    expect(json).toMatchObject({
      toPayCents: 65_000,
      overdueCents: 15_000,
      nextDueOn: "2026-11-20",
      payingCents: 4_000,
      disputedCents: 3_000,
      creditCents: 3_500,
      pendingCents: 1_000,
      openEntries: 8,
      earliestSearchable: "2023-11-20",
      today: "2026-11-20",
    });
  });
  it("ACT-2 are zero on an empty account", async () => {
    const { path, cookie } = await aStatement();
    expect((await get(cookie, path)).json).toMatchObject({
      toPayCents: 0,
      creditCents: 0,
      pendingCents: 0,
      nextDueOn: null,
      can: { pay: false },
    });
  });
});

describe("the readings of an account", () => {
  it("ACT-2 shows open entries, oldest due first, each with its state", async () => {
    const { path, add, cookie, accountId } = await aStatement();
    const paid = await add(5_000, { label: "Payée" });
    await lettering(accountId, "AAA", [
      [paid, 5_000],
      [await add(-5_000), -5_000],
    ]);
    await add(1_000, { label: "En retard", due_on: "2026-10-15" });
    await add(1_000, { label: "Sans échéance", due_on: null, entered_on: "2026-10-16" });
    await add(1_000, { label: "À venir", due_on: "2026-11-20" });
    await hold(await add(1_000, { label: "Litige", due_on: "2026-10-01" }), "dispute", 400);
    await hold(await add(1_000, { label: "Paiement", due_on: "2026-10-02" }), "payment", 1_000);
    await hold(await add(1_000, { label: "Recouvrement", due_on: "2026-10-03" }), "recovery", 1_000);
    await hold(await add(1_000, { label: "Trésorerie", due_on: "2026-10-04" }), "treasury", 1_000);
    await hold(await add(1_000, { label: "Suspendue", due_on: "2026-10-05" }), "suspension", 1_000);
    await add(-700, { label: "Avoir", due_on: "2026-12-01" });
    const { json } = await get(cookie, `${path}/entries`);
    expect(
      json.items.map((one: Record<string, unknown>) => [one.label, one.state, one.toPayCents, one.openCents]),
    ).toEqual([
      ["Litige", "disputed", 600, 1_000],
      ["Paiement", "paying", 0, 1_000],
      ["Recouvrement", "in_recovery", 0, 1_000],
      ["Trésorerie", "treasury", 0, 1_000],
      ["Suspendue", "overdue", 0, 1_000],
      ["En retard", "overdue", 1_000, 1_000],
      ["Sans échéance", "unpaid", 1_000, 1_000],
      ["À venir", "unpaid", 1_000, 1_000],
      ["Avoir", "credit_available", -700, -700],
    ]);
    expect(json).toMatchObject({
      openingCents: null,
      totals: { count: 9, debitCents: 8_000, creditCents: 700, toPayCents: 2_900 },
    });
    const all = (await get(cookie, `${path}/entries?reading=all&settled=yes`)).json;
    expect(all.items.map((one: Record<string, unknown>) => [one.state, one.lettering])).toEqual(
      [1, 2].map(() => ["settled", { id: expect.stringMatching(/^let_/), code: "AAA", provisional: false }]),
    );
  });
  it("ACT-3 gives the ledger its opening, running and closing balances, page after page", async () => {
    const { path, add, cookie } = await aStatement();
    const amounts: number[] = [];
    for (let rank = 0; rank < 25; rank += 1) {
      amounts.push((rank % 3 === 0 ? -1 : 1) * (1_000 + rank));
      await add(amounts.at(-1)!, {
        entered_on: `2026-10-${String(1 + Math.floor(rank / 2)).padStart(2, "0")}`,
      });
    }
    await add(-99_999, { superseded_at: new Date(), entered_on: "2026-10-03" });
    const from = "2026-10-04";
    const opening = amounts.slice(0, 6).reduce((a, b) => a + b, 0);
    const running: number[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const url = `${path}/entries?reading=ledger&from=${from}&to=2026-10-12&limit=4${next ? `&cursor=${next}` : ""}`;
      const { json } = await get(cookie, url);
      expect(json).toMatchObject({
        openingCents: opening,
        closingCents: amounts.slice(0, 24).reduce((a, b) => a + b, 0),
      });
      expect(json.totals.count).toBe(18);
      for (const one of json.items) {
        const before = running.at(-1) ?? opening;
        expect(one.runningCents).toBe(before + one.debitCents - one.creditCents);
        running.push(one.runningCents);
      }
      next = json.next;
    }
    expect(running).toHaveLength(18);
    // What is looked for is shown with the balance that the account had after it.
    const paid = (await get(cookie, `${path}/entries?reading=ledger&from=${from}&to=2026-10-12&limit=200`))
      .json.items[7];
    const found = (await get(cookie, `${path}/entries?reading=ledger&piece=${paid.piece.toLowerCase()}`))
      .json;
    expect(found.items).toEqual([paid]);
  });
  it("ACT-2 bounds, searches and pages, newest first", async () => {
    const { path, add, cookie } = await aStatement();
    for (const day of ["01", "02", "03", "04", "05"])
      await add(1_000, { entered_on: `2026-10-${day}`, piece: `FA-${day}`, label: day });
    const labels = async (query: string) =>
      (await get(cookie, `${path}/entries?reading=all&${query}`)).json.items.map(
        (one: { label: string }) => one.label,
      );
    expect(await labels("limit=3")).toEqual(["05", "04", "03"]);
    expect(await labels("from=2026-10-02&to=2026-10-03")).toEqual(["03", "02"]);
    expect(await labels("piece=fa-0")).toEqual(["05", "04", "03", "02", "01"]);
    expect(await labels("piece=FA-04")).toEqual(["04"]);
    expect(await labels("piece=%25")).toEqual([]);
    expect(await labels(`cursor=${Buffer.from('["x","y"]').toString("base64url")}&limit=1`)).toEqual(["05"]);
  });
  it("ACT-3 refuses bounds that are upside down or too old, and shows what is open however old it is", async () => {
    const { path, add, cookie } = await aStatement();
    await add(1_000, { entered_on: "2019-01-01", due_on: "2019-02-01" });
    const upside = await get(cookie, `${path}/entries?from=2026-10-02&to=2026-10-01`);
    expect([upside.status, upside.json.code]).toEqual([422, "entries.bounds_invalid"]);
    const old = await get(cookie, `${path}/entries?reading=all&from=2023-11-19`);
    expect([old.status, old.json.code]).toEqual([422, "entries.too_old"]);
    expect((await get(cookie, `${path}/entries`)).json.items).toHaveLength(1);
    expect((await get(cookie, `${path}/entries?reading=all`)).json.items).toEqual([]);
    expect((await get(cookie, `${path}/entries?reading=ledger`)).json).toMatchObject({
      items: [],
      openingCents: 1_000,
      closingCents: 1_000,
    });
  });
  it("ACT-9 marks what the accounting software has not published yet", async () => {
    const { path, add, cookie } = await aStatement();
    const paymentId = newId();
    await add(-1_000, { origin: "payment", payment_id: paymentId });
    expect((await get(cookie, `${path}/entries`)).json.items[0]).toMatchObject({
      pending: true,
      payment: outside("payment", paymentId),
    });
  });
  it("PAY-2 counts in SQL exactly what the rules count for each entry", async () => {
    const kinds = fc.constantFrom("dispute", "payment", "recovery", "treasury", "suspension");
    const one = fc.record({
      cents: fc.integer({ min: -9_000, max: 9_000 }),
      settled: fc.double({ min: 0, max: 1, noNaN: true }),
      holds: fc.uniqueArray(fc.tuple(kinds, fc.integer({ min: 1, max: 9_000 })), {
        maxLength: 2,
        selector: ([kind]) => kind,
      }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), async (entries) => {
        const { path, add, cookie } = await aStatement();
        for (const entry of entries) {
          const id = await add(entry.cents, { settled_cents: Math.trunc(entry.cents * entry.settled) });
          for (const [kind, cents] of entry.holds) await hold(id, kind, cents);
        }
        const { json } = await get(cookie, `${path}/entries`);
        const payable: number[] = json.items.map((item: { toPayCents: number }) => item.toPayCents);
        const sum = (cents: number[]) => cents.reduce((a, b) => a + b, 0);
        expect(json.totals.toPayCents).toBe(sum(payable));
        expect((await get(cookie, path)).json).toMatchObject({
          toPayCents: sum(payable.filter((cents) => cents > 0)),
          creditCents: 0 - sum(payable.filter((cents) => cents < 0)),
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe("letterings and invoices", () => {
  const invoice = async (accountId: string, over: Record<string, unknown> = {}) => {
    const row = {
      number: `F-${newId().slice(-6)}`,
      net: 10_000,
      vat: 1_550,
      lines: [
        { designation: "Eau", quantity: 10, unitCents: 500, netCents: 5_000, vatRate: 5.5 },
        { designation: "Service", quantity: 1, unitCents: 5_000, netCents: 5_000, vatRate: 20 },
      ],
      pdf: null as string | null,
      ...over,
    };
    const id = newId();
    await app.admin.query(
      `insert into invoices (organization_id, id, account_id, number, subject, issued_on, due_on, net_cents, vat_cents, total_cents, lines, pdf_hash)
       values ($1, $2, $3, $4, 'Eau 2026', '2026-10-01', '2026-11-01', $5, $6, $7, $8, $9)`,
      [
        org,
        id,
        accountId,
        row.number,
        row.net,
        row.vat,
        row.net + row.vat,
        JSON.stringify(row.lines),
        row.pdf,
      ],
    );
    return { id, number: row.number };
  };
  it("ACT-4 brings together what a lettering brings together", async () => {
    const { path, add, cookie, accountId } = await aStatement();
    const debit = await add(11_550, { label: "Facture" });
    const credit = await add(-5_000, { label: "Acompte", entered_on: "2026-10-02" });
    const id = await lettering(
      accountId,
      "q1",
      [
        [debit, 5_000],
        [credit, -5_000],
      ],
      "payment",
    );
    const { json } = await get(cookie, `${path}/letterings/${outside("lettering", id)}`);
    expect(json).toMatchObject({ code: "q1", provisional: true });
    expect(json.parts.map((one: Record<string, unknown>) => [one.label, one.entryCents, one.cents])).toEqual([
      ["Facture", 11_550, 5_000],
      ["Acompte", -5_000, -5_000],
    ]);
  });
  it("ACT-5 opens an invoice: lines, VAT to the cent, what is open, what settled it", async () => {
    const { path, add, cookie, accountId } = await aStatement();
    const { id, number } = await invoice(accountId, {
      vat: 1_276,
      lines: [
        { designation: "Eau", quantity: 10, unitCents: 500, netCents: 5_001, vatRate: 5.5 },
        { designation: "Service", quantity: 1, unitCents: 4_999, netCents: 4_999, vatRate: 20 },
      ],
    });
    const entryId = await add(11_276, { invoice_id: id });
    const money = await add(-3_000, { label: "Virement", entered_on: "2026-10-20" });
    await lettering(accountId, "AAA", [
      [entryId, 3_000],
      [money, -3_000],
    ]);
    const { json } = await get(cookie, `${path}/invoices/${outside("invoice", id)}`);
    expect(json).toMatchObject({
      number,
      openCents: 8_276,
      pdf: "duplicate",
      vat: [
        { rate: 5.5, netCents: 5_001, vatCents: 276 },
        { rate: 20, netCents: 4_999, vatCents: 1_000 },
      ],
      entries: [{ id: outside("entry", entryId), toPayCents: 8_276 }],
      settledBy: [{ date: "2026-10-20", label: "Virement", cents: 3_000, payment: null }],
    });
  });
  it("ACT-5 gives the published PDF, else a duplicate; shown in the page or saved", async () => {
    const { path, cookie, accountId } = await aStatement();
    const content = Buffer.from("%PDF-1.7 published");
    const { hash } = await app.services.files.put(org, [content] as never);
    const published = await invoice(accountId, { pdf: hash });
    const answer = await get(cookie, `${path}/invoices/${outside("invoice", published.id)}/pdf`);
    expect(answer.buffer).toEqual(content);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toMatch(/^inline; filename="Facture-/);
    const made = await invoice(accountId);
    for (const language of ["fr", "en"]) {
      const url = `${path}/invoices/${outside("invoice", made.id)}/pdf?download=yes&language=${language}`;
      const duplicate = await get(cookie, url);
      expect(duplicate.buffer.subarray(0, 5).toString()).toBe("%PDF-");
      expect(duplicate.headers.get("content-disposition")).toMatch(
        language === "fr" ? /^attachment; filename="Facture-/ : /^attachment; filename="Invoice-/,
      );
    }
  });
});

describe("exports of a statement", () => {
  it("ACT-10 writes what is seen as CSV, formulas made harmless, in the order of columns that was chosen", async () => {
    const { path, add, cookie } = await aStatement();
    await add(114_798, { label: "=cmd()", piece: "FA-1", entered_on: "2026-10-02" });
    await add(-500, { label: "Avoir", piece: "", due_on: null, entered_on: "2026-10-03" });
    const csv = (await get(cookie, `${path}/extract?format=csv&reading=ledger`)).buffer.toString();
    expect(csv.replace("\ufeff", "").trimEnd().split("\r\n")).toEqual([
      "Date;Désignation;Pièce;Échéance;Débit;Crédit;Lettrage;À payer;État;Solde",
      "02/10/2026;'=cmd();FA-1;01/11/2026;1147,98;;;1147,98;En retard;1147,98",
      "03/10/2026;Avoir;;;;5,00;;-5,00;Crédit disponible;1142,98",
    ]);
    await app.admin.query(
      `update organizations set settings = '{"signConvention":"credit_debit"}' where organization_id = $1`,
      [org],
    );
    const turned = (await get(cookie, `${path}/extract?format=csv&language=en`)).buffer.toString();
    expect(turned.split("\r\n")[0]).toContain("Due date;Credit;Debit;Lettering;To pay;State");
    await app.admin.query("update organizations set settings = '{}' where organization_id = $1", [org]);
  });
  it("ACT-10 writes XLSX and PDF of each reading", async () => {
    const { path, add, cookie } = await aStatement();
    await add(114_798);
    for (const reading of ["due", "all", "ledger"]) {
      const xlsx = await get(cookie, `${path}/extract?format=xlsx&reading=${reading}`);
      expect(xlsx.buffer.subarray(0, 2).toString()).toBe("PK");
      const pdf = await get(cookie, `${path}/extract?format=pdf&reading=${reading}`);
      expect(pdf.buffer.subarray(0, 5).toString()).toBe("%PDF-");
      expect(pdf.buffer.subarray(-6).toString()).toContain("%%EOF");
    }
    const old = await get(cookie, `${path}/extract?format=pdf&reading=all&from=2001-01-01`);
    expect([old.status, old.json.code]).toEqual([422, "entries.too_old"]);
  });
  it("ACT-10 writes every entry of a large account once, page after page, with its running balance", async () => {
    const { path, cookie, accountId } = await aStatement();
    await app.admin.query(
      `insert into entries (organization_id, id, account_id, source_key, origin, entered_on, label, amount_cents)
       select $1, gen_random_uuid(), $2, 'n' || n, 'batch', date '2026-01-01' + n / 100, 'n' || n, n from generate_series(1, 2500) n`,
      [org, accountId],
    );
    const csv = (await get(cookie, `${path}/extract?format=csv&reading=ledger`)).buffer.toString();
    const lines = csv.trimEnd().split("\r\n").slice(1);
    expect(new Set(lines.map((one) => one.split(";")[1])).size).toBe(2500);
    expect(lines.at(-1)!.endsWith(";31262,50")).toBe(true);
  });
});

describe("accounts for the office", () => {
  it("OFF-7 lists by label or by balance, filters and sums, within the creditors of each", async () => {
    const mine = (await aCreditor(app, org)).id;
    const party = (await aParty(app, org, { name: "Zoé Martin" })).id;
    for (const [rank, cents] of [300, -200, 0, 500].entries())
      await anAccount(app, org, mine, party, { label: `Compte ${rank}`, balance_cents: cents });
    const staff = (await aStaffUser(app, org, "reader", { staff_creditor_ids: [mine] })).cookie;
    const list = async (query: string) => (await get(staff, `/office/accounts?${query}`)).json;
    const balances = (page: { items: { balanceCents: number }[] }) =>
      page.items.map((one) => one.balanceCents);
    const all = await list("");
    expect(balances(all)).toEqual([300, -200, 0, 500]);
    expect(all.totals).toEqual({ count: 4, balanceCents: 600 });
    const first = await list("sort=balance&limit=2");
    expect(balances(first)).toEqual([500, 300]);
    expect(balances(await list(`sort=balance&limit=2&cursor=${first.next}`))).toEqual([0, -200]);
    const byLabel = await list("limit=3");
    expect(balances(await list(`limit=3&cursor=${byLabel.next}`))).toEqual([500]);
    expect(balances(await list(`sort=balance&cursor=${byLabel.next}`))).toEqual([500, 300, 0, -200]);
    expect((await list("balance=credit")).totals).toEqual({ count: 1, balanceCents: -200 });
    expect((await list("search=martin%20zoe")).totals.count).toBe(4);
    expect((await list(`creditor=${outside("creditor", creditorId)}`)).totals.count).toBe(0);
  });
  it("ACC-9 opens to staff only", async () => {
    expect((await call("GET", `${base}/api/office/accounts`)).status).toBe(401);
    expect((await get((await aStatement()).cookie, "/office/accounts")).status).toBe(404);
  });
});
