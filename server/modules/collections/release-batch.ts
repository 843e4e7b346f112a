import {
  type Debit,
  type DebitBlock,
  DebitFileError,
  splitPostalAddress,
  writePain008,
} from "../../formats/sepa/index.ts";
import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact, recordFacts } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { moveCollectionHolds } from "../ledger/index.ts";
import { type CollectableMandate, lockMandates } from "../mandates/index.ts";
import { type CreditorRecord, readCreditor } from "../organizations/index.ts";
import { asStaff } from "./access.ts";
import { firstReachable, laterOf } from "./calendar-rules.ts";
import { cancel, type Debts, debtsOf, paidOtherwise } from "./cancel-collection.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { factData } from "./new-collection.ts";
import { readBatch } from "./read-batch.ts";
import {
  blockHead,
  debitPurpose,
  type FileCreditor,
  MAKE_FILE,
  newMessageId,
  PAGE,
  remittanceOf,
  sequenceOf,
} from "./rules.ts";
import { lockOfBatch, updateReleased } from "./sql/batch-debits.ts";
import {
  type BatchRow,
  findBatch,
  groupsOf,
  insertBlocks,
  type NewBlock,
  sumsOf,
  updateBatch,
} from "./sql/batches.ts";
import type { CollectionRow } from "./sql/collections.ts";
import { findSettings, type SettingsRow } from "./sql/settings.ts";

const refuse = refuser(refusals);

/**
 * Releases a batch (MAN-7): in one transaction its debits are fixed as the file will tell them, under mandates that are in
 * force, and a job makes the file. Again, it is refused: a batch is released once. A day that the bank can no longer keep
 * becomes the next one, which who releases has seen.
 * @param seen what was confirmed: the total, and the first day of collection.
 * @throws Refusal `batch.not_draft`, `batch.four_eyes`, `batch.creditor_incomplete`, `batch.changed`, `batch.day_passed`,
 *   `batch.unfit` naming a debit that no bank would take.
 */
export async function releaseBatch(
  ctx: Context,
  batchId: string,
  seen: { expectedCents: number; collectOn: string },
) {
  const batch = found(await findBatch(ctx, batchId, asStaff(ctx, "b"), { lock: true }));
  if (batch.state !== "draft") refuse("batch.not_draft");
  const settings = found(await findSettings(ctx, batch.creditorId));
  const { userId } = theUser(ctx);
  if (settings.fourEyes && (batch.preparedBy === null || batch.preparedBy === userId))
    refuse("batch.four_eyes");
  const creditor = fileCreditor(found(await readCreditor(ctx, batch.creditorId)), settings);
  await refuseWhatChanged(ctx, batch, settings, seen);
  const messageId = newMessageId(batch.reference);
  const now = ctx.clock();
  const totals = await fixDebits(ctx, batch, { settings, creditor, messageId });
  await updateBatch(ctx, batchId, {
    state: "released",
    released_by: userId,
    released_at: now,
    message_id: messageId,
    version: settings.version,
    creditor: JSON.stringify(creditor),
    drop_state: settings.dropEnabled ? "waiting" : null,
  });
  await ctx.services.jobs.enqueue(ctx.db, MAKE_FILE, { organizationId: ctx.organizationId, batchId });
  await recordFact(ctx, {
    name: facts.batchReleased,
    subject: { kind: "batch", id: batchId },
    data: { reference: batch.reference, creditorId: batch.creditorId, messageId, ...totals },
  });
  return readBatch(ctx, batchId);
}

function fileCreditor(creditor: CreditorRecord, settings: SettingsRow): FileCreditor {
  if (!creditor.ics || !creditor.iban) return refuse("batch.creditor_incomplete");
  return {
    name: creditor.legalName || creditor.name,
    ics: creditor.ics,
    iban: creditor.iban.replaceAll(" ", ""),
    bic: settings.bic,
    address: splitPostalAddress(creditor.address),
    batchBooking: settings.batchBooking,
  };
}

async function refuseWhatChanged(
  ctx: Context,
  batch: BatchRow,
  settings: SettingsRow,
  seen: { expectedCents: number; collectOn: string },
): Promise<void> {
  const sums = (await sumsOf(ctx, [batch.id])).get(batch.id) ?? refuse("batch.nothing");
  if (sums.cents !== seen.expectedCents) refuse("batch.changed", { cents: sums.cents });
  const day = laterOf(sums.firstDay!, firstReachable(ctx.clock(), settings));
  if (day !== seen.collectOn) refuse("batch.day_passed", { day });
}

type Release = { settings: SettingsRow; creditor: FileCreditor; messageId: string };

/**
 * Fixes the debits, page by page: first gives up those whose mandate ended, or whose debt was paid otherwise since it was
 * announced (what is left of it is announced again), then writes the blocks that the others make,
 * then what the file will say of each. Rows stay locked from the first passage on.
 */
