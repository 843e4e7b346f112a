import { X509Certificate } from "node:crypto";
import type { z } from "zod";
import { describeCertificate } from "../../formats/signature/index.ts";
import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import type { FileAnswer } from "../../platform/route.ts";
import type { Certificate, SignatureSettings } from "./contract.ts";
import { WARNING_DAYS } from "./rules.ts";
import { type IdentityRow, selectIdentities, selectPresent, selectTimestamp } from "./sql.ts";

/** The settings as administrators see them, without a key or a password. */
export async function readSignature(ctx: Context): Promise<z.input<typeof SignatureSettings>> {
  const rows = await selectIdentities(ctx);
  const present = rows.find((one) => one.retired_at === null);
  const timestamp = await selectTimestamp(ctx);
  return {
    present: present ? show(present) : null,
    endsSoon: present ? endsSoon(present, ctx.clock()) : false,
    former: rows.filter((one) => one.retired_at !== null).map(show),
    timestamp: timestamp
      ? {
          address: timestamp.address,
          username: timestamp.username,
          hasPassword: timestamp.sealed_password !== null,
          failingSince: timestamp.failing_since?.toISOString() ?? null,
          failure: timestamp.failure,
        }
      : null,
  };
}

/** The certificates that this organization signs or signed with, for anybody: all of it is in each signed document. */
export async function readCertificates(ctx: Context) {
  return { items: (await selectIdentities(ctx)).map(show) };
}

/** The present certificate as a file that readers of PDF import to trust it. @throws Refusal `not_found`. */
export async function readCertificateFile(ctx: Context): Promise<FileAnswer> {
  const { certificate, chain } = found(await selectPresent(ctx));
  const pem = [certificate, ...chain].map((one) => new X509Certificate(one).toString()).join("");
  return { mediaType: "application/x-pem-file", fileName: "certificat.pem", content: Buffer.from(pem) };
}

function show(row: IdentityRow): z.input<typeof Certificate> {
  const told = describeCertificate(row.certificate);
  return {
    name: told.name,
    issuer: told.issuer,
    selfSigned: told.selfSigned,
    fingerprint: row.fingerprint,
    validFrom: row.valid_from.toISOString(),
    validUntil: row.valid_until.toISOString(),
    origin: row.origin,
    key: told.key,
    retiredAt: row.retired_at?.toISOString() ?? null,
  };
}

const endsSoon = (row: IdentityRow, now: Date): boolean =>
  row.valid_until.getTime() - now.getTime() < WARNING_DAYS * 86_400_000;
