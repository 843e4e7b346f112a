/** For the tests of readings: the ledger over HTTP, one organization, its creditor, and a stranger elsewhere. */
import { startTestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization, call } from "../../../test/harness/builders.ts";
import { newId, outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { routes } from "./routes.ts";

export type Ledger = Awaited<ReturnType<typeof openLedger>>;

type Query = (text: string, values: unknown[]) => Promise<unknown>;

/** It is 20 November 2026 there. */
export async function openLedger() {
  const app = await startTestApp({
    modules: [{ name: "ledger", contract, doors: routes as never, refusals }],
  });
  app.setClock(new Date("2026-11-20T10:00:00Z"));
  const { organization_id: org, base } = await anOrganization(app);
  const creditorId = (await aCreditor(app, org, { name: "Eau de Brest" })).id;
  const get = (cookie: string, path: string) => call("GET", `${base}/api${path}`, { cookie });
  const query = (text: string, values: unknown[]) => app.admin.query(text, values);
  return {
    app,
    org,
    base,
    creditorId,
    get,
    hold: (entryId: string, kind: string, cents: number) =>
      query(
        "insert into holds (organization_id, id, entry_id, kind, reference_id, cents, created_at) values ($1, $2, $3, $4, $5, $6, now())",
        [org, newId(), entryId, kind, newId(), cents],
      ),
    lettering: letteringMaker(query, org),
    invoice: invoiceMaker(query, org),
    /** A customer, the path of his account, and a way to add entries to it. */
    async statement() {
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
    },
  };
}

/** A lettering, and the entries that it settles. */
function letteringMaker(query: Query, org: string) {
  return async (accountId: string, code: string, parts: [string, number][], origin = "published") => {
    const id = newId();
    await query(
      "insert into letterings (organization_id, id, account_id, code, origin, created_at) values ($1, $2, $3, $4, $5, now())",
      [org, id, accountId, code, origin],
    );
    for (const [entryId, cents] of parts) {
      await query("insert into lettering_parts values ($1, $2, $3, $4)", [org, id, entryId, cents]);
      await query(
        "update entries set settled_cents = settled_cents + $3, lettering_id = $4, lettering_code = $5 where organization_id = $1 and id = $2",
        [org, entryId, cents, id, code],
      );
    }
    return id;
  };
}

/** An invoice of 100 € and its VAT, in two lines of different rates. */
function invoiceMaker(query: Query, org: string) {
  return async (accountId: string, over: { vat?: number; lines?: unknown[]; pdf?: string } = {}) => {
    const vat = over.vat ?? 1_275;
    const number = `F-${newId().slice(-6)}`;
    const lines = over.lines ?? [
      { designation: "Eau", quantity: 10, unitCents: 500, netCents: 5_000, vatRate: 5.5 },
      { designation: "Service", quantity: 1, unitCents: 5_000, netCents: 5_000, vatRate: 20 },
    ];
    const id = newId();
    await query(
      `insert into invoices (organization_id, id, account_id, number, subject, issued_on, due_on, net_cents, vat_cents, total_cents, lines, pdf_hash)
     values ($1, $2, $3, $4, 'Eau 2026', '2026-10-01', '2026-11-01', 10000, $5, $6, $7, $8)`,
      [org, id, accountId, number, vat, 10_000 + vat, JSON.stringify(lines), over.pdf ?? null],
    );
    return { id, number };
  };
}
