import type { Context } from "../../platform/context.ts";
import type { FactJob } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { findMail } from "./sql/mails.ts";
import { tellService } from "./tell-person.ts";

/** Tells the service that an address no longer receives; unless it is the service's own. */
export async function tellBounce(ctx: Context, { factId, subjectId, data }: FactJob): Promise<void> {
  const mail = await findMail(ctx, subjectId, null);
  const userId = data["userId"];
  if (!mail || typeof userId !== "string") return;
  const user = (await findUsersByIds(ctx, [userId])).get(userId);
  await tellService(ctx, {
    kind: "address_bounced",
    given: () => ({
      fields: {
        name: user?.name ?? mail.to_address,
        newEmail: mail.to_address,
        reason: String(data["reason"] ?? ""),
      },
    }),
    path: `/bureau/courriels?courriel=${outside("mail", mail.id)}`,
    subject: { kind: "user", id: userId },
    onceKey: `address_bounced:${factId}`,
  });
}
