import type { Context, Outer } from "../../platform/context.ts";
import { Refusal } from "../../platform/errors.ts";
import { matchableEntries } from "../ledger/index.ts";
import { readSettings } from "../organizations/index.ts";
import { findTransferOrders } from "../payments/index.ts";
import { handOver, isOfCollections } from "./hand-over.ts";
import { matchLine } from "./match-line.ts";
import {
  type MatchCandidate,
  type MatchLine,
  type MatchOrder,
  type Proposal,
  proposeMatches,
  searchKeys,
} from "./matching-rules.ts";
import type { KeptDetail } from "./rules.ts";
import { payersOf, undoneLines } from "./sql/allocations.ts";
import {
  findLine,
  forgetProposals,
  type KeptProposal,
  type LineRow,
  linesToPropose,
  markProposed,
  saveProposals,
} from "./sql/lines.ts";

export const PROPOSE_JOB = "banking.propose";
const PAGE = 100;
const KEPT = 30;
const MATCHED_KINDS = new Set(["transfer", "instant_transfer", "cheque", "other"]);

/** Asks for the job that looks for what the waiting lines pay. */
export const askForProposals = (ctx: Context): Promise<void> =>
  ctx.services.jobs.enqueue(ctx.db, PROPOSE_JOB, { organizationId: ctx.organizationId });

/** What customers owe has changed, or somebody asks: waiting lines are looked at again. @returns how many. */
export async function proposeAgain(ctx: Context, creditorIds: readonly string[] | null): Promise<number> {
  const lines = await forgetProposals(ctx, creditorIds);
  if (lines > 0) await askForProposals(ctx);
  return lines;
}

/**
 * Looks for what each line pays, page by page, and matches by itself what is certain enough for the organization (PAY-10): each match is a
 * small transaction of its own. Stopped in the middle, the lines with which it was not done are looked at again.
 */
export async function proposeLines(outer: Outer): Promise<void> {
  const { bankAutomaticScore } = await outer.transaction((ctx) => readSettings(ctx));
  for (;;) {
    const made = await outer.transaction(async (ctx) => {
      const lines = await linesToPropose(ctx, PAGE);
      const proposals = await proposalsFor(ctx, lines);
      // What a person undid is for a person to match again.
      const undone = await undoneLines(
        ctx,
        lines.map((line) => line.id),
      );
      const kept = lines.map((line) => {
        const own = proposals.get(line.id) ?? [];
        const sure = surest(own).filter((one) => one.score >= bankAutomaticScore && !undone.has(line.id));
        const handed = isOfCollections(line);
        return { id: line.id, proposals: own, sure, handed, unfinished: handed || sure.length > 0 };
      });
      if (kept.length > 0) await saveProposals(ctx, kept);
      return kept;
    });
    if (made.length === 0) return;
    const unfinished = made.filter((one) => one.unfinished);
    for (const { id, sure, handed } of unfinished) {
      if (handed) await handOver(outer, id);
      for (const proposal of sure) await acceptProposal(outer, id, proposal, "rule");
    }
    await outer.transaction((ctx) =>
      markProposed(
        ctx,
        unfinished.map((one) => one.id),
      ),
    );
  }
}

/** The best proposal of each transaction of a line. */
export const surest = (proposals: readonly KeptProposal[]): KeptProposal[] =>
  proposals.filter((one, n) => proposals.findIndex((other) => other.detail === one.detail) === n);

