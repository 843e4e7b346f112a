/** PAY-9: invoices that are due say how to pay them by transfer, on screen and on the extract. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referenceOfPiece } from "../../formats/iban/index.ts";
import { readPdf } from "../../formats/pdf/read-pdf.fixture.ts";
import { outside } from "../../platform/ids.ts";
import { type Ledger, openLedger } from "./readings-fixture.ts";

let at: Ledger;
beforeAll(async () => {
  at = await openLedger();
});
afterAll(() => at.app.close());

const choose = (settings: object) =>
  at.app.admin.query("update organizations set settings = $2 where organization_id = $1", [
    at.org,
    JSON.stringify(settings),
  ]);
async function anInvoice() {
  const statement = await at.statement();
  const { id, number } = await at.invoice(statement.accountId);
  const entry = await statement.add(11_276, { invoice_id: id, piece: number });
  const read = async () =>
    (await at.get(statement.cookie, `${statement.path}/invoices/${outside("invoice", id)}`)).json.transfer;
  return { ...statement, entry, number, read };
}

describe("PAY-9 an invoice paid by transfer", () => {
  it("says whom, how much, and a reference made over its number, when the organization offers it", async () => {
    const { read, number } = await anInvoice();
    await choose({});
    expect(await read()).toBeNull();
    await choose({ payByTransfer: true });
    expect(await read()).toMatchObject({
      iban: "FR7630006000011234567890189",
      cents: 11_276,
      reference: referenceOfPiece(number),
      qr: { size: expect.any(Number), path: expect.stringMatching(/^M4 4h7/) },
    });
    await choose({
      payByTransfer: true,
      suspension: { from: "2020-01-01", until: null, fr: "Fermé", en: "" },
    });
    expect(await read()).toBeNull();
  });
  it("asks for what is left of it, and nothing once it is settled or held", async () => {
    await choose({ payByTransfer: true });
    const { read, add, entry, accountId } = await anInvoice();
    const money = await add(-3_000);
    await at.lettering(accountId, "AAA", [
      [entry, 3_000],
      [money, -3_000],
    ]);
    expect(await read()).toMatchObject({ cents: 8_276 });
    await at.app.admin.query("update entries set settled_cents = amount_cents where id = $1", [entry]);
    expect(await read()).toBeNull();
  });
  it("has its code on the extract, beside the account to pay", async () => {
    const { path, cookie, number } = await anInvoice();
    const printed = async () => {
      const pdf = await at.get(cookie, `${path}/extract?format=pdf&reading=due`);
      return (await readPdf(pdf.buffer)).pages.map((page) => page.text).join("\n");
    };
    await choose({ payByTransfer: true });
    const text = await printed();
    expect(text).toContain("Payer par virement");
    expect(text).toContain("FR76 3000 6000 0112 3456 7890 189");
    expect(text).toContain(referenceOfPiece(number)!.replaceAll(/(.{4})(?=.)/g, "$1 "));
    await choose({});
    expect(await printed()).not.toContain("virement");
  });
});
