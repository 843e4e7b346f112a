import { maskPhone } from "../../gateways/sms/phone.ts";
import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { outside } from "../../platform/ids.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import { type TextState, textsPage } from "./sql/texts.ts";

/** SMS sent or to be sent, newest first. A number shows its ends only; a code is not shown at all. */
export async function listTexts(
  ctx: Context,
  query: { state?: TextState | undefined; cursor?: string | undefined; limit: number },
) {
  const rows = await textsPage(ctx, { ...query, creditorIds: visibleCreditorIds(ctx.actor) });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: outside("text", row.id),
      kind: row.kind,
      to: maskPhone(row.to_phone),
      body: row.kind === "phone_code" ? row.body.replace(/\d{6}/, "••••••") : row.body,
      segments: row.segments,
      state: row.state,
      gateway: row.gateway,
      error: row.error,
      createdAt: row.created_at.toISOString(),
      sentAt: row.sent_at?.toISOString() ?? null,
      deliveredAt: row.delivered_at?.toISOString() ?? null,
    })),
    next: rows.length > query.limit && last ? encodeCursor([last.created_at, last.id]) : null,
  };
}
