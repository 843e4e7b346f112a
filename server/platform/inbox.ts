/** Foreign messages are kept first, once per foreign id, and handled by a job (DESIGN: inbox before any decision). */
import { sql } from "kysely";
import type { Context } from "./context.ts";
import { newId } from "./ids.ts";

export type InboxMessage = { source: string; foreignId: string; payload: unknown };

/**
 * Keeps a foreign message and enqueues its handler. The same foreign id again only counts one more arrival; the handler
 * runs again, because some providers send one id for two different news (PayFiP: abandoned, then paid).
 * @returns the id of the inbox row.
 */
export async function keepMessage(ctx: Context, message: InboxMessage, job: string): Promise<string> {
  const row = await ctx.db
    .insertInto("inbox")
    .values({
      organization_id: ctx.organizationId,
      id: newId(ctx.clock().getTime()),
      source: message.source,
      foreign_id: message.foreignId,
      payload: JSON.stringify(message.payload),
      received_at: ctx.clock(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(["organization_id", "source", "foreign_id"])
        .doUpdateSet({ arrivals: sql`inbox.arrivals + 1`, handled_at: null }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  await ctx.services.jobs.enqueue(ctx.db, job, { organizationId: ctx.organizationId, inboxId: row.id });
  return row.id;
}

/** A message, and how many times it had come when it was taken. */
export type TakenMessage = { source: string; payload: unknown; arrivals: number };

/** Takes a message for handling; another worker that takes the same waits. Null when it was handled meanwhile. */
export async function takeMessage(ctx: Context, id: string): Promise<TakenMessage | null> {
  const row = await ctx.db
    .selectFrom("inbox")
    .select(["source", "payload", "arrivals"])
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("handled_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Marks a message as handled, with what became of it.
 * @param arrivals for who handled it in several transactions: how many times it had come when it was taken. One that came
 * again since stays to be handled, for the same id may be other news (`keepMessage`).
 */
export async function closeMessage(
  ctx: Context,
  id: string,
  outcome: string,
  arrivals: number | null = null,
): Promise<void> {
  let query = ctx.db
    .updateTable("inbox")
    .set({ handled_at: ctx.clock(), outcome })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id);
  if (arrivals !== null) query = query.where("arrivals", "=", arrivals);
  await query.execute();
}
