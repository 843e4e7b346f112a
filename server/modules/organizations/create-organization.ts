import type { Pool } from "pg";
import { inTransaction } from "../../platform/database/pool.ts";
import { refuser } from "../../platform/errors.ts";
import { newId, type OrganizationId } from "../../platform/ids.ts";
import { type PublicOrganization, refusals } from "./contract.ts";
import { insertAddresses, insertOrganization } from "./sql.ts";

export type NewOrganization = {
  slug: string;
  name: string;
  kind: PublicOrganization["kind"];
  accent?: string;
  /** A host name of its own, besides `/o/<slug>` of the common address. */
  host?: string;
};

/**
 * Creates an organization and its addresses, for the command line and the demonstration.
 * @throws Refusal `organization.address_taken` when one of its addresses leads elsewhere: nothing is created.
 */
export async function createOrganization(pool: Pool, given: NewOrganization): Promise<OrganizationId> {
  const id = newId() as OrganizationId;
  const { host, ...values } = given;
  const addresses = [`path:${given.slug}`, ...(host ? [`host:${host.toLowerCase()}`] : [])];
  await inTransaction(pool, id, async (db) => {
    await insertOrganization({ db }, id, values);
    if ((await insertAddresses({ db }, id, addresses)) < addresses.length)
      refuser(refusals)("organization.address_taken", { address: addresses.join(", ") });
  });
  return id;
}
