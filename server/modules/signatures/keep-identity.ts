import {
  type CertificateDescription,
  describeCertificate,
  makeIdentity,
  type Pkcs12Problem,
  readPkcs12,
  type SigningIdentity,
} from "../../formats/signature/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { assert, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { readBrand } from "../organizations/index.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readSignature } from "./read-signature.ts";
import { GENERATED_YEARS, problemOf } from "./rules.ts";
import { type IdentityRow, lockIdentities, retirePresent, saveIdentity, selectPresent } from "./sql.ts";

const refuse = refuser(refusals);
/** What binds sealed keys to their place. */
const SEAL = "signatures.key";

/** What the organization signs with now: made at the first need, and again when the one before is over. */
export async function presentIdentity(ctx: Context): Promise<SigningIdentity> {
  const known = await selectPresent(ctx);
  if (known && isValid(known, ctx.clock())) return opened(ctx, known);
  await lockIdentities(ctx);
  const present = await selectPresent(ctx);
  return present && isValid(present, ctx.clock()) ? opened(ctx, present) : generate(ctx, present);
}

/** Makes a new key and its certificate, in the name of the organization; the former key is destroyed. */
export async function generateIdentity(ctx: Context) {
  await lockIdentities(ctx);
  await generate(ctx, await selectPresent(ctx));
  return readSignature(ctx);
}

/**
 * Keeps the organization's own certificate, out of a PKCS#12 file; the same file again changes nothing.
 * The password is not kept: the key is sealed under the server's own.
 * @throws Refusal `signature.password`, `signature.file`, `signature.incomplete`, `signature.weak`, `signature.expired`,
 *   `signature.not_yet_valid`, `signature.may_not_sign`
 */
export async function uploadIdentity(outer: Outer, given: { file: string; password: string }) {
  const read = await readPkcs12(Buffer.from(given.file, "base64"), given.password);
  const identity = read.ok ? read.identity : refuse(REFUSED[read.problem]);
  const certificate = describeCertificate(identity.certificate);
  const problem = problemOf(certificate, outer.clock());
  if (problem) refuse(problem === "authority" ? "signature.may_not_sign" : `signature.${problem}`);
  return outer.transaction(async (ctx) => {
    await lockIdentities(ctx);
    const before = await selectPresent(ctx);
    if (before?.fingerprint !== certificate.fingerprint)
      await replace(ctx, before, { origin: "uploaded", identity, certificate });
    return readSignature(ctx);
  });
}

const REFUSED = {
  password: "signature.password",
  broken: "signature.file",
  too_slow: "signature.file",
  incomplete: "signature.incomplete",
  weak_key: "signature.weak",
} as const satisfies Record<Pkcs12Problem, string>;

async function generate(ctx: Context, before: IdentityRow | undefined): Promise<SigningIdentity> {
  const { name } = await readBrand(ctx);
  const identity = makeIdentity({ name, from: ctx.clock(), years: GENERATED_YEARS });
  const certificate = describeCertificate(identity.certificate);
  await replace(ctx, before, { origin: "generated", identity, certificate });
  return identity;
}

type Replacement = {
  origin: IdentityRow["origin"];
  identity: SigningIdentity;
  certificate: CertificateDescription;
};

async function replace(
  ctx: Context,
  before: IdentityRow | undefined,
  { origin, identity, certificate }: Replacement,
): Promise<void> {
  const now = ctx.clock();
  if (before) await retirePresent(ctx);
  await saveIdentity(ctx, {
    id: newId(now.getTime()),
    origin,
    fingerprint: certificate.fingerprint,
    certificate: identity.certificate,
    chain: identity.chain,
    sealed_key: ctx.services.sealer.seal(identity.key.toString("base64"), SEAL),
    valid_from: certificate.validFrom,
    valid_until: certificate.validUntil,
    created_at: now,
  });
  await recordFact(ctx, {
    name: facts.identityChanged,
    subject: { kind: "organization", id: ctx.organizationId },
    data: {
      origin,
      fingerprint: certificate.fingerprint,
      name: certificate.name,
      issuer: certificate.issuer,
      validUntil: certificate.validUntil.toISOString(),
      replaced: before?.fingerprint ?? null,
    },
  });
}

const isValid = (row: IdentityRow, now: Date): boolean => row.valid_until > now;

function opened(ctx: Context, row: IdentityRow): SigningIdentity {
  assert(row.sealed_key, "the present identity has its key");
  const key = Buffer.from(ctx.services.sealer.open<string>(row.sealed_key, SEAL), "base64");
  return { key, certificate: row.certificate, chain: row.chain };
}
