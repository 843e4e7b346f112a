import type { z } from "zod";
import { atLeast, type Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { accountsByIds, entriesByIds, matchableEntries } from "../ledger/index.ts";
import { maySee } from "./access.ts";
import type { Allocation, BankLineRecord, Piece, Proposal } from "./bank-shapes.ts";
import { showLine } from "./list-lines.ts";
import { proposalsFor } from "./make-proposals.ts";
import { isWorthAccepting, type KeptDetail } from "./rules.ts";
import { allocationsOf, partsOf, sharesOf } from "./sql/allocations.ts";
import { accountsNamed, findLine, type KeptProposal, type LineRow, notesOf } from "./sql/lines.ts";

/** A line whole, its proposals made anew. @throws Refusal `not_found` when the actor may not see it. */
export async function readLine(ctx: Context, lineId: string): Promise<BankLineRecord> {
  const line = await visibleLine(ctx, lineId);
  const proposals = (await proposalsFor(ctx, [line])).get(lineId) ?? [];
  const { allocations, names } = await historyOf(ctx, lineId);
  const notes = await notesOf(ctx, lineId);
  const authors = await namesOf(ctx, [...names, ...notes.map((note) => note.userId)]);
  const accountant =
    ctx.actor.kind === "user" && ctx.actor.staff !== null && atLeast(ctx.actor.staff.role, "accountant");
  const may = accountant && line.state === "waiting" && line.cents > 0 && line.creditorId !== null;
  const active = allocations.some((one) => one.state === "active");
  return {
    ...showLine(line),
    code: line.code,
    reversal: line.reversal,
    bankReference: line.bankReference,
    payerIban: line.payerMask,
    texts: line.texts,
    details: line.details.map(showDetail),
    proposals: await showProposals(ctx, proposals),
    allocations: allocations.map(({ userId, ...one }) => ({ ...one, by: authors.get(userId ?? "") ?? "" })),
    notes: notes.map((note) => ({
      body: note.body,
      by: authors.get(note.userId) ?? "",
      at: note.at.toISOString(),
    })),
    closedBy: line.closedBy,
    closedAt: line.closedAt?.toISOString() ?? null,
    can: {
      match: may,
      acceptBest: may && isWorthAccepting(proposals[0]?.score),
      setAside: accountant && line.state === "waiting" && line.allocatedCents === 0,
      undo: accountant && (active || line.state === "set_aside" || line.state === "ignored"),
      note: accountant,
    },
  };
}

/** @throws Refusal `not_found` when the actor may not see it. */
async function visibleLine(ctx: Context, lineId: string): Promise<LineRow> {
  const line = found(await findLine(ctx, lineId));
  return found(maySee(ctx.actor, line) ? line : null);
}

const showDetail = (one: KeptDetail) => ({
  cents: one.cents,
  counterparty: one.counterparty,
  iban: one.payerMask,
  endToEndId: one.endToEndId,
  mandateId: one.mandateId,
  reference: one.structured,
  text: one.remittance.join(" "),
  returnReason: [one.returnCode, one.returnText].filter(Boolean).join(" "),
});

const namesOf = async (ctx: Context, ids: readonly (string | null)[]): Promise<Map<string, string>> => {
  const people = await findUsersByIds(ctx, [...new Set(ids.filter((id) => id !== null))]);
  return new Map([...people].map(([id, person]) => [id, person.name]));
};

/** The pieces of proposals as they are now; one that left the books is left out. */
async function showProposals(ctx: Context, proposals: readonly KeptProposal[]): Promise<Proposal[]> {
  const entries = new Map(
    (
      await entriesByIds(ctx, [...new Set(proposals.flatMap((one) => one.parts.map((part) => part.entryId)))])
    ).map((one) => [one.id, one]),
  );
  const accounts = new Map(
    (await accountsByIds(ctx, [...new Set([...entries.values()].map((one) => one.accountId))])).map((one) => [
      one.id,
      one,
    ]),
  );
  return proposals.map((one) => ({
    score: one.score,
    reason: one.reason as Proposal["reason"],
    evidence: one.evidence,
    detail: one.detail,
    cents: one.cents,
    unusedCents: one.unusedCents,
    account: outsideOrNull("account", one.accountId),
    pieces: one.parts.flatMap((part) => {
      const entry = entries.get(part.entryId);
      if (!entry) return [];
      const account = accounts.get(entry.accountId);
      return [
        {
          entry: outside("entry", entry.id),
          account: outside("account", entry.accountId),
          accountCode: account?.code ?? "",
          party: account?.label ?? entry.accountLabel,
          piece: entry.piece,
          label: entry.label,
          date: entry.date,
          dueOn: entry.dueOn,
          openCents: entry.openCents,
          cents: part.cents,
        },
      ];
    }),
  }));
}

type Shown = Omit<z.output<typeof Allocation>, "by"> & { userId: string | null };

async function historyOf(
  ctx: Context,
  lineId: string,
): Promise<{ allocations: Shown[]; names: (string | null)[] }> {
  const rows = await allocationsOf(ctx, lineId);
  const ids = rows.map((row) => row.id);
  const [shares, parts] = [await sharesOf(ctx, ids), await partsOf(ctx, ids)];
  const accounts = new Map(
    (await accountsByIds(ctx, [...new Set(shares.map((one) => one.accountId))])).map((one) => [one.id, one]),
  );
  const entries = new Map(
    (await entriesByIds(ctx, [...new Set(parts.map((one) => one.entryId))])).map((one) => [one.id, one]),
  );
  const allocations = rows.map((row) => ({
    id: outside("bank_allocation", row.id),
    reference: row.reference,
    cents: row.cents,
    leftCents: row.leftCents,
    source: row.source,
    userId: row.userId,
    score: row.score,
    reason: row.reason,
    state: row.state,
    madeAt: row.madeAt.toISOString(),
    undoneAt: row.undoneAt?.toISOString() ?? null,
    accounts: shares
      .filter((one) => one.allocationId === row.id)
      .map(({ accountId, cents }) => ({
        id: outside("account", accountId),
        code: accounts.get(accountId)?.code ?? "",
        label: accounts.get(accountId)?.label ?? "",
        cents,
      })),
    pieces: parts
      .filter((one) => one.allocationId === row.id)
      .map(({ entryId, cents }) => ({
        entry: outside("entry", entryId),
        piece: entries.get(entryId)?.piece ?? "",
        label: entries.get(entryId)?.label ?? "",
        cents,
      })),
  }));
  return { allocations, names: rows.map((row) => row.userId) };
}

const MOST_FOUND = 100;

/** Open entries of the line's creditor that answer what was typed: a piece, an account, a name, an amount. */
export async function searchForLine(
  ctx: Context,
  lineId: string,
  q: string,
): Promise<{
  items: z.output<typeof Piece>[];
  accounts: { id: string; code: string; label: string; balanceCents: number }[];
}> {
  const line = await visibleLine(ctx, lineId);
  if (!line.creditorId) return { items: [], accounts: [] };
  const amount = /^\d[\d\s.]*([.,]\d{1,2})?\s*€?$/.test(q)
    ? q.replaceAll(/[\s€]/g, "").replace(",", ".")
    : "";
  const found = await matchableEntries(ctx, [
    {
      creditorId: line.creditorId,
      cents: amount ? Math.round(Number(amount) * 100) || 0 : 0,
      pieces: [q.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")].filter(Boolean),
      names: [q],
      accountIds: [],
      searched: q,
    },
  ]);
  const named = await accountsNamed(ctx, line.creditorId, q);
  const others = await accountsByIds(ctx, [...new Set(found.map((one) => one.accountId))].slice(0, 20));
  const accounts = [...new Map([...named, ...others].map((one) => [one.id, one])).values()];
  return {
    items: found.slice(0, MOST_FOUND).map(showFound),
    accounts: accounts.map(({ id, code, label, balanceCents }) => ({
      id: outside("account", id),
      code,
      label,
      balanceCents,
    })),
  };
}

type Entry = Awaited<ReturnType<typeof matchableEntries>>[number];

const showFound = (one: Entry): z.output<typeof Piece> => ({
  entry: outside("entry", one.entryId),
  account: outside("account", one.accountId),
  accountCode: one.accountCode,
  party: one.accountLabel,
  piece: one.piece,
  label: one.label,
  date: one.date,
  dueOn: one.dueOn,
  openCents: one.openCents,
  cents: one.openCents,
});