/** Accepts a proposal as it was made. When it no longer holds, others are kept in its place. @returns whether it was accepted. */
export async function acceptProposal(
  outer: Outer,
  lineId: string,
  proposal: KeptProposal,
  source: "rule" | "staff",
): Promise<boolean> {
  const { detail, cents, parts, accountId, orders, score, reason } = proposal;
  try {
    await outer.transaction((ctx) =>
      matchLine(ctx, lineId, { detail, cents, parts, accountId, orders, by: { source, score, reason } }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await outer.transaction((ctx) => proposeForOne(ctx, lineId));
    return false;
  }
}

async function proposeForOne(ctx: Context, lineId: string): Promise<void> {
  const line = await findLine(ctx, lineId);
  if (line?.state !== "waiting") return;
  const proposals = await proposalsFor(ctx, [line]);
  await saveProposals(ctx, [{ id: lineId, proposals: proposals.get(lineId) ?? [] }]);
}

type Unit = { line: LineRow; detail: number | null; cents: number; asked: MatchLine };

/** What many lines may pay, best first: what the house knows is asked for once for all of them. */
export async function proposalsFor(
  ctx: Context,
  lines: readonly LineRow[],
): Promise<Map<string, KeptProposal[]>> {
  const units = await withKnowledge(ctx, lines.flatMap(unitsOf));
  const made = units.map((unit) => ({ id: unit.line.id, proposals: proposeUnit(unit) }));
  const byLine = Map.groupBy(made, (one) => one.id);
  return new Map([...byLine].map(([id, own]) => [id, ordered(own.map((one) => one.proposals))]));
}

type Known = Unit & {
  candidates: readonly Entry[];
  orders: readonly Order[];
  payerAccounts: string[];
};
type Entry = Awaited<ReturnType<typeof matchableEntries>>[number];
type Order = Awaited<ReturnType<typeof findTransferOrders>>[number];

/** Payers met before, transfer orders and open entries: three statements, however many lines. */
async function withKnowledge(ctx: Context, units: readonly Unit[]): Promise<Known[]> {
  if (units.length === 0) return [];
  const hashes = units.map((one) => one.asked.counterpartyIban ?? "").filter(Boolean);
  const payers = Map.groupBy(await payersOf(ctx, [...new Set(hashes)]), (payer) => payer.hash);
  const keys = units.map((unit) => searchKeys(unit.asked));
  const orders = await findTransferOrders(ctx, [...new Set(keys.flatMap((one) => one.references))]);
  const known = units.map((unit, n) => ({
    ...unit,
    payerAccounts: (payers.get(unit.asked.counterpartyIban ?? "") ?? []).map((payer) => payer.accountId),
    orders: orders.filter(
      (order) => order.creditorId === unit.line.creditorId && keys[n]!.references.includes(order.reference),
    ),
  }));
  const found = await matchableEntries(
    ctx,
    known.map((unit, n) => ({
      creditorId: unit.line.creditorId!,
      cents: unit.cents,
      pieces: keys[n]!.pieces,
      names: [...new Set([unit.asked.counterpartyName ?? "", keys[n]!.words.join(" ")])].filter(Boolean),
      accountIds: [...new Set([...unit.payerAccounts, ...unit.orders.map((order) => order.accountId)])],
    })),
  );
  const candidates = Map.groupBy(found, (one) => one.wanted);
  return known.map((unit, n) => ({ ...unit, candidates: candidates.get(n) ?? [] }));
}

function proposeUnit(unit: Known): KeptProposal[] {
  const { asked, payerAccounts: accountIds, candidates, orders } = unit;
  const made = proposeMatches(asked, {
    candidates: candidates.map(candidateOf),
    orders: orders.map(
      ({ id, reference, accountId, cents, parts }): MatchOrder => ({
        orderId: id,
        reference,
        accountId,
        cents,
        parts,
      }),
    ),
    payers: accountIds.length > 0 ? [{ iban: asked.counterpartyIban!, accountIds }] : [],
  });
  return made.map((one) => keptProposal(one, unit));
}

/** Of one transaction all proposals; of several the best of each, so that each shows its own. */
const ordered = (units: KeptProposal[][]): KeptProposal[] =>
  units.length === 1 ? units[0]! : units.flatMap((one) => one.slice(0, 1)).slice(0, KEPT);

/** A line that waits is looked at whole, or transaction by transaction when it says what each is worth. */
function unitsOf(line: LineRow): Unit[] {
  if (line.cents < 0 || !line.creditorId || line.state !== "waiting" || !MATCHED_KINDS.has(line.kind))
    return [];
  const { details } = line;
  const apart =
    details.length > 1 &&
    details.every((one) => one.cents > 0) &&
    details.reduce((sum, one) => sum + one.cents, 0) === line.cents;
  if (apart)
    return details.flatMap((one, n) =>
      line.matchedDetails.includes(n)
        ? []
        : [{ line, detail: n, cents: one.cents, asked: asked(line, [one], one.cents) }],
    );
  const cents = line.cents - line.allocatedCents;
  return [{ line, detail: null, cents, asked: asked(line, details, cents) }];
}

function asked(line: LineRow, details: readonly KeptDetail[], cents: number): MatchLine {
  const [first] = details;
  const texts = details.flatMap((one) => [...one.remittance, one.ultimate]).filter(Boolean);
  return {
    cents,
    bookedOn: line.bookedOn,
    label: line.label,
    counterpartyName: first?.counterparty || line.counterparty || null,
    // As a keyed hash: the rules only compare it with those of known payers.
    counterpartyIban: first?.payerHash || line.payerHash || null,
    endToEndId: first?.endToEndId || null,
    structuredReference: details.map((one) => one.structured).find(Boolean) ?? null,
    texts: texts.length > 0 ? texts : line.texts.split(" · "),
    kind: line.kind as MatchLine["kind"],
    batch: line.batch,
    mandateId: first?.mandateId || null,
  };
}

const candidateOf = (one: Entry): MatchCandidate => ({
  entryId: one.entryId,
  accountId: one.accountId,
  accountCode: one.accountCode,
  partyId: one.partyId,
  partyName: one.partyName,
  partyAliases: one.accountLabel === one.partyName ? [] : [one.accountLabel],
  piece: one.piece || null,
  label: one.label,
  date: one.date,
  dueOn: one.dueOn,
  openCents: one.openCents,
});

/** What came of each order: all of the money when it pays one order and nothing else, or else what its own pieces get. */
function receivedOf(
  orders: readonly Order[],
  parts: Proposal["parts"],
  cents: number,
): { id: string; cents: number }[] {
  const shares = orders.map((order) => {
    const own = new Set(order.parts.map((part) => part.entryId));
    const taken = parts.filter((part) => own.has(part.entryId));
    const alone = orders.length === 1 && taken.length === parts.length;
    return { id: order.id, cents: alone ? cents : taken.reduce((sum, part) => sum + part.cents, 0) };
  });
  return shares.filter((one) => one.cents > 0);
}

function keptProposal(made: Proposal, { cents, detail, candidates, orders }: Known): KeptProposal {
  const entries = new Map(candidates.map((one) => [one.entryId, one]));
  const first = entries.get(made.parts[0]?.entryId ?? "");
  const accountId = made.accountIds[0] ?? first?.accountId ?? null;
  const closed = orders.filter(
    (order) => order.state !== "received" && made.evidence.includes(`reference:${order.reference}`),
  );
  return {
    score: Math.round(made.score),
    reason: made.reason,
    evidence: [...made.evidence],
    detail,
    cents,
    unusedCents: made.unusedCents,
    accountId: made.unusedCents > 0 ? accountId : null,
    orders: receivedOf(closed, made.parts, cents),
    parts: made.parts.map(({ entryId, cents: part }) => ({ entryId, cents: part })),
    pieces: made.parts.map(
      (part) => entries.get(part.entryId)?.piece || entries.get(part.entryId)?.label || "",
    ),
    party: first?.partyName ?? "",
  };
}
