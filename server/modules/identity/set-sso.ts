import type { z } from "zod";
import type { Context, Outer } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { type Provider, reachProvider } from "./call-provider.ts";
import { type contract, refusals } from "./contract.ts";
import { findSso, type SsoRow, saveSso } from "./sql/sso.ts";

const refuse = refuser(refusals);
const PURPOSE = "sso secret";
type Fields = z.output<typeof contract.updateSso.body>;

/** Where the provider sends people back: to be declared there. */
export const redirectUriOf = (outer: Outer): string => `${outer.baseUrl}/api/sign-in/sso/return`;

/** The provider of the organization, its secret opened; null when single sign-on is off. */
export async function openSso(ctx: Context): Promise<Provider | null> {
  const row = await findSso(ctx);
  return row?.enabled ? providerOf(ctx, row) : null;
}

const providerOf = (ctx: Outer, row: SsoRow): Provider => ({
  issuer: row.issuer,
  clientId: row.clientId,
  secret: ctx.services.sealer.open<string>(row.sealedSecret, PURPOSE),
});

/** The settings, without the secret. */
export async function readSso(ctx: Context) {
  const row = await findSso(ctx);
  return {
    label: row?.label ?? "",
    issuer: row?.issuer ?? "",
    clientId: row?.clientId ?? "",
    enabled: row?.enabled ?? false,
    hasSecret: row !== undefined,
    redirectUri: redirectUriOf(ctx),
  };
}

/**
 * Keeps the settings once the provider's discovery document was read: what is kept works. Switching off asks nobody.
 * @throws Refusal `sso.secret_needed`, `sso.unreachable`
 */
export async function updateSso(outer: Outer, fields: Fields) {
  const before = await outer.transaction(findSso);
  const secret =
    fields.clientSecret ?? (before ? providerOf(outer, before).secret : refuse("sso.secret_needed"));
  const provider = { issuer: fields.issuer, clientId: fields.clientId, secret };
  if (fields.enabled)
    await reachProvider(outer, provider).catch((error: Error) =>
      refuse("sso.unreachable", { reason: reasonOf(error) }),
    );
  return outer.transaction(async (ctx) => {
    await saveSso(ctx, {
      label: fields.label,
      issuer: fields.issuer,
      clientId: fields.clientId,
      enabled: fields.enabled,
      sealedSecret: ctx.services.sealer.seal(secret, PURPOSE),
    });
    const data = { issuer: fields.issuer, enabled: fields.enabled };
    await recordFact(ctx, {
      name: "identity.sso_updated",
      subject: { kind: "organization", id: ctx.organizationId },
      data,
    });
    return readSso(ctx);
  });
}

/** The innermost message: the library wraps what the network said. */
const reasonOf = (error: Error): string =>
  error.cause instanceof Error ? reasonOf(error.cause) : error.message;
