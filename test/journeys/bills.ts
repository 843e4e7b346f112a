/** A town of its own with bills in every state, an electronic invoice, an owner and his tenant. */
import { Readable } from "node:stream";
import { facturxPdf, facturxXml } from "../../server/formats/facturx/facturx.fixture.ts";
import { attachInvoicePdfs, publishInvoices, publishLinks } from "../../server/modules/ledger/index.ts";
import { addDays, dayInParis } from "../../server/platform/dates.ts";
import { outside } from "../../server/platform/ids.ts";
import { rememberFile } from "../../server/platform/remember-file.ts";
import type { TestApp } from "../harness/app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization, aStaffUser } from "../harness/builders.ts";

export type BillsWish = { settings?: Record<string, unknown>; kind?: "municipality" | "property_manager" };
export type BuiltBills = {
  base: string;
  customer: { identifier: string; base: string };
  owner: { identifier: string; base: string };
  staff: { identifier: string; base: string };
  account: string;
  tenantAccount: string;
  /** The PDF of the electronic invoice F-2026-001, in base64. */
  pdf: string;
};

export async function buildBills(
  app: TestApp,
  wish: BillsWish,
  { passwordHash }: { passwordHash: string },
): Promise<BuiltBills> {
  const password = { password_hash: passwordHash };
  const { organization_id: org, base } = await anOrganization(app, {
    name: "Ville de Montfleuri",
    kind: wish.kind ?? "municipality",
    settings: wish.settings ?? {},
  });
  const creditor = await aCreditor(app, org, {
    name: "Régie de l’eau",
    legal_name: "Régie de l’eau de Montfleuri",
  });
  const person = (identifier: string, name: string, kind: string) =>
    aCustomer(app, org, creditor.id, {
      user: { identifier, name, ...password },
      party: { name },
      account: { label: `Compte de ${name}`, kind },
    });
  const customer = await person("camille", "Camille Client", "customer");
  const owner = await person("agnes", "Agnès Fleury", "owner");
  const tenant = await person("omar", "Omar Haddad", "tenant");
  const account = customer.account.id;
  // Not due yet, on whatever day this is read.
  const later = addDays(dayInParis(new Date()), 20);
  const bill = (cents: number, label: string, dueOn: string, over: Record<string, unknown> = {}) =>
    anEntry(app, org, account, cents, { label, piece: "", due_on: dueOn, entered_on: "2026-06-01", ...over });
  await bill(12_480, "Eau du premier semestre", "2026-07-01");
  await bill(4_210, "Cantine de juin", "2026-07-15");
  await bill(3_600, "Garderie de décembre", later, { entered_on: "2026-11-15" });
  for (const cents of [-1_000, -2_500])
    await anEntry(app, org, account, cents, {
      label: "Acompte",
      journal: "BQ",
      due_on: null,
      entered_on: "2026-10-01",
    });
  await anEntry(app, org, tenant.account.id, 65_000, {
    label: "Loyer de novembre",
    piece: "",
    due_on: later,
  });
  const pdf = await facturxPdf(facturxXml());
  const file = await app.services.files.put(app.outer(org).organizationId, Readable.from([pdf]));
  await bill(7_440, "Facture d’eau F-2026-001", later, {
    piece: "F-2026-001",
    entered_on: "2026-11-03",
  });
  await app.inside(org, async (ctx) => {
    await rememberFile(ctx, file, "application/pdf");
    await publishInvoices(ctx, [
      {
        accountId: account,
        number: "F-2026-001",
        kind: "invoice",
        subject: "Consommation d’eau",
        issuedOn: "2026-11-03",
        dueOn: "2026-12-01",
        netCents: 6_502,
        vatCents: 938,
        totalCents: 7_440,
        lines: [],
      },
    ]);
    await attachInvoicePdfs(ctx, [{ accountId: account, number: "F-2026-001", hash: file.hash }]);
    const link = {
      ownerId: owner.party.id,
      tenantId: tenant.party.id,
      lot: "Lot 12",
      from: null,
      until: null,
    };
    await publishLinks(ctx, creditor.id, [link]);
  });
  await aStaffUser(app, org, "administrator", { identifier: "alex", name: "Alex Agent", ...password });
  return {
    base,
    customer: { identifier: "camille", base },
    owner: { identifier: "agnes", base },
    staff: { identifier: "alex", base },
    account: outside("account", account),
    tenantAccount: outside("account", tenant.account.id),
    pdf: pdf.toString("base64"),
  };
}
