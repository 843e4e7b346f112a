import type { Context } from "../../platform/context.ts";
import { type PublishedParty, partyIdsByCode, upsertParties } from "../directory/index.ts";
import {
  findAccountIds,
  type PublishedLine,
  publishAccounts,
  publishEntries,
  stageEntries,
} from "../ledger/index.ts";
import { type CreditorRecord, findCreditorByCode, markPublished } from "../organizations/index.ts";
import type { BatchLine } from "./contract.ts";
import { mergeInvoices } from "./merge-invoices.ts";
import { mergeLinks } from "./merge-links.ts";
import { type GivenMandate, mergeMandates } from "./merge-mandates.ts";
import { readBatch } from "./read-batch.ts";
import type { Reading } from "./run-import.ts";
import type { ImportRow } from "./sql.ts";
import type { StoredPdf } from "./store-pdfs.ts";

/** Lines staged, or parties written, at a time. */
const CHUNK = 2_000;

type Line<T extends BatchLine["type"]> = Extract<BatchLine, { type: T }>;
type Bound = { ref: number; creditor: CreditorRecord; code: string };
/** What a batch says besides its entries; entries name their account by a number. */
type Book = {
  parties: Map<string, PublishedParty>;
  accounts: Map<string, { line: number; creditor: CreditorRecord; account: Line<"account"> }>;
  bound: Map<string, Bound>;
  creditors: Map<string, CreditorRecord>;
  links: { line: number; creditor: CreditorRecord; link: Line<"link"> }[];
  mandates: GivenMandate[];
  hasInvoices: boolean;
};
export type FindCreditor = (line: number, code: string) => Promise<CreditorRecord | null>;

const keyOf = (creditor: CreditorRecord, code: string): string => `${creditor.id} ${code}`;

/**
 * Publishes a batch (API-2): parties, accounts, entries, leases, mandates, invoices and their PDFs, in whatever order its lines come. A
 * line that is wrong is told and left out; the others count. The same batch again changes nothing.
 */
export async function mergeBatch(
  ctx: Context,
  row: ImportRow,
  reading: Reading,
  pdfs: readonly StoredPdf[],
): Promise<Record<string, number>> {
  const book: Book = {
    parties: new Map(),
    accounts: new Map(),
    bound: new Map(),
    creditors: new Map(),
    links: [],
    mandates: [],
    hasInvoices: false,
  };
  const find = creditorFinder(ctx, row, reading, book);
  const source = await ctx.services.files.get(ctx.organizationId, row.fileHash);
  await stageEntries(ctx, entriesOf(source, book, reading, find));
  const partyIds = await writeParties(ctx, book);
  const accounts = await writeAccounts(ctx, book, partyIds, reading);
  const links = await mergeLinks(ctx, book.links, partyIds, reading);
  const mandates = await mergeMandates(ctx, book.mandates, reading);
  const bound = [...book.bound.values()];
  const ids = await accountIds(ctx, bound);
  const report = await publishEntries(ctx, {
    origin: "batch",
    accounts: bound.flatMap(({ ref, creditor, code }) => {
      const id = ids.get(keyOf(creditor, code));
      return id ? [{ ref, id }] : [];
    }),
    covers: null,
    removes: false,
  });
  for (const { line, account } of report.unbound) {
    reading.problems.add({
      line,
      severity: "error",
      code: "batch.account_unknown",
      column: "account",
      value: bound[account]!.code,
    });
  }
  const invoices =
    book.hasInvoices || pdfs.length > 0
      ? await mergeInvoices(ctx, row, reading, pdfs, find)
      : { invoices: 0, files: 0 };
  for (const creditor of book.creditors.values()) await markPublished(ctx, creditor.id, ctx.clock());
  return {
    parties: book.parties.size + accounts.parties,
    accounts: accounts.written,
    entriesCreated: report.created,
    entriesUpdated: report.updated,
    entriesUnchanged: report.unchanged,
    letterings: report.letterings,
    links,
    mandates,
    ...invoices,
  };
}

/** Finds the creditors that the batch may touch, each once, on another connection: this one is taken by COPY. */
function creditorFinder(ctx: Context, row: ImportRow, { problems }: Reading, book: Book): FindCreditor {
  const known = new Map<string, CreditorRecord | null>();
  return async (line, code) => {
    let creditor = known.get(code);
    if (creditor === undefined) {
      creditor = await ctx.transaction((other) => findCreditorByCode(other, code));
      if (creditor && row.creditorIds && !row.creditorIds.includes(creditor.id)) creditor = null;
      known.set(code, creditor);
      if (creditor) book.creditors.set(creditor.id, creditor);
    }
    if (!creditor)
      problems.add({
        line,
        severity: "error",
        code: "batch.creditor_unknown",
        column: "creditor",
        value: code,
      });
    return creditor;
  };
}

