import { buffer } from "node:stream/consumers";
import { temporaryPasswordLetterPdf } from "../../formats/pdf/index.ts";
import type { Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { refuser } from "../../platform/errors.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { throttle } from "../../platform/throttle.ts";
import { type Brand, readBrand } from "../organizations/index.ts";
import type { Neighbours } from "./access.ts";
import { refusals } from "./contract.ts";
import { reach } from "./give-temporary-password.ts";
import { verifyPassword } from "./hash-password.ts";
import { passwordLimit } from "./limit-tries.ts";
import { findUser, type User } from "./sql/users.ts";
import { words } from "./words.ts";

const refuse = refuser(refusals);

/**
 * The letter that carries a temporary password just made: it is not kept, so that the caller gives it back.
 * @throws Refusal `password.letter_mismatch` when it is not, or no longer, the last one given
 */
export async function printTemporaryPassword(
  outer: Outer,
  userId: string,
  given: { temporaryPassword: string; address: string[] },
  neighbours: Neighbours,
): Promise<FileAnswer> {
  await throttle(outer, [{ ...passwordLimit(userId), most: 30 }]);
  const { user, brand } = await outer.transaction(async (ctx) => ({
    user: await reach(ctx, await findUser(ctx, userId), neighbours),
    brand: await readBrand(ctx),
  }));
  const { right } = await verifyPassword(user.passwordHash, given.temporaryPassword);
  const { temporaryUntil } = user;
  if (!right || !temporaryUntil || temporaryUntil <= outer.clock()) return refuse("password.letter_mismatch");
  return {
    mediaType: "application/pdf",
    fileName: `${words.letterFileName[user.language]}-${user.identifier}.pdf`,
    content: await letter(outer, brand, { ...user, temporaryUntil }, given),
  };
}

async function letter(
  outer: Outer,
  brand: Brand,
  user: User & { temporaryUntil: Date },
  given: { temporaryPassword: string; address: string[] },
): Promise<Buffer> {
  const now = outer.clock();
  const { contact } = brand;
  const logo = brand.logoHash
    ? await buffer(await outer.services.files.get(outer.organizationId, brand.logoHash))
    : null;
  return temporaryPasswordLetterPdf({
    lang: user.language,
    brand: { accent: brand.accent, ...(logo ? { logo } : {}) },
    creditor: {
      name: brand.name,
      addressLines: contact.address,
      contactLines: [contact.phone, contact.email, contact.hours].filter(Boolean),
    },
    recipient: { name: user.name, addressLines: given.address },
    writtenOn: dayInParis(now),
    siteAddress: outer.baseUrl.replace(/^https?:\/\//, ""),
    identifier: user.identifier,
    temporaryPassword: given.temporaryPassword,
    expiresOn: dayInParis(user.temporaryUntil),
    help: words.help(user.language, contact),
    madeAt: now,
  });
}
