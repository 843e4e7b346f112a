import type { Pool } from "pg";
import type { OrganizationId } from "../../platform/ids.ts";

/** Where an organization is served: by its own host name, or under `/o/<slug>` of the common address. */
export type Location = { organizationId: OrganizationId; baseUrl: string; cookiePath: string };

type Known = { location: Location | null; until: number };
const REMEMBER_MS = 10_000;

/**
 * Finds which organization a request is for (ACC-11). Addresses change rarely and are asked at each request: they are
 * remembered for ten seconds, per pool.
 */
export function organizationLocator(pool: Pool, publicUrl: string) {
  const known = new Map<string, Known>();
  const lookUp = async (address: string): Promise<OrganizationId | null> => {
    const { rows } = await pool.query<{ organization_id: string }>({
      name: "locate-organization",
      text: "select organization_id from organization_addresses where address = $1",
      values: [address],
    });
    return (rows[0]?.organization_id as OrganizationId | undefined) ?? null;
  };
  const remember = async (
    address: string,
    make: (id: OrganizationId) => Location,
  ): Promise<Location | null> => {
    const before = known.get(address);
    if (before && before.until > Date.now()) return before.location;
    const id = await lookUp(address);
    const location = id && make(id);
    if (known.size > 10_000) known.clear();
    known.set(address, { location, until: Date.now() + REMEMBER_MS });
    return location;
  };
  return {
    /** By path when the address has `/o/<slug>`, else by host name. */
    find(host: string, slug: string | null): Promise<Location | null> {
      if (slug)
        return remember(`path:${slug}`, (organizationId) => ({
          organizationId,
          baseUrl: `${publicUrl}/o/${slug}`,
          cookiePath: `/o/${slug}`,
        }));
      const scheme = publicUrl.startsWith("https:") ? "https" : "http";
      return remember(`host:${host.toLowerCase()}`, (organizationId) => ({
        organizationId,
        baseUrl: `${scheme}://${host}`,
        cookiePath: "/",
      }));
    },
    /** The preferred base of an organization, for mails sent by jobs: its own host name if it has one. */
    async baseUrlOf(organizationId: OrganizationId): Promise<string> {
      const { rows } = await pool.query<{ address: string }>({
        name: "addresses-of-organization",
        text: "select address from organization_addresses where organization_id = $1 order by address",
        values: [organizationId],
      });
      const [kind, name] = (rows[0]?.address ?? "path:unknown").split(/:(.*)/s) as [string, string];
      return kind === "host"
        ? `${publicUrl.startsWith("https:") ? "https" : "http"}://${name}`
        : `${publicUrl}/o/${name}`;
    },
    /** Every organization, for jobs by clock. */
    async all(): Promise<OrganizationId[]> {
      const { rows } = await pool.query<{ organization_id: OrganizationId }>(
        "select distinct organization_id from organization_addresses",
      );
      return rows.map((row) => row.organization_id);
    },
  };
}
export type OrganizationLocator = ReturnType<typeof organizationLocator>;