async function* entriesOf(
  source: AsyncIterable<Buffer>,
  book: Book,
  { read, problems }: Reading,
  find: FindCreditor,
): AsyncGenerator<PublishedLine[]> {
  let waiting: PublishedLine[] = [];
  for await (const { line, value } of readBatch(source, read, (problem) => problems.add(problem))) {
    if (value.type === "party") book.parties.set(value.code, value);
    else if (value.type === "invoice") book.hasInvoices = true;
    if (value.type === "party" || value.type === "invoice" || value.type === "invoice_pdf") continue;
    const creditor = await find(line, value.creditor);
    if (!creditor) continue;
    if (value.type === "link") book.links.push({ line, creditor, link: value });
    else if (value.type === "mandate") book.mandates.push({ line, creditor, mandate: value });
    else if (value.type === "account")
      book.accounts.set(keyOf(creditor, value.code), { line, creditor, account: value });
    else if (value.debitCents > 0 === value.creditCents > 0)
      problems.add({ line, severity: "error", code: "batch.amount_sides" });
    else waiting.push(entryOf(line, value, numberOf(book, creditor, value.account)));
    if (waiting.length >= CHUNK) {
      yield waiting;
      waiting = [];
    }
  }
  yield waiting;
}

function numberOf(book: Book, creditor: CreditorRecord, code: string): number {
  const key = keyOf(creditor, code);
  let bound = book.bound.get(key);
  if (!bound) book.bound.set(key, (bound = { ref: book.bound.size, creditor, code }));
  return bound.ref;
}

const entryOf = (line: number, entry: Line<"entry">, account: number): PublishedLine => ({
  line,
  account,
  fiscalYear: 0,
  general: "",
  journal: entry.journal,
  number: entry.key,
  date: entry.date,
  dueOn: entry.dueOn ?? null,
  label: entry.label,
  piece: entry.piece,
  cents: entry.debitCents - entry.creditCents,
  lettering: entry.lettering,
  analytic: entry.analytic,
  opening: false,
});

/** @returns the id of each party that the batch publishes or that its accounts name. */
async function writeParties(ctx: Context, book: Book): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const parties = [...book.parties.values()];
  for (let at = 0; at < parties.length; at += CHUNK) {
    for (const [code, id] of await upsertParties(ctx, parties.slice(at, at + CHUNK))) ids.set(code, id);
  }
  const ofAccounts = [...book.accounts.values()].flatMap(({ account }) => account.party ?? []);
  const ofLinks = book.links.flatMap(({ link }) => [link.owner, link.tenant]);
  const named = [...new Set([...ofAccounts, ...ofLinks])];
  const others = named.filter((code) => !ids.has(code));
  for (let at = 0; at < others.length; at += CHUNK) {
    for (const [code, id] of await partyIdsByCode(ctx, others.slice(at, at + CHUNK))) ids.set(code, id);
  }
  return ids;
}

async function writeAccounts(ctx: Context, book: Book, partyIds: Map<string, string>, { problems }: Reading) {
  const total = { written: 0, parties: 0 };
  for (const [, given] of Map.groupBy(book.accounts.values(), (one) => one.creditor.id)) {
    const known = given.filter(({ line, account }) => {
      if (account.party === undefined || partyIds.has(account.party)) return true;
      problems.add({
        line,
        severity: "error",
        code: "batch.party_unknown",
        column: "party",
        value: account.party,
      });
      return false;
    });
    const made = await publishAccounts(
      ctx,
      given[0]!.creditor,
      known.map(({ account }) => ({
        code: account.code,
        label: account.label,
        kind: account.kind,
        partyId: account.party === undefined ? undefined : partyIds.get(account.party),
      })),
    );
    total.written += made.written;
    total.parties += made.parties;
  }
  return total;
}

/** The id of each account that exists, by creditor and code. */
async function accountIds(ctx: Context, bound: readonly Bound[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [, ofCreditor] of Map.groupBy(bound, (one) => one.creditor.id)) {
    const { creditor } = ofCreditor[0]!;
    const found = await findAccountIds(
      ctx,
      creditor.id,
      ofCreditor.map((one) => one.code),
    );
    for (const [code, id] of found) ids.set(keyOf(creditor, code), id);
  }
  return ids;
}
