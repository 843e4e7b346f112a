/** Of the ledger, for the world of the trios: an invoice with the XML of its PDF, and a hand-over to the treasury. */
import { Readable } from "node:stream";
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";

type Given = { organizationId: string; creditorId: string; invoiceId: string; clerkId: string };

export async function buildBills(app: TestApp, { organizationId, creditorId, invoiceId, clerkId }: Given) {
  const { files } = app.services;
  const file = await files.put(
    app.outer(organizationId).organizationId,
    Readable.from([Buffer.from("<x/>")]),
  );
  await app.admin.query("update invoices set facturx_hash = $2 where id = $1", [invoiceId, file.hash]);
  const handover = newId();
  await app.admin.query(
    `insert into handovers (organization_id, id, creditor_id, overdue_days, entries, cents, handed_by, handed_at)
     values ($1, $2, $3, 30, 1, 100, $4, now())`,
    [organizationId, handover, creditorId, clerkId],
  );
  return { handover: outside("handover", handover) };
}
