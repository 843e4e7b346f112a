/** Makes the `Outer` of a request or of a job. */
import type { Actor, Context, Outer } from "./context.ts";
import { inTransaction } from "./database/pool.ts";
import type { OrganizationId } from "./ids.ts";
import type { Services } from "./services.ts";

export type Skin = {
  organizationId: OrganizationId;
  baseUrl: string;
  actor: Actor;
  requestId: string;
  ip?: string | null;
  userAgent?: string | null;
};

export function makeOuter(services: Services, skin: Skin): Outer {
  const outer: Outer = {
    ...skin,
    ip: skin.ip ?? null,
    userAgent: skin.userAgent ?? null,
    clock: services.clock,
    services,
    transaction: <T>(work: (ctx: Context) => Promise<T>) =>
      inTransaction(services.pool, skin.organizationId, (db) => work({ ...outer, db })),
  };
  return outer;
}
