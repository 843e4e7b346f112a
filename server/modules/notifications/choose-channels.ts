import { maskPhone } from "../../gateways/sms/phone.ts";
import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { refusals } from "./contract.ts";
import { type Channel, cellsFor, mayChoose, type NewsKind } from "./news-rules.ts";
import { serverKeys } from "./send-push.ts";
import {
  findPhone,
  saveChoice,
  saveDefault,
  selectChoices,
  selectDefaults,
  selectDevices,
} from "./sql/choices.ts";
import { deleteBounce, findBounce } from "./sql/templates.ts";
import { findTextSettings } from "./sql/texts.ts";

const refuse = refuser(refusals);
type Choice = { news: NewsKind; channel: Channel; wanted: boolean };

/** What the signed-in user is told, on which channels, and by what means he can be reached (INF-4). */
export async function readMyNotifications(ctx: Context) {
  const { userId } = theUser(ctx);
  const user = found((await findUsersByIds(ctx, [userId])).get(userId));
  const phone = await findPhone(ctx, userId);
  const bounce = user.email ? await findBounce(ctx, user.email) : undefined;
  const devices = await selectDevices(ctx, userId);
  return {
    cells: cellsFor(await selectDefaults(ctx), await selectChoices(ctx, userId)),
    email: user.email,
    bounced: bounce ? { address: bounce.address, since: bounce.at.toISOString() } : null,
    sms: Boolean((await findTextSettings(ctx))?.enabled),
    phone: phone ? { shown: maskPhone(phone.phone), confirmed: phone.confirmed_at !== null } : null,
    devices: devices.map((device) => ({
      id: outside("device", device.id),
      name: device.name,
      createdAt: device.created_at.toISOString(),
    })),
    pushKey: serverKeys(ctx.services.config.QUITUS_SECRET).publicKey,
  };
}

/** Chooses one channel of one kind of news. @throws Refusal `notification.fixed` for what always comes. */
export async function chooseNotification(ctx: Context, choice: Choice) {
  const { userId } = theUser(ctx);
  if (!mayChoose(choice.news, choice.channel)) refuse("notification.fixed");
  await saveChoice(ctx, userId, choice);
  await recordFact(ctx, {
    name: "notifications.choice_changed",
    subject: { kind: "user", id: userId },
    data: { ...choice },
  });
  return readMyNotifications(ctx);
}

/** The user says that his address receives again: mails leave for it anew. */
export async function vouchForAddress(ctx: Context) {
  const { userId } = theUser(ctx);
  const user = found((await findUsersByIds(ctx, [userId])).get(userId));
  if (user.email && (await deleteBounce(ctx, user.email)))
    await recordFact(ctx, { name: "notifications.address_vouched", subject: { kind: "user", id: userId } });
  return readMyNotifications(ctx);
}

/** What customers are told while they have chosen nothing. */
export const readDefaults = async (ctx: Context) => ({ cells: cellsFor(await selectDefaults(ctx)) });

/** Changes what customers are told while they have chosen nothing. */
export async function changeDefault(ctx: Context, choice: Choice) {
  if (!mayChoose(choice.news, choice.channel)) refuse("notification.fixed");
  await saveDefault(ctx, choice);
  await recordFact(ctx, {
    name: "notifications.default_changed",
    subject: { kind: "organization", id: ctx.organizationId },
    data: { ...choice },
  });
  return readDefaults(ctx);
}
