import { randomInt } from "node:crypto";
import { toE164 } from "../../gateways/sms/phone.ts";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { hashToken, sameText } from "../../platform/secrets.ts";
import { throttle } from "../../platform/throttle.ts";
import { findUsersByIds } from "../identity/index.ts";
import { readBrand } from "../organizations/index.ts";
import { readMyNotifications } from "./choose-channels.ts";
import { refusals } from "./contract.ts";
import { confirmPhone, countCodeTry, deletePhone, findPhone, savePhone } from "./sql/choices.ts";
import { findTextSettings } from "./sql/texts.ts";
import { writeTextTo } from "./write-brief.ts";

const refuse = refuser(refusals);
const CODE_MINUTES = 10;
const MOST_CODE_TRIES = 5;

const sentence = {
  fr: (name: string, code: string) => `${name} : votre code est ${code}. Ne le donnez à personne.`,
  en: (name: string, code: string) => `${name}: your code is ${code}. Give it to nobody.`,
};

/**
 * Sends a code to a mobile number that the user says is his.
 * @throws Refusal `phone.not_mobile`, `text_settings.missing`, `request.too_many` (three codes an hour).
 */
export async function askPhoneCode(outer: Outer, written: string) {
  const { userId } = theUser(outer);
  const phone = toE164(written);
  if (!phone) return refuse("phone.not_mobile");
  await throttle(outer, [{ key: `phone-code:${userId}`, most: 3, seconds: 3600 }]);
  return outer.transaction(async (ctx) => {
    if (!(await findTextSettings(ctx))?.enabled) refuse("text_settings.missing");
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const until = new Date(ctx.clock().getTime() + CODE_MINUTES * 60_000);
    await savePhone(ctx, userId, { phone, code_hash: hashToken(`${userId}:${code}`), code_until: until });
    const language = (await findUsersByIds(ctx, [userId])).get(userId)?.language ?? "fr";
    await writeTextTo(ctx, phone, {
      kind: "phone_code",
      userId,
      body: sentence[language]((await readBrand(ctx)).name, code),
      subject: { kind: "user", id: userId },
      onceKey: `phone-code:${newId(ctx.clock().getTime())}`,
    });
    return readMyNotifications(ctx);
  });
}

/**
 * Checks the code that was sent. Five wrong ones kill it.
 * @throws Refusal `phone.wrong_code`.
 */
export async function provePhone(outer: Outer, code: string) {
  const { userId } = theUser(outer);
  const right = await outer.transaction(async (ctx) => {
    const row = await findPhone(ctx, userId);
    const alive =
      row?.code_hash && row.code_until && row.code_until > ctx.clock() && row.code_tries < MOST_CODE_TRIES;
    if (!row || !alive) return false;
    // Counted in a transaction of its own: a refusal must not undo the count.
    await countCodeTry(ctx, userId);
    if (!sameText(row.code_hash!.toString("hex"), hashToken(`${userId}:${code}`).toString("hex")))
      return false;
    await confirmPhone(ctx, userId);
    await recordFact(ctx, { name: "notifications.phone_proved", subject: { kind: "user", id: userId } });
    return true;
  });
  if (!right) refuse("phone.wrong_code");
  return outer.transaction(readMyNotifications);
}

/** Forgets the user's phone: no text goes there any more. */
export async function forgetPhone(ctx: Context) {
  await deletePhone(ctx, theUser(ctx).userId);
  return readMyNotifications(ctx);
}
