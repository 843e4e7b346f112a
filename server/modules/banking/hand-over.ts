import type { Context, Outer } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import {
  findBatchByReference,
  noteBlockCredited,
  recordReturns,
  type ToldReturn,
} from "../collections/index.ts";
import { nameOf } from "./access.ts";
import { facts } from "./facts.ts";
import type { KeptDetail } from "./rules.ts";
import { formatOf, type LineRow, lockLine, updateLine } from "./sql/lines.ts";

/** What is the business of direct debits: a batch that the bank credited, debits that came back (MAN-7). */
export const isOfCollections = (line: Pick<LineRow, "kind" | "cents">): boolean =>
  (line.kind === "debit_batch" && line.cents > 0) || (line.kind === "debit_return" && line.cents < 0);

/** Gives a line to direct debits, in a transaction of its own; what they do not know waits for a hand. */
export const handOver = (outer: Outer, lineId: string): Promise<void> =>
  outer.transaction(async (ctx) => {
    const line = await lockLine(ctx, lineId);
    if (line?.state !== "waiting") return;
    const taken = line.kind === "debit_batch" ? await creditBatch(ctx, line) : await tellReturns(ctx, line);
    if (!taken) return;
    await updateLine(ctx, lineId, { state: "matched", reason: line.kind, closedBy: nameOf(ctx.actor) });
    await recordFact(ctx, {
      name: facts.lineHandedOver,
      subject: { kind: "bank_line", id: lineId },
      data: { kind: line.kind, cents: line.cents, creditorId: line.creditorId },
    });
  });

/** A batch is named by its block, or by its file; only one of the creditor to whom the money came. */
async function creditBatch(ctx: Context, line: LineRow): Promise<boolean> {
  const inDetails = line.details.find((one) => one.paymentInformationId)?.paymentInformationId;
  const found = await findBatchByReference(ctx, {
    messageId: line.batch?.messageId ?? null,
    paymentInformationId: line.batch?.paymentInformationId ?? inDetails ?? null,
  });
  if (!found || found.creditorId !== line.creditorId) return false;
  const { cents, bookedOn: on, id: bankLineId } = line;
  return noteBlockCredited(ctx, found.blockId, { cents, on, bankLineId });
}

/** @returns whether every debit that the line tells of is known. */
async function tellReturns(ctx: Context, line: LineRow): Promise<boolean> {
  if (line.details.length === 0) return false;
  const format = await formatOf(ctx, line.id);
  const source = format === "camt.052" ? "camt.053" : (format as ToldReturn["source"]);
  const told = line.details.map((one, n) => toldReturn(line, one, { source, key: `${line.id}:${n}` }));
  return (await recordReturns(ctx, told)).every((one) => one.done !== "unknown");
}

const toldReturn = (
  line: LineRow,
  one: KeptDetail,
  { source, key }: Pick<ToldReturn, "source" | "key">,
): ToldReturn => ({
  endToEndId: one.endToEndId || null,
  umr: one.mandateId || null,
  paymentInformationId: one.paymentInformationId || null,
  cents: one.cents,
  on: line.bookedOn,
  reasonCode: one.returnCode || null,
  reasonText: one.returnText || null,
  source,
  key,
  chargesCents: one.chargesCents,
});
