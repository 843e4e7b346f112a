import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { throttle } from "../../platform/throttle.ts";
import { mayActFor, partiesOf } from "../directory/index.ts";
import { accountsByIds } from "../ledger/index.ts";
import { refusals } from "./contract.ts";
import { attach } from "./keep-attachment.ts";
import { readRequest } from "./read-request.ts";
import { listCategories } from "./save-categories.ts";
import { insertMessage, insertRequest, nextNumber } from "./sql/requests.ts";

const refuse = refuser(refusals);

export type RequestFields = {
  account: string | null;
  category: string;
  subject: string;
  body: string;
  attachments: string[];
};

/** What one person writes in an hour: more is a machine. Counted before the work, on its own. */
export const refuseFlood = (outer: Outer): Promise<void> =>
  throttle(outer, [{ key: `request:${theUser(outer).userId}`, most: 30, seconds: 3600 }]);

/**
 * A customer writes to the organization (MSG-3), about one of his accounts or not.
 * @throws Refusal `request.category_unknown`, `attachment.unknown`, `not_found` for an account
 * that is not his, `request.too_many` past 30 messages an hour.
 */
export async function openRequest(outer: Outer, fields: RequestFields) {
  await refuseFlood(outer);
  return outer.transaction(async (ctx) => {
    const { userId } = theUser(ctx);
    const categories = await listCategories(ctx);
    if (!categories.items.some((one) => one.key === fields.category)) refuse("request.category_unknown");
    const about = await subjectOf(ctx, userId, fields.account);
    const id = newId(ctx.clock().getTime());
    const number = await nextNumber(ctx);
    await insertRequest(ctx, {
      id,
      number,
      user_id: userId,
      ...about,
      category: fields.category,
      subject: fields.subject,
    });
    const messageId = newId(ctx.clock().getTime());
    await insertMessage(ctx, {
      id: messageId,
      requestId: id,
      authorId: userId,
      kind: "customer",
      body: fields.body,
    });
    await attach(ctx, fields.attachments, { messageId });
    await recordFact(ctx, {
      name: "messaging.request_opened",
      subject: { kind: "request", id },
      data: {
        partyId: about.party_id,
        creditorId: about.creditor_id,
        userId,
        number,
        messageId,
        by: "customer",
      },
    });
    return readRequest(ctx, id);
  });
}

/** Whom and which creditor the request is about: by its account, else by the only party that the user acts for. */
async function subjectOf(ctx: Context, userId: string, accountId: string | null) {
  if (accountId === null) {
    const parties = await partiesOf(ctx, userId);
    const only = parties.length === 1 ? parties[0]!.partyId : null;
    return { account_id: null, party_id: only, creditor_id: null };
  }
  const account = found((await accountsByIds(ctx, [accountId]))[0]);
  if (!(await mayActFor(ctx, userId, account.partyId, "read"))) found(null);
  return { account_id: accountId, party_id: account.partyId, creditor_id: account.creditorId };
}
