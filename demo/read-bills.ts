/** Reads the electronic invoices of the demonstration, as the job does for those that are published. */
import { readPdfs } from "../server/modules/ledger/index.ts";
import { readConfig } from "../server/platform/config.ts";
import { newId, type OrganizationId } from "../server/platform/ids.ts";
import { makeOuter } from "../server/platform/outer.ts";
import { openServices } from "../server/start.ts";

export async function readBills(env: Record<string, string>): Promise<void> {
  const config = readConfig(env);
  const { services, close } = openServices(config, env["DATABASE_URL"]!, []);
  try {
    const { rows } = await services.pool.query<{ organization_id: OrganizationId }>(
      "select organization_id from organization_addresses where address like 'path:%'",
    );
    for (const { organization_id: organizationId } of rows)
      await readPdfs(
        makeOuter(services, {
          organizationId,
          baseUrl: config.PUBLIC_URL,
          actor: { kind: "system", name: "demo" },
          requestId: newId(),
        }),
      );
  } finally {
    await close();
  }
}
