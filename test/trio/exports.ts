/** What the routes of exports are called with: one that is ready, one to cancel. */
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import type { Case } from "./cases.ts";

/** Two exports with a file; the entry of a payment waits for the next one. */
export async function buildExports(
  app: TestApp,
  organizationId: string,
  creditorId: string,
  accountId: string,
) {
  const content = (async function* () {
    yield Buffer.from("x\n");
  })();
  const { hash } = await app.services.files.put(organizationId, content);
  await app.admin.query(
    `insert into files (organization_id, hash, bytes, media_type, created_at) values ($1, $2, 2, 'text/csv', now())
     on conflict do nothing`,
    [organizationId, hash],
  );
  const [ready, doomed] = [newId(), newId()];
  for (const id of [ready, doomed])
    await app.admin.query(
      `insert into exports (organization_id, id, creditor_id, kind, format, state, lines, file_hash, bytes, created_by, created_at)
       values ($1, $2, $3, 'payments', 'csv', 'ready', 1, $4, 2, 'x', now())`,
      [organizationId, id, creditorId, hash],
    );
  for (const n of [1, 2])
    await app.admin.query(
      `insert into entries (organization_id, id, account_id, source_key, origin, entered_on, label, amount_cents, payment_id)
       values ($1, $2, $3, $4, 'payment', '2026-03-02', 'x', 0, $2)`,
      [organizationId, newId(), accountId, `payment:export-${n}`],
    );
  return { export: outside("export", ready), doomedExport: outside("export", doomed) };
}

export function exportCases(
  ids: { export: string; doomedExport: string },
  creditor: { creditor: string },
  creditorCode: string,
): Record<string, Case> {
  const params = { export: ids.export };
  const settings = {
    journal: "QT",
    bankAccount: "512000",
    customerAccount: "411000",
    dailyHour: null,
    dailyFormat: "fec",
  };
  return {
    listExports: {},
    readWaitingLines: { params: creditor },
    takeExport: { params: creditor, body: { kind: "payments", format: "csv" } },
    readExport: { params },
    readExportFile: { params },
    acknowledgeExport: { params },
    cancelExport: { params: { export: ids.doomedExport } },
    readExportSettings: { params: creditor },
    updateExportSettings: { params: creditor, body: settings },
    pullExport: { body: { creditor: creditorCode, kind: "letterings", format: "csv" } },
    readPulledExport: { params },
    readPulledFile: { params },
    acknowledgePulledExport: { params },
  };
}
