import type { z } from "zod";
import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { maySee, nameOf } from "./access.ts";
import type { BankLineRecord } from "./bank-shapes.ts";
import { type AsideReason, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readLine } from "./read-line.ts";
import { insertNote, type LineRow, lockLine, updateLine } from "./sql/lines.ts";

const refuse = refuser(refusals);

/** A line that the actor may see, locked. @throws Refusal `not_found`. */
export async function visibleLocked(ctx: Context, lineId: string): Promise<LineRow> {
  const line = found(await lockLine(ctx, lineId));
  return found(maySee(ctx.actor, line) ? line : null);
}

/** Says why a line is no customer's money: a fee, interest, a transfer between our own accounts... Again with the same reason it changes nothing. */
export async function setLineAside(
  ctx: Context,
  lineId: string,
  { reason, text }: { reason: z.output<typeof AsideReason>; text: string },
): Promise<BankLineRecord> {
  const line = await visibleLocked(ctx, lineId);
  if (line.state === "set_aside" && line.reason === reason && line.reasonText === text)
    return readLine(ctx, lineId);
  if (line.state !== "waiting") refuse("bank.line_not_waiting");
  if (line.allocatedCents > 0) refuse("bank.partly_matched");
  if (reason === "other" && text === "") refuse("bank.reason_needed");
  await updateLine(ctx, lineId, {
    state: "set_aside",
    reason,
    reasonText: text,
    closedBy: nameOf(ctx.actor),
  });
  await recordFact(ctx, {
    name: facts.lineSetAside,
    subject: { kind: "bank_line", id: lineId },
    data: { reason, text, cents: line.cents, creditorId: line.creditorId },
  });
  return readLine(ctx, lineId);
}

/** A note of the staff about a line. */
export async function noteLine(ctx: Context, lineId: string, body: string): Promise<BankLineRecord> {
  await visibleLocked(ctx, lineId);
  await insertNote(ctx, { lineId, userId: theUser(ctx).userId, body });
  await recordFact(ctx, { name: facts.noted, subject: { kind: "bank_line", id: lineId } });
  return readLine(ctx, lineId);
}
