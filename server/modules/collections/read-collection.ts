import { type Context, theUser } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { factsAbout } from "../../platform/facts.ts";
import { findUsersByIds } from "../identity/index.ts";
import { asCustomer, asStaff, mayWrite } from "./access.ts";
import type { CollectionDetail, OfficeCollectionDetail } from "./contract.ts";
import { showCollection, showOfficeCollection, showPieces } from "./show-collection.ts";
import { findCollection } from "./sql/collections.ts";
import { collectionsPage, type Filter, findNamed, type Key, type NamedRow } from "./sql/reading.ts";
import { returnsOf } from "./sql/returns.ts";
import { selectCollecting } from "./sql/settings.ts";

type Page = { cursor?: string | undefined; limit: number };

/** What will be taken, soonest first, or what was, latest first, of the parties for whom the user acts. */
export async function listCollections(
  ctx: Context,
  query: Page & { when: "coming" | "past"; account?: string | undefined },
) {
  const rows = await collectionsPage(
    ctx,
    asCustomer(ctx, "read"),
    { state: query.when, accountId: query.account },
    { ...pageOf(query), soonestFirst: query.when === "coming" },
  );
  const shown = rows.slice(0, query.limit);
  const returns = await returnsOf(
    ctx,
    shown.map((row) => row.id),
  );
  const offering = await offeringCreditors(ctx);
  return {
    items: shown.map((row) =>
      showCollection(row, returns.get(row.id), offering.has(row.creditorId) && !isViewed(ctx)),
    ),
    next: nextOf(rows, query.limit),
  };
}

/** Creditors that let customers give a debit up. */
async function offeringCreditors(ctx: Context): Promise<Set<string>> {
  const collecting = await selectCollecting(ctx);
  return new Set(collecting.filter((one) => one.customerCancels).map((one) => one.creditorId));
}

/** Staff who look through a customer's eyes change nothing (ACC-12). */
const isViewed = (ctx: Context): boolean => theUser(ctx).viewedBy !== null;

/** One collection of a party for whom the user acts. */
export async function readCollection(ctx: Context, id: string): Promise<CollectionDetail> {
  const row = found(await findNamed(ctx, id, asCustomer(ctx, "read")));
  const mayPay = !isViewed(ctx) && (await findCollection(ctx, id, asCustomer(ctx, "pay"))) !== undefined;
  const offered = mayPay && (await offeringCreditors(ctx)).has(row.creditorId);
  const pieces = await showPieces(ctx, id);
  const shown = showCollection(row, (await returnsOf(ctx, [id])).get(id), offered);
  const over = row.state === "rejected" || row.state === "returned" || row.state === "cancelled";
  return {
    ...shown,
    pieces,
    can: {
      cancel: shown.can.cancel,
      payByCard: mayPay && over && pieces.some((piece) => piece.toPayCents > 0),
    },
  };
}

export type OfficeQuery = Page & {
  search?: string | undefined;
  state?: NamedRow["state"] | "coming" | undefined;
  creditor?: string | undefined;
  account?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** Collections of the creditors that staff may see. */
export async function listOfficeCollections(ctx: Context, query: OfficeQuery) {
  const filter: Filter = {
    state: query.state,
    creditorId: query.creditor,
    accountId: query.account,
    from: query.from,
    to: query.to,
    words: (query.search ?? "").split(/\s+/).filter(Boolean),
  };
  return officePage(ctx, filter, query, query.state === "coming");
}

/** The debits of a batch that was found to be within reach. */
export const listOfBatch = (ctx: Context, batchId: string, query: Page) =>
  officePage(ctx, { batchId }, query, true);

async function officePage(ctx: Context, filter: Filter, query: Page, soonestFirst: boolean) {
  const rows = await collectionsPage(ctx, asStaff(ctx, "c"), filter, { ...pageOf(query), soonestFirst });
  const shown = rows.slice(0, query.limit);
  const returns = await returnsOf(
    ctx,
    shown.map((row) => row.id),
  );
  return {
    items: shown.map((row) => showOfficeCollection(row, returns.get(row.id), mayWrite(ctx))),
    next: nextOf(rows, query.limit),
  };
}

/** One collection, with all that happened to it. */
export async function readOfficeCollection(ctx: Context, id: string): Promise<OfficeCollectionDetail> {
  const row = found(await findNamed(ctx, id, asStaff(ctx, "c")));
  const told = await factsAbout(ctx, "collection", id);
  const people = await findUsersByIds(ctx, [
    ...new Set(told.flatMap((one) => (one.actor_kind === "user" && one.actor_id ? [one.actor_id] : []))),
  ]);
  return {
    ...showOfficeCollection(row, (await returnsOf(ctx, [id])).get(id), mayWrite(ctx)),
    pieces: await showPieces(ctx, id),
    debtorName: row.debtorName,
    leftCents: row.leftCents,
    events: told.map((one) => ({
      at: one.at.toISOString(),
      name: one.name,
      by: people.get(one.actor_id ?? "")?.name ?? "",
      day: (one.data as { collectOn?: string; retryOn?: string }).collectOn ?? null,
    })),
  };
}

const pageOf = (query: Page): { after: Key | null; limit: number } => {
  const key = decodeCursor(query.cursor, 2);
  return {
    after: key ? { day: String(key[0]), id: String(key[1]) } : null,
    limit: query.limit + 1,
  };
};

function nextOf(rows: readonly NamedRow[], limit: number): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last ? encodeCursor([last.collectOn, last.id]) : null;
}
