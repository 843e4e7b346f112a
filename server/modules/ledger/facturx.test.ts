/** ACT-5: what the PDF of an invoice says of itself, and what anybody may check of it. */
import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { type FixtureInvoice, facturxPdf, facturxXml } from "../../formats/facturx/facturx.fixture.ts";
import { outside } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { contract, refusals } from "./contract.ts";
import { differencesOf, fillLines } from "./facturx-rules.ts";
import { attachInvoicePdfs, type PublishedInvoice, publishInvoices } from "./index.ts";
import { jobs } from "./jobs.ts";
import { readPdfs } from "./read-pdfs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let org: string;
let base: string;
let accountId: string;
let cookie: string;
let staff: string;
beforeAll(async () => {
  app = await startTestApp({
    modules: [{ name: "ledger", contract, doors: routes as never, refusals, jobs }],
    work: true,
  });
});
afterAll(() => app.close());
beforeEach(async () => {
  const made = await anOrganization(app);
  [org, base] = [made.organization_id, made.base];
  const customer = await aCustomer(
    app,
    org,
    (await aCreditor(app, org, { name: "Eau", legal_name: "Régie de l’eau" })).id,
  );
  accountId = customer.account.id;
  cookie = customer.user.cookie;
  staff = (await aStaffUser(app, org, "reader")).cookie;
});

const published = (over: Partial<PublishedInvoice> = {}): PublishedInvoice => ({
  accountId,
  number: "F-2026-001",
  kind: "invoice",
  subject: "Eau",
  issuedOn: "2026-11-03",
  dueOn: "2026-12-03",
  netCents: 6502,
  vatCents: 938,
  totalCents: 7440,
  lines: [],
  ...over,
});

/** Publishes an invoice, attaches its PDF, and waits until it was read. @returns its path and the PDF. */
async function issue(pdf: Buffer | FixtureInvoice, over: Partial<PublishedInvoice> = {}) {
  const content = Buffer.isBuffer(pdf) ? pdf : await facturxPdf(facturxXml(pdf));
  const outer = app.outer(org);
  const file = await outer.services.files.put(outer.organizationId, Readable.from([content]));
  const invoice = published(over);
  await outer.transaction(async (ctx) => {
    await publishInvoices(ctx, [invoice]);
    await rememberFile(ctx, file, "application/pdf");
    await attachInvoicePdfs(ctx, [{ accountId, number: invoice.number, hash: file.hash }]);
  });
  await app.quiet();
  const { rows } = await app.admin.query<{ id: string }>(
    "select id from invoices where organization_id = $1 and number = $2",
    [org, invoice.number],
  );
  const path = `/api/accounts/${outside("account", accountId)}/invoices/${outside("invoice", rows[0]!.id)}`;
  return {
    content,
    path,
    read: async (who = cookie) => (await call("GET", base + path, { cookie: who })).json,
  };
}

