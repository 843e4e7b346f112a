import type { CreditorParty } from "../../formats/pdf/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { readBrand, readCreditor } from "../organizations/index.ts";

/** Who issues a document: the creditor, in the look of the organization. `logoHash` is for `loadBrand`. */
export async function documentIssuer(
  ctx: Context,
  creditorId: string,
): Promise<{ accent: string; logoHash: string | null; creditor: CreditorParty }> {
  const { accent, logoHash, contact } = await readBrand(ctx);
  const creditor = await readCreditor(ctx, creditorId);
  return {
    accent,
    logoHash,
    creditor: {
      name: creditor.legalName,
      addressLines: creditor.address,
      ...(creditor.siret ? { siret: creditor.siret } : {}),
      contactLines: [contact.phone, contact.email, contact.hours].filter((line) => line !== ""),
    },
  };
}

/** The look, with the logo's bytes: read outside any transaction, since the store may be far. */
export async function loadBrand(
  outer: Outer,
  { accent, logoHash }: { accent: string; logoHash: string | null },
): Promise<{ accent: string; logo?: Uint8Array }> {
  if (!logoHash) return { accent };
  const content = await outer.services.files.get(outer.organizationId, logoHash);
  return { accent, logo: Buffer.concat(await content.toArray()) };
}
