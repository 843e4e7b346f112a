import { Readable } from "node:stream";
import type { Context, Outer } from "../../platform/context.ts";
import { refuse, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { type OrganizationFields, type PublicOrganization, refusals } from "./contract.ts";
import { readOrganization } from "./read-organization.ts";
import { sniffImage } from "./rules.ts";
import { saveLogo, saveOrganization } from "./sql.ts";

const MAX_LOGO_BYTES = 524_288;

/** Changes the name, brand, contact, texts and options. */
export async function updateOrganization(
  ctx: Context,
  fields: OrganizationFields,
): Promise<PublicOrganization> {
  await saveOrganization(ctx, {
    name: fields.name,
    accent: fields.accent.toLowerCase(),
    contact: JSON.stringify(fields.contact),
    legal_notice: fields.legalNotice,
    accessibility_statement: fields.accessibilityStatement,
    settings: JSON.stringify(fields.settings),
  });
  await recordFact(ctx, {
    name: "organizations.updated",
    subject: { kind: "organization", id: ctx.organizationId },
    data: { name: fields.name, settings: fields.settings },
  });
  return readOrganization(ctx);
}

/**
 * Replaces the logo. What it is is read from its first bytes: what the sender says of it counts for nothing.
 * @throws Refusal `logo.not_an_image`; `request.too_large` past 512 kB.
 */
export async function updateLogo(outer: Outer, body: NodeJS.ReadableStream): Promise<PublicOrganization> {
  const content = await readAtMost(body, MAX_LOGO_BYTES);
  const mediaType = sniffImage(content) ?? refuser(refusals)("logo.not_an_image");
  const file = await outer.services.files.put(outer.organizationId, Readable.from([content]));
  return outer.transaction(async (ctx) => {
    await rememberFile(ctx, file, mediaType);
    await saveLogo(ctx, file.hash, mediaType);
    await recordFact(ctx, {
      name: "organizations.logo_changed",
      subject: { kind: "organization", id: ctx.organizationId },
      data: { hash: file.hash, mediaType, bytes: file.bytes },
    });
    return readOrganization(ctx);
  });
}

async function readAtMost(body: NodeJS.ReadableStream, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The connection stays open past the limit, or the sender would never read why it was refused.
  for await (const chunk of Readable.prototype.iterator.call(body, { destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > limit) refuse("request.too_large");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