describe("ACT-5 the XML in the PDF of an invoice", () => {
  it("gives the lines and the VAT that the publication left out, and can be downloaded", async () => {
    const { path, read } = await issue({});
    const invoice = await read();
    expect(invoice).toMatchObject({
      linesFrom: "facturx",
      facturx: { profile: "EN 16931", xml: true, differences: [] },
      vat: [
        { rate: 5.5, netCents: 2502, vatCents: 138 },
        { rate: 20, netCents: 4000, vatCents: 800 },
      ],
    });
    expect(invoice.lines[0]).toMatchObject({ designation: "Eau potable", quantity: 12, netCents: 2502 });
    const xml = await call("GET", `${base}${path}/facturx`, { cookie });
    expect(xml.headers.get("content-type")).toContain("application/xml");
    expect(xml.buffer.toString()).toBe(facturxXml());
  });
  it("never takes the place of published lines, nor of a publication of another total", async () => {
    const line = { designation: "Publiée", quantity: 1, unitCents: 6502, netCents: 6502, vatRate: 20 };
    const kept = await (await issue({}, { lines: [line] })).read();
    expect(kept).toMatchObject({ linesFrom: "published", lines: [line] });
    const other = await (
      await issue({}, { number: "F-2", netCents: 1000, vatCents: 0, totalCents: 1000 })
    ).read();
    expect(other).toMatchObject({ linesFrom: null, lines: [], vat: [] });
  });
  it("tells staff, and them only, where it does not say the same", async () => {
    const { read } = await issue({ total: "74.41", vat: "9.39", due: "20261210", iban: "FR7612345" });
    const { facturx } = await read(staff);
    expect(facturx.differences).toEqual([
      { field: "dueOn", published: "2026-12-03", pdf: "2026-12-10" },
      { field: "vatCents", published: "938", pdf: "939" },
      { field: "totalCents", published: "7440", pdf: "7441" },
      { field: "iban", published: "FR7630006000011234567890189", pdf: "FR7612345" },
    ]);
    expect((await read()).facturx.differences).toEqual([]);
    const { rows } = await app.admin.query(
      "select data from facts where organization_id = $1 and name = 'ledger.invoice_differs'",
      [org],
    );
    expect(rows.map((row) => row.data.fields)).toEqual([["dueOn", "vatCents", "totalCents", "iban"]]);
  });
  it("is read once, and again for another PDF", async () => {
    const { read } = await issue({ profile: "MINIMUM" });
    expect((await read()).facturx.profile).toBe("MINIMUM");
    await readPdfs(app.outer(org));
    await issue({ profile: "EXTENDED" });
    expect((await read()).facturx.profile).toBe("EXTENDED");
    const { rows } = await app.admin.query(
      "select count(*)::int as unread from invoices where organization_id = $1 and facturx_of is distinct from pdf_hash",
      [org],
    );
    expect(rows[0].unread).toBe(0);
  });
  it("does no harm when the PDF is plain, encrypted or broken: the invoice is shown as published", async () => {
    for (const [rank, pdf] of [
      await facturxPdf(null),
      await facturxPdf(facturxXml(), { password: "x" }),
      Buffer.from("%PDF-1.7\nrubbish"),
    ].entries()) {
      const { path, read } = await issue(pdf, { number: `F-${rank}` });
      expect(await read()).toMatchObject({
        facturx: null,
        linesFrom: null,
        pdf: "published",
        totalCents: 7440,
      });
      expect((await call("GET", `${base}${path}/facturx`, { cookie })).status).toBe(404);
    }
  });
  it("whose words are too long or whose price is beyond count is read all the same", async () => {
    const name = `${"a".repeat(239)}😀`;
    const xml = facturxXml({ lines: [[name, "1", "999999999999.99", "65.02", "20.00"]] }).replace(
      "</ram:ChargeAmount>",
      '</ram:ChargeAmount><ram:BasisQuantity unitCode="C62">0.0000000001</ram:BasisQuantity>',
    );
    const { read } = await issue(await facturxPdf(xml));
    expect(await read()).toMatchObject({ linesFrom: "facturx", lines: [{ netCents: 6502, unitCents: 0 }] });
  });
  it("that is missing from the files stops the reading of no other", async () => {
    await app.inside(org, (ctx) => publishInvoices(ctx, [published({ number: "A" })]));
    const hash = "0".repeat(64);
    await app.admin.query(
      "insert into files (organization_id, hash, bytes, media_type, created_at) values ($1, $2, 1, 'application/pdf', now())",
      [org, hash],
    );
    await app.admin.query("update invoices set pdf_hash = $2 where organization_id = $1", [org, hash]);
    const { read } = await issue({ profile: "BASIC" }, { number: "B" });
    expect((await read()).facturx).toMatchObject({ profile: "BASIC" });
  });
  it("takes the sign of a credit note that is published negative", () => {
    const pdf = {
      totalCents: 1200,
      lines: [{ designation: "Avoir", quantity: 1, unitCents: 1000, netCents: 1000, vatRate: 20 }],
      vat: [{ rate: 20, netCents: 1000, vatCents: 200 }],
    };
    const filled = fillLines([], { netCents: -1000, vatCents: -200, totalCents: -1200 }, pdf as never);
    expect(filled).toMatchObject({
      lines: [{ netCents: -1000 }],
      vat: [{ rate: 20, netCents: -1000, vatCents: -200 }],
    });
    const bare = { ...published(), dueOn: null, netCents: -6502, vatCents: -938, totalCents: -7440 };
    const same = {
      number: "F-2026-001",
      issuedOn: null,
      dueOn: "2026-12-03",
      netCents: 6502,
      vatCents: 938,
      totalCents: 7440,
      iban: "",
    };
    expect(differencesOf(same as never, bare, "FR76")).toEqual([]);
  });
});

