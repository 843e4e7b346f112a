import { toGsm, weigh } from "../../gateways/sms/gsm.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { findPhone, selectDevices } from "./sql/choices.ts";
import { findTextSettings, insertPush, insertText } from "./sql/texts.ts";

export const TEXT_JOB = "notifications.send-text";
export const PUSH_JOB = "notifications.send-push";

/** News in one sentence. */
export type Brief = {
  kind: string;
  userId: string;
  title: string;
  body: string;
  /** Where it is read, from the organization's base. */
  path: string;
  subject: { kind: string; id: string };
  onceKey: string;
  /** The one-time code of a signature, put in when the text leaves. */
  codeId?: string;
};

/** Writes a text to the phone that the user proved to be his, if the organization sends any; it leaves by a job. */
export async function writeText(ctx: Context, brief: Brief): Promise<void> {
  if (!(await findTextSettings(ctx))?.enabled) return;
  const phone = await findPhone(ctx, brief.userId);
  if (!phone?.confirmed_at) return;
  await writeTextTo(ctx, phone.phone, {
    ...brief,
    body: `${brief.title} : ${brief.body} ${ctx.baseUrl}${brief.path}`,
  });
}

/** Writes a text to a number, as it is. */
export async function writeTextTo(
  ctx: Context,
  phone: string,
  text: Omit<Brief, "title" | "path">,
): Promise<void> {
  const id = newId(ctx.clock().getTime());
  const body = toGsm(text.body);
  const written = await insertText(ctx, {
    id,
    user_id: text.userId,
    kind: text.kind,
    to_phone: phone,
    body,
    segments: weigh(body).segments,
    subject_kind: text.subject.kind,
    subject_id: text.subject.id,
    once_key: text.onceKey,
    code_id: text.codeId ?? null,
  });
  if (written)
    await ctx.services.jobs.enqueue(
      ctx.db,
      TEXT_JOB,
      { organizationId: ctx.organizationId, textId: id },
      { urgent: Boolean(text.codeId) || text.kind === "phone_code" },
    );
}

/** Writes a notification for each browser of the user that accepted them; each leaves by its own job. */
export async function writePushes(ctx: Context, brief: Brief): Promise<void> {
  for (const device of await selectDevices(ctx, brief.userId)) {
    const id = newId(ctx.clock().getTime());
    const written = await insertPush(ctx, {
      id,
      user_id: brief.userId,
      device_id: device.id,
      kind: brief.kind,
      title: brief.title,
      body: brief.body,
      path: brief.path,
      once_key: `${brief.onceKey}:${device.id}`,
    });
    if (written)
      await ctx.services.jobs.enqueue(ctx.db, PUSH_JOB, { organizationId: ctx.organizationId, pushId: id });
  }
}