async function fixDebits(ctx: Context, batch: BatchRow, release: Release) {
  const texts = new Map<string, string>();
  for await (const { lost, kept } of pagesOf(ctx, batch.id)) {
    const rows = kept.map(({ row }) => row);
    const debts = await debtsOf(ctx, rows);
    await cancel(ctx, [...lost, ...paidOtherwise(rows, debts)], "system");
    for (const row of rows) texts.set(row.id, remittance(row, debts, release.creditor.name));
  }
  const reachable = firstReachable(ctx.clock(), release.settings);
  const groups = await groupsOf(ctx, batch.id, reachable);
  if (groups.length === 0) refuse("batch.nothing");
  const blocks = groups.map(
    (group, rank): NewBlock => ({
      id: newId(ctx.clock().getTime()),
      batchId: batch.id,
      paymentInformationId: `${release.messageId}-${rank + 1}`,
      collectOn: group.collectOn,
      sequence: sequenceOf(group.mode),
      scheme: group.scheme,
      count: group.count,
      cents: group.cents,
    }),
  );
  await insertBlocks(ctx, blocks);
  for await (const { kept } of pagesOf(ctx, batch.id))
    await fixPage(ctx, batch.id, kept, { release, blocks, reachable, texts });
  return {
    count: sumCents(blocks.map((block) => block.count)),
    cents: sumCents(blocks.map((block) => block.cents)),
  };
}

type Kept = { row: CollectionRow; mandate: CollectableMandate };

/** The debits of a batch that are still to be taken, locked, under their mandates, locked. */
async function* pagesOf(
  ctx: Context,
  batchId: string,
): AsyncGenerator<{ kept: Kept[]; lost: CollectionRow[] }> {
  for (let after: string | null = null; ; ) {
    const page = await lockOfBatch(ctx, batchId, after, PAGE);
    const rows = page.filter((row) => row.state === "prepared");
    const ids = [...new Set(rows.map((row) => row.mandateId))];
    const mandates = new Map((await lockMandates(ctx, ids)).map((one) => [one.id, one]));
    yield {
      kept: rows.flatMap((row): Kept[] => {
        const mandate = mandates.get(row.mandateId);
        return mandate ? [{ row, mandate }] : [];
      }),
      lost: rows.filter((row) => !mandates.has(row.mandateId)),
    };
    if (page.length < PAGE) return;
    after = page.at(-1)!.id;
  }
}

async function fixPage(
  ctx: Context,
  batchId: string,
  kept: readonly Kept[],
  given: {
    release: Release;
    blocks: readonly NewBlock[];
    reachable: string;
    texts: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const fixed = kept.map(({ row, mandate }) => {
    const collectOn = laterOf(row.collectOn, given.reachable);
    const block = given.blocks.find(
      (one) =>
        one.collectOn === collectOn && one.sequence === sequenceOf(row.mode) && one.scheme === row.scheme,
    )!;
    return { row, collectOn, block, debit: debitOf(row, mandate, given.texts.get(row.id)!) };
  });
  await refuseUnfit(
    given.release,
    fixed.map(({ block, debit }) => ({ block, debit })),
  );
  await updateReleased(
    ctx,
    fixed.map(({ row, collectOn, block, debit }) => ({
      id: row.id,
      blockId: block.id,
      collectOn,
      debit: ctx.services.sealer.seal(debit, debitPurpose(batchId)),
      amended: debit.amendment !== undefined,
    })),
  );
  await tellMoved(
    ctx,
    fixed.filter((one) => one.collectOn !== one.row.collectOn),
  );
}

const debitOf = (row: CollectionRow, mandate: CollectableMandate, text: string): Debit => ({
  endToEndId: row.endToEndId,
  cents: row.cents,
  umr: mandate.umr,
  signedOn: mandate.signedOn,
  ...(mandate.amendment ? { amendment: mandate.amendment } : {}),
  debtor: mandate.debtor,
  remittance: { text },
});

/** What a debtor reads on the bank statement. */
const remittance = (row: CollectionRow, { pieces, entries }: Debts, creditorName: string): string =>
  remittanceOf(
    creditorName,
    (pieces.get(row.id) ?? [])
      .map(({ entryId }) => entries.get(entryId))
      .toSorted((one, other) => (one?.date ?? "").localeCompare(other?.date ?? ""))
      .map((entry) => entry?.piece ?? ""),
  );

/** Writes the debits to nowhere: what a bank would not take is refused now, not when the file is made. */
async function refuseUnfit(
  { creditor, settings, messageId }: Release,
  placed: readonly { block: NewBlock; debit: Debit }[],
): Promise<void> {
  for (const debits of Map.groupBy(placed, ({ block }) => block.id).values()) {
    const cents = sumCents(debits.map(({ debit }) => debit.cents));
    const sums = { count: debits.length, cents };
    const block: DebitBlock = {
      ...blockHead(debits[0]!.block, creditor),
      ...sums,
      debits: debits.map(({ debit }) => debit),
    };
    const file = {
      messageId,
      createdAt: new Date(0),
      initiator: creditor.name,
      ...sums,
      blocks: [block],
    };
    try {
      for await (const _ of writePain008(file, settings.version)) continue;
    } catch (error) {
      if (!(error instanceof DebitFileError)) throw error;
      const number = Number(/debit (\d+)/.exec(error.at)?.[1] ?? 0);
      refuse("batch.unfit", {
        field: error.field,
        debtor: debits[number - 1]?.debit.debtor.name ?? creditor.name,
      });
    }
  }
}

/** A day that passed is another one for who was told of it. */
async function tellMoved(ctx: Context, moved: readonly { row: CollectionRow; collectOn: string }[]) {
  for (const [plannedOn, group] of Map.groupBy(moved, (one) => one.collectOn))
    await moveCollectionHolds(ctx, { collectionIds: group.map(({ row }) => row.id), plannedOn });
  await recordFacts(
    ctx,
    facts.moved,
    moved.map(({ row, collectOn }) => ({
      subject: { kind: "collection", id: row.id },
      data: { ...factData(row), collectOn, was: row.collectOn },
    })),
  );
}