describe("ACT-5 anybody checks an invoice", () => {
  const checkFile = (content: Buffer, iban = "") =>
    call("POST", `${base}/api/verification/file${iban && `?iban=${encodeURIComponent(iban)}`}`, {
      body: content,
      headers: { "content-type": "application/pdf" },
    });
  const check = (number: string, totalCents: number, iban?: string) =>
    call("POST", `${base}/api/verification/invoice`, { body: { number, totalCents, iban } });

  it("by its file: this very one, whose, and what IBAN it should bear", async () => {
    const { content } = await issue({});
    const { json } = await checkFile(content, "fr76 3000 6000 0112 3456 7890 189");
    expect(json).toEqual({
      answer: "this_file",
      kind: "invoice",
      number: "F-2026-001",
      issuedOn: "2026-11-03",
      creditor: { name: "Eau", legalName: "Régie de l’eau", siret: "" },
      maskedIban: expect.stringMatching(/0189$/),
      ibanMatches: true,
    });
    expect(JSON.stringify(json)).not.toContain("30006000011234567890");
    const forged = Buffer.from(content);
    forged[forged.length - 8]! ^= 1;
    expect((await checkFile(forged)).json).toEqual({ answer: "unknown" });
    expect((await checkFile(content, "FR7612345")).json.ibanMatches).toBe(false);
    expect((await checkFile(content)).json.ibanMatches).toBeNull();
  });
  it("by its number and amount, both or nothing", async () => {
    await issue({});
    expect((await check("F-2026-001", 7440)).json).toMatchObject({
      answer: "this_invoice",
      ibanMatches: null,
    });
    expect((await check("F-2026-001", -7440)).json.answer).toBe("this_invoice");
    for (const [number, cents] of [
      ["F-2026-001", 7441],
      ["F-2026-00", 7440],
      ["f-2026-001", 7440],
    ] as const)
      expect((await check(number, cents)).json).toEqual({ answer: "unknown" });
  });
  it("tells nothing of the debtor, of another organization, or of two creditors who number alike", async () => {
    const { content } = await issue({});
    const here = base;
    base = (await anOrganization(app)).base;
    expect((await checkFile(content)).json).toEqual({ answer: "unknown" });
    expect((await check("F-2026-001", 7440)).json).toEqual({ answer: "unknown" });
    base = here;
    const twin = await aCustomer(app, org, (await aCreditor(app, org)).id);
    await app.inside(org, (ctx) => publishInvoices(ctx, [published({ accountId: twin.account.id })]));
    expect((await check("F-2026-001", 7440)).json).toEqual({ answer: "unknown" });
  });
  it("a few times a minute only, and with files of a size", async () => {
    for (let tries = 0; tries < 10; tries += 1) expect((await check("X", 1)).status).toBe(200);
    expect((await check("X", 1)).status).toBe(429);
    base = (await anOrganization(app)).base;
    expect((await checkFile(Buffer.alloc(10 * 1_048_576 + 1))).status).toBe(413);
  });
});
