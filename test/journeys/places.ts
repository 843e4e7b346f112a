/** Organizations of their own, under a host name: passkeys belong to one, and settings of a story spoil no other. */

import type { TestApp } from "../harness/app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization, aStaffUser } from "../harness/builders.ts";
import { oidcProvider, type Person } from "../harness/oidc-provider.ts";

export type PlaceWish = { settings?: Record<string, unknown>; people?: Person[] };
export type BuiltPlace = {
  base: string;
  customer: { identifier: string; name: string; base: string };
  staff: { identifier: string; name: string; base: string };
  /** Staff who only look. */
  reader: { identifier: string; base: string };
  sso: { label: string; issuer: string; clientId: string; clientSecret: string };
};

/** The provider through which staff of any of them may sign in. @param origin of the server that it is a plugin of */
export const townProvider = (origin: () => string) => oidcProvider([], () => `${origin()}/oidc`);

/** A town with a customer who owes, and an administrator. */
export async function buildPlace(
  app: TestApp,
  wish: PlaceWish,
  given: { passwordHash: string; provider: ReturnType<typeof townProvider> },
): Promise<BuiltPlace> {
  const place = await anOrganization(app, {
    name: "Ville de Montfleuri",
    kind: "municipality",
    settings: wish.settings ?? {},
  });
  const host = `${place.slug}.${new URL(app.origin.replace("127.0.0.1", "localhost")).host}`;
  await app.admin.query("insert into organization_addresses (address, organization_id) values ($1, $2)", [
    `host:${host}`,
    place.organization_id,
  ]);
  given.provider.people.push(...(wish.people ?? []));
  const base = `http://${host}`;
  const creditor = await aCreditor(app, place.organization_id, { name: "Régie de l’eau" });
  const password = { password_hash: given.passwordHash };
  const customer = await aCustomer(app, place.organization_id, creditor.id as string, {
    user: { identifier: "camille", name: "Camille Client", email: `${place.slug}@example.org`, ...password },
  });
  await anEntry(app, place.organization_id, customer.account.id as string, 4200, { label: "Eau 2026" });
  const staff = await aStaffUser(app, place.organization_id, "administrator", {
    identifier: "alex",
    name: "Alex Agent",
    email: `agent-${place.slug}@ville.example`,
    ...password,
  });
  await aStaffUser(app, place.organization_id, "reader", {
    identifier: "lou",
    name: "Lou Lecture",
    ...password,
  });
  // Comes by the provider only: no password.
  const guest = await aStaffUser(app, place.organization_id, "accountant", {
    identifier: "sacha",
    name: "Sacha Sans",
    email: `sans-${place.slug}@ville.example`,
  });
  for (const [name, user] of [
    ["Alex", staff],
    ["Sacha", guest],
  ] as const)
    given.provider.people.push({
      sub: `${name}-${place.slug}`,
      email: user.email as string,
      email_verified: true,
      name: `${name}, ${place.slug}`,
    });
  return {
    base,
    customer: { identifier: "camille", name: "Camille Client", base },
    staff: { identifier: "alex", name: "Alex Agent", base },
    reader: { identifier: "lou", base },
    sso: given.provider.settings(),
  };
}
