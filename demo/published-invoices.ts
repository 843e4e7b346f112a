/** A few bills with a PDF of their own, as the accounting software would publish them; Quitus makes the others on demand. */
import { Readable } from "node:stream";
import type pg from "pg";
import { date, money, number, rate } from "../server/formats/pdf/format.ts";
import {
  type Brand,
  block,
  closeSheet,
  creditorLines,
  facts,
  footOf,
  gap,
  logo,
  openSheet,
  partyBlock,
  type Sheet,
  subtitle,
  title,
  toBuffer,
} from "../server/formats/pdf/kit.ts";
import { windowAddress } from "../server/formats/pdf/letter.ts";
import { MM } from "../server/formats/pdf/sheet.ts";
import { addRow, closeTable, openTable } from "../server/formats/pdf/table.ts";
import type { FileStore } from "../server/platform/files.ts";
import { billXml } from "./bill-xml.ts";
import type { Invoice } from "./books.ts";
import { logoPng } from "./logo.ts";
import { faceOf } from "./organizations.ts";
import type { DemoCreditor, Story } from "./story.ts";

const MOST = 4;

/** Gives a PDF to the newest bills of a customer whose credentials are printed. */
export async function publishInvoices(client: pg.Client, story: Story, files: FileStore): Promise<void> {
  const invoices = story.books.invoices.filter((one) => one.kind === "invoice");
  const bills = story.users
    .filter((user) => user.who)
    .map((user) => invoices.filter((one) => user.parties.includes(one.account.party)).slice(-MOST))
    .find((some) => some.length > 0)!;
  const brand: Brand = { accent: faceOf(story).accent, logo: logoPng(story.slug) };
  for (const bill of bills) {
    const creditor = story.creditors.find((one) => one.id === bill.account.creditorId)!;
    const content = await billPdf(bill, creditor, brand, faceOf(story).contact);
    const file = await files.put(story.organizationId, Readable.from([content]));
    await client.query(
      "insert into files (organization_id, hash, media_type, bytes) values ($1, $2, 'application/pdf', $3) on conflict do nothing",
      [story.organizationId, file.hash, file.bytes],
    );
    bill.pdfHash = file.hash;
  }
}

async function billPdf(
  bill: Invoice,
  creditor: DemoCreditor,
  brand: Brand,
  contact: { phone: string; hours: string },
): Promise<Buffer> {
  const party = {
    name: creditor.legalName,
    addressLines: creditor.address,
    contactLines: [contact.phone, contact.hours],
  };
  const sheet = openSheet({
    lang: "fr",
    title: `Facture ${bill.number} - ${creditor.name}`,
    author: creditor.name,
    foot: `Facture ${bill.number} · ${footOf(party)}`,
    brand,
    madeAt: new Date(`${bill.issuedOn}T08:00:00Z`),
  });
  const result = toBuffer(sheet);
  logo(sheet);
  partyBlock(sheet, party, { x: sheet.left, width: 82 * MM }, { extra: creditorLines(party, "fr") });
  const below = Math.max(sheet.y, 85 * MM);
  windowAddress(sheet, { name: bill.account.party.name, addressLines: bill.account.party.address });
  sheet.y = below + 14;
  title(sheet, `Facture ${bill.number}`);
  gap(sheet, 8);
  const pairs: [string, string | undefined][] = [
    ["Date", date(bill.issuedOn, "fr")],
    ["À régler avant le", bill.dueOn ? date(bill.dueOn, "fr") : undefined],
    ["Compte", bill.account.code],
    ["Objet", bill.subject],
  ];
  facts(sheet, pairs, { x: sheet.left, width: sheet.right - sheet.left, labelWidth: 34 * MM });
  gap(sheet, 12);
  lines(sheet, bill);
  subtitle(sheet, `Total à payer : ${money(bill.netCents + bill.vatCents, "fr")}`);
  block(
    sheet,
    `Dont TVA : ${money(bill.vatCents, "fr")}. Réglez en ligne depuis votre espace, ou au guichet.`,
  );
  // What makes it a Factur-X: the same invoice, for machines.
  const attachment = {
    name: "factur-x.xml",
    type: "text/xml",
    description: "Factur-X",
    relationship: "Alternative",
    creationDate: new Date(`${bill.issuedOn}T08:00:00Z`),
    modifiedDate: new Date(`${bill.issuedOn}T08:00:00Z`),
  };
  sheet.doc.file(Buffer.from(billXml(bill, creditor)), attachment);
  closeSheet(sheet);
  return result;
}

function lines(sheet: Sheet, bill: Invoice): void {
  const table = openTable(sheet, [
    { title: "Désignation" },
    { title: "Quantité", width: 22 * MM, align: "right" },
    { title: "Prix unitaire", width: 28 * MM, align: "right" },
    { title: "TVA", width: 18 * MM, align: "right" },
    { title: "Montant HT", width: 30 * MM, align: "right" },
  ]);
  for (const one of bill.lines)
    addRow(table, [
      one.designation,
      number(one.quantity, "fr"),
      money(one.unitCents, "fr"),
      rate(one.vatRate, "fr"),
      money(one.netCents, "fr"),
    ]);
  closeTable(table);
  gap(sheet, 14);
}
