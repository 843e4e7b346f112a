import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPdf } from "../../formats/pdf/read-pdf.fixture.ts";
import { outside } from "../../platform/ids.ts";
import { type Ledger, openLedger } from "./readings-fixture.ts";

let at: Ledger;
beforeAll(async () => {
  at = await openLedger();
});
afterAll(() => at.app.close());

describe("letterings and invoices", () => {
  it("ACT-4 brings together what a lettering brings together", async () => {
    const { path, add, cookie, accountId } = await at.statement();
    const debit = await add(11_550, { label: "Facture" });
    const credit = await add(-5_000, { label: "Acompte", entered_on: "2026-10-02" });
    const id = await at.lettering(
      accountId,
      "q1",
      [
        [debit, 5_000],
        [credit, -5_000],
      ],
      "payment",
    );
    const { json } = await at.get(cookie, `${path}/letterings/${outside("lettering", id)}`);
    expect(json).toMatchObject({ code: "q1", provisional: true });
    expect(json.parts.map((one: Record<string, unknown>) => [one.label, one.entryCents, one.cents])).toEqual([
      ["Facture", 11_550, 5_000],
      ["Acompte", -5_000, -5_000],
    ]);
  });
  it("ACT-5 opens an invoice: lines, VAT to the cent, what is open, what settled it", async () => {
    const { path, add, cookie, accountId } = await at.statement();
    const { id, number } = await at.invoice(accountId, {
      vat: 1_276,
      lines: [
        { designation: "Eau", quantity: 10, unitCents: 500, netCents: 5_001, vatRate: 5.5 },
        { designation: "Service", quantity: 1, unitCents: 4_999, netCents: 4_999, vatRate: 20 },
      ],
    });
    const entryId = await add(11_276, { invoice_id: id });
    const money = await add(-3_000, { label: "Virement", entered_on: "2026-10-20" });
    await at.lettering(accountId, "AAA", [
      [entryId, 3_000],
      [money, -3_000],
    ]);
    const { json } = await at.get(cookie, `${path}/invoices/${outside("invoice", id)}`);
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
    const { path, cookie, accountId } = await at.statement();
    const content = Buffer.from("%PDF-1.7 published");
    const { hash } = await at.app.services.files.put(at.org, [content] as never);
    const published = await at.invoice(accountId, { pdf: hash });
    const answer = await at.get(cookie, `${path}/invoices/${outside("invoice", published.id)}/pdf`);
    expect(answer.buffer).toEqual(content);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toMatch(/^inline; filename="Facture-/);
    const made = await at.invoice(accountId);
    for (const language of ["fr", "en"]) {
      const url = `${path}/invoices/${outside("invoice", made.id)}/pdf?download=yes&language=${language}`;
      const duplicate = await at.get(cookie, url);
      expect(duplicate.buffer.subarray(0, 5).toString()).toBe("%PDF-");
      expect(duplicate.headers.get("content-disposition")).toMatch(
        language === "fr" ? /^attachment; filename="Facture-/ : /^attachment; filename="Invoice-/,
      );
    }
  });
});

describe("exports of a statement", () => {
  it("ACT-10 writes what is seen as CSV, formulas made harmless, in the order of columns that was chosen", async () => {
    const { path, add, cookie } = await at.statement();
    await add(114_798, { label: "=cmd()", piece: "FA-1", entered_on: "2026-10-02" });
    await add(-500, { label: "Avoir", piece: "", due_on: null, entered_on: "2026-10-03" });
    const csv = (await at.get(cookie, `${path}/extract?format=csv&reading=ledger`)).buffer.toString();
    expect(csv.replace("\ufeff", "").trimEnd().split("\r\n")).toEqual([
      "Date;Désignation;Pièce;Échéance;Débit;Crédit;Lettrage;À payer;État;Solde",
      "02/10/2026;'=cmd();FA-1;01/11/2026;1147,98;;;1147,98;En retard;1147,98",
      "03/10/2026;Avoir;;;;5,00;;-5,00;Crédit disponible;1142,98",
    ]);
    await at.app.admin.query(
      `update organizations set settings = '{"signConvention":"credit_debit"}' where organization_id = $1`,
      [at.org],
    );
    const turned = (await at.get(cookie, `${path}/extract?format=csv&language=en`)).buffer.toString();
    expect(turned.split("\r\n")[0]).toContain("Due date;Credit;Debit;Lettering;To pay;State");
    await at.app.admin.query("update organizations set settings = '{}' where organization_id = $1", [at.org]);
  });
  it("ACT-10 writes XLSX and PDF of each reading", async () => {
    const { path, add, cookie } = await at.statement();
    await add(114_798);
    for (const reading of ["due", "all", "ledger"]) {
      const xlsx = await at.get(cookie, `${path}/extract?format=xlsx&reading=${reading}`);
      expect(xlsx.buffer.subarray(0, 2).toString()).toBe("PK");
      const pdf = await at.get(cookie, `${path}/extract?format=pdf&reading=${reading}`);
      expect(pdf.buffer.subarray(0, 5).toString()).toBe("%PDF-");
      expect(pdf.buffer.subarray(-6).toString()).toContain("%%EOF");
    }
    const old = await at.get(cookie, `${path}/extract?format=pdf&reading=all&from=2001-01-01`);
    expect([old.status, old.json.code]).toEqual([422, "entries.too_old"]);
  });
  it("ACT-10 ends an extract on the balance of the account, whatever was searched", async () => {
    const { path, add, cookie, accountId } = await at.statement();
    const invoice = await add(12_345, { piece: "FA-1", entered_on: "2026-09-01" });
    const money = await add(-2_345, { piece: "VIR-1", entered_on: "2026-09-02" });
    await at.lettering(accountId, "AAA", [
      [invoice, 2_345],
      [money, -2_345],
    ]);
    for (const query of ["reading=due", "reading=all&piece=VIR", "reading=ledger&from=2026-09-02"]) {
      const { buffer } = await at.get(cookie, `${path}/extract?format=pdf&${query}`);
      const text = (await readPdf(buffer)).pages
        .map((page) => page.text)
        .join(" ")
        .replaceAll(/\s+/g, " ");
      expect(text, query).toContain("Vous devez 100,00 €");
    }
  });
  it("ACT-10 writes every entry of a large account once, page after page, with its running balance", async () => {
    const { path, cookie, accountId } = await at.statement();
    await at.app.admin.query(
      `insert into entries (organization_id, id, account_id, source_key, origin, entered_on, label, amount_cents)
       select $1, gen_random_uuid(), $2, 'n' || n, 'batch', date '2026-01-01' + n / 100, 'n' || n, n from generate_series(1, 2500) n`,
      [at.org, accountId],
    );
    const csv = (await at.get(cookie, `${path}/extract?format=csv&reading=ledger`)).buffer.toString();
    const lines = csv.trimEnd().split("\r\n").slice(1);
    expect(new Set(lines.map((one) => one.split(";")[1])).size).toBe(2500);
    expect(lines.at(-1)!.endsWith(";31262,50")).toBe(true);
  });
});
