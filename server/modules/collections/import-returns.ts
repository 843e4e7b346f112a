import { Readable } from "node:stream";
import { BankFileError, type BankLine, readBankFile } from "../../formats/bank-file/index.ts";
import {
  PaymentStatusError,
  readPaymentStatus,
  type StatusEvent,
} from "../../formats/payment-status/index.ts";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { refuse as refuseLarge, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { FileTooLarge } from "../../platform/files.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { mayStaffSee } from "../organizations/index.ts";
import { type ReturnsReport, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { recordReturns, type ToldReturn } from "./record-returns.ts";
import { noteKnownToBank } from "./send-batch.ts";
import { sentOf } from "./sql/batch-debits.ts";
import { findBlocks, updateBlocks } from "./sql/batches.ts";

const refuse = refuser(refusals);
/** Bytes: some 40,000 returns. */
const LARGEST_FILE = 60_000_000;
const PAGE = 200;
/** Unknown ones that are shown; the others are counted. */
const SHOWN = 50;

/**
 * Staff send what the bank told of debits that came back: pain.002, camt.054 or CFONB 240. The file is kept. Sent again, or
 * told by another file before, it changes nothing.
 * @throws Refusal `returns.not_readable` for what is no such file, `request.too_large`.
 */
export async function importReturns(outer: Outer, body: NodeJS.ReadableStream): Promise<ReturnsReport> {
  const stored = await keep(outer, body);
  const report: ReturnsReport = { told: 0, recorded: 0, known: 0, unknown: 0, unknownShown: [] };
  try {
    let page: ToldReturn[] = [];
    for await (const told of toldOf(outer, stored.hash)) {
      page.push(told);
      if (page.length < PAGE) continue;
      await record(outer, page, report);
      page = [];
    }
    await record(outer, page, report);
  } catch (error) {
    if (error instanceof BankFileError || error instanceof PaymentStatusError)
      return refuse("returns.not_readable");
    throw error;
  }
  const { told, recorded, known, unknown } = report;
  await outer.transaction((ctx) =>
    recordFact(ctx, {
      name: facts.returnsRead,
      subject: { kind: "user", id: theUser(ctx).userId },
      data: { hash: stored.hash, told, recorded, known, unknown },
    }),
  );
  return report;
}

async function keep(outer: Outer, body: NodeJS.ReadableStream) {
  try {
    const stored = await outer.services.files.put(
      outer.organizationId,
      Readable.prototype.iterator.call(body, { destroyOnReturn: false }),
      LARGEST_FILE,
    );
    await outer.transaction((ctx) => rememberFile(ctx, stored, "application/octet-stream"));
    return stored;
  } catch (error) {
    if (error instanceof FileTooLarge) return refuseLarge("request.too_large");
    throw error;
  } finally {
    body.resume();
  }
}

async function record(outer: Outer, page: readonly ToldReturn[], report: ReturnsReport): Promise<void> {
  if (page.length === 0) return;
  const done = await outer.transaction((ctx) => recordReturns(ctx, page));
  report.told += page.length;
  for (const [rank, one] of done.entries()) {
    report[one.done] += 1;
    if (one.done !== "unknown" || report.unknownShown.length >= SHOWN) continue;
    const { endToEndId, umr, cents, reasonCode } = page[rank]!;
    report.unknownShown.push({ endToEndId, umr, cents: Math.abs(cents), reasonCode });
  }
}

/** What a file tells, whichever its format: a pain.002 names itself in its first lines. */
async function* toldOf(outer: Outer, hash: string): AsyncGenerator<ToldReturn> {
  const { files } = outer.services;
  const content = await files.get(outer.organizationId, hash);
  const head = await headOf(await files.get(outer.organizationId, hash));
  if (/pain\.002\.001/.test(head)) yield* ofStatus(outer, content);
  else yield* ofBankFile(content, hash);
}

async function headOf(content: Readable): Promise<string> {
  let head = "";
  for await (const chunk of content) {
    head += (chunk as Buffer).toString("latin1");
    if (head.length > 2000) break;
  }
  return head;
}

async function* ofStatus(outer: Outer, content: Readable): AsyncGenerator<ToldReturn> {
  const today = dayInParis(outer.clock());
  for await (const event of readPaymentStatus(content)) {
    const [reason] = event.reasons;
    const told = {
      on: today,
      reasonCode: reason?.code ?? null,
      reasonText: reason?.text ?? null,
      source: "pain.002",
      chargesCents: null,
    } as const;
    if (event.kind !== "transaction") {
      yield* ofGroup(outer, event, told);
      continue;
    }
    if (event.status !== null && event.status !== "RJCT") continue;
    const { endToEndId, paymentInformationId, cents } = event;
    const key = `${endToEndId}:${paymentInformationId}:${event.instructionId}`;
    yield { ...told, endToEndId, umr: null, paymentInformationId, cents: cents ?? 0, key };
  }
}

type GroupEvent = Exclude<StatusEvent, { kind: "transaction" }>;
type Common = Pick<ToldReturn, "on" | "reasonCode" | "reasonText" | "source" | "chargesCents">;

/** A rejected file or block need not list its debits: all that it holds came back. Another status is kept as it is. */
async function* ofGroup(outer: Outer, event: GroupEvent, told: Common): AsyncGenerator<ToldReturn> {
  const ref =
    event.kind === "group"
      ? { messageId: event.originalMessageId }
      : { paymentInformationId: event.paymentInformationId };
  const blocks = await outer.transaction((ctx) => noteStatus(ctx, ref, event.status));
  if (event.status !== "RJCT") return;
  // Of a batch that was given up nothing is left to come back.
  for (const block of blocks.filter((one) => one.batchState !== "cancelled"))
    for (let after: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof sentOf>> = await outer.transaction((ctx) =>
        sentOf(ctx, block.id, after, PAGE),
      );
      for (const { id, endToEndId, cents } of page)
        yield {
          ...told,
          endToEndId,
          umr: null,
          paymentInformationId: block.paymentInformationId,
          cents,
          key: id,
        };
      if (page.length < PAGE) break;
      after = page.at(-1)!.id;
    }
}

async function noteStatus(
  ctx: Context,
  ref: { messageId?: string; paymentInformationId?: string },
  status: string | null,
): ReturnType<typeof findBlocks> {
  // Of the creditors that are theirs (ACC-9).
  const blocks = (await findBlocks(ctx, ref)).filter((one) => mayStaffSee(ctx.actor, one.creditorId));
  // A bank that says anything but no has the file.
  if (status && status !== "RJCT")
    for (const id of new Set(blocks.map((one) => one.batchId))) await noteKnownToBank(ctx, id);
  if (status)
    await updateBlocks(
      ctx,
      blocks.map((one) => one.id),
      { bank_status: status },
    );
  return blocks;
}

async function* ofBankFile(content: Readable, hash: string): AsyncGenerator<ToldReturn> {
  let source: ToldReturn["source"] = "camt.054";
  for await (const event of readBankFile(content)) {
    if (event.kind === "statement" && event.statement.format !== "camt.052") source = event.statement.format;
    if (event.kind === "line" && event.line.kind === "debit_return")
      yield* ofLine(event.line, { source, hash });
  }
}

function* ofLine(line: BankLine, { source, hash }: { source: ToldReturn["source"]; hash: string }) {
  for (const [rank, detail] of line.details.entries())
    yield {
      endToEndId: detail.endToEndId,
      umr: detail.mandateId,
      paymentInformationId: detail.paymentInformationId,
      cents: detail.cents,
      on: line.bookedOn,
      reasonCode: detail.returnReason?.code ?? null,
      reasonText: detail.returnReason?.text ?? null,
      source,
      key: `${hash}:${line.at}:${rank}`,
      chargesCents: detail.chargesCents,
    } satisfies ToldReturn;
}
