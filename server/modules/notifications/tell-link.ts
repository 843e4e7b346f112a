import type { Context } from "../../platform/context.ts";
import { mintMailLink } from "../identity/index.ts";
import { lifetime, linkUrl, MASK } from "./rules.ts";
import { accessLabels, lasting } from "./words.ts";
import { writeMail } from "./write-mail.ts";

/**
 * Writes the mail of a single-use link: to activate, to choose a password, to confirm an address (then it goes to the
 * new one). Its token is made when the mail leaves; the one made here only tells whose it is, and dies then.
 */
export async function tellLink(ctx: Context, linkId: string): Promise<void> {
  const link = await mintMailLink(ctx, linkId);
  const to = link && (link.newEmail ?? link.user.email);
  if (!to) return;
  const { language, name, identifier } = link.user;
  const newEmail = link.newEmail ?? "";
  const shown = link.kind === "email" ? "newEmail" : "identifier";
  await writeMail(ctx, {
    kind: `${link.kind}_link`,
    to,
    language,
    userId: link.user.id,
    linkId,
    subject: { kind: "user", id: link.user.id },
    onceKey: `link:${linkId}`,
    given: {
      fields: {
        name,
        identifier,
        newEmail,
        lifetime: lasting(language, lifetime(ctx.clock(), link.expiresAt)),
      },
      rows: [{ label: accessLabels[shown][language], value: shown === "newEmail" ? newEmail : identifier }],
      url: linkUrl(ctx.baseUrl, MASK),
    },
  });
}
