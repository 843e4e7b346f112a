import type { Context } from "../../platform/context.ts";
import { lockMandates } from "../mandates/index.ts";
import { mayStaffSee } from "../organizations/index.ts";
import { isSameReturn, matchTold } from "./return-rules.ts";
import { noteKnownToBank } from "./send-batch.ts";
import {
  type CollectionRow,
  findByEndToEndIds,
  findByMandates,
  lockCollections,
  placesOf,
} from "./sql/collections.ts";
import { type ReturnRow, returnsOf } from "./sql/returns.ts";
import { learnReasons, writeReturns } from "./write-returns.ts";

/** A debit that came back, as a bank or a member of staff tells it. Cents as they were told: their sign is not read. */
export type ToldReturn = {
  endToEndId: string | null;
  umr: string | null;
  paymentInformationId: string | null;
  cents: number;
  on: string;
  reasonCode: string | null;
  reasonText: string | null;
  source: "pain.002" | "camt.054" | "camt.053" | "cfonb120" | "cfonb240" | "staff";
  key: string;
  chargesCents: number | null;
};
export type ReturnDone = {
  key: string;
  collectionId: string | null;
  done: "recorded" | "known" | "unknown";
};

type Told = { told: ToldReturn; row: CollectionRow };

/**
 * Records debits that came back, whoever tells it, in whichever order and however often (MAN-7): an attempt comes back once.
 * Before its money was written it is rejected, and its entries are free; after, its money is reversed and they are open
 * again (MAN-8). What no attempt fits is `unknown`: nothing is written of it. Told again with a reason that the first did not
 * know, the reason is learnt, and what it asks for is done.
 */
export async function recordReturns(
  ctx: Context,
  told: readonly ToldReturn[],
): Promise<readonly ReturnDone[]> {
  const found = await findTold(ctx, told);
  const rows = await lockTold(ctx, [...new Set(found.values())]);
  const before = await returnsOf(ctx, [...rows.keys()]);
  const first = new Map<string, Told>();
  const again: Told[] = [];
  const done = told.map((one): ReturnDone => {
    const row = rows.get(found.get(one.key) ?? "");
    const outcome = row
      ? place(one, row, { before: before.get(row.id), isTold: first.has(row.id) })
      : "unknown";
    if (row && outcome === "recorded") first.set(row.id, { told: one, row });
    if (row && outcome === "known") again.push({ told: one, row });
    return { key: one.key, collectionId: row?.id ?? null, done: outcome };
  });
  await writeReturns(ctx, [...first.values()]);
  await learnReasons(ctx, again);
  return done;
}

/** What a telling is: the first of its attempt, one more of the same, or of nothing that may have come back. */
function place(
  told: ToldReturn,
  row: CollectionRow,
  { before, isTold }: { before: ReturnRow | undefined; isTold: boolean },
): ReturnDone["done"] {
  if (isTold) return "known";
  if (row.state === "rejected" || row.state === "returned") {
    // By the mandate only, long before or after what came back: the return of another debit, for a person to find.
    const another = told.endToEndId !== row.endToEndId && before && !isSameReturn(before.returnedOn, told.on);
    return another ? "unknown" : "known";
  }
  if (row.state === "sent" || row.state === "collected") return "recorded";
  // Its file was refused as a whole, after it was given up: there is nothing to write of it.
  return row.state !== "cancelled" && row.blockId ? "known" : "unknown";
}

/**
 * Attempts that staff may tell of (ACC-9), by id, locked: their batches, the attempts, their mandates, then account by
 * account, the order in which everybody else takes what is of a debit. A bank that tells of a batch has its file.
 */
async function lockTold(ctx: Context, ids: readonly string[]): Promise<Map<string, CollectionRow>> {
  const theirs = (await placesOf(ctx, ids)).filter((one) => mayStaffSee(ctx.actor, one.creditorId));
  const batchIds = new Set(theirs.flatMap((one) => (one.batchId ? [one.batchId] : [])));
  for (const batchId of [...batchIds].toSorted()) await noteKnownToBank(ctx, batchId);
  const rows = await lockCollections(
    ctx,
    theirs.map((one) => one.id),
  );
  await lockMandates(ctx, [...new Set(rows.map((row) => row.mandateId))]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which attempt each telling is about, by its key. */
async function findTold(ctx: Context, told: readonly ToldReturn[]): Promise<Map<string, string>> {
  const byName = await findByEndToEndIds(
    ctx,
    told.flatMap((one) => (one.endToEndId ? [one.endToEndId] : [])),
  );
  const nameless = told.filter((one) => !(one.endToEndId && byName.has(one.endToEndId)) && one.umr);
  const candidates = await findByMandates(ctx, [...new Set(nameless.map((one) => one.umr!))]);
  return new Map(
    told.flatMap((one): [string, string][] => {
      const id = (one.endToEndId && byName.get(one.endToEndId)) || matchTold(one, candidates);
      return id ? [[one.key, id]] : [];
    }),
  );
}
