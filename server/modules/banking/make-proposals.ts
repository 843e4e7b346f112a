import type { Context } from "../../platform/context.ts";
import { matchableEntries } from "../ledger/index.ts";
import { findTransferOrders } from "../payments/index.ts";
import {
  type MatchCandidate,
  type MatchLine,
  type MatchOrder,
  type Proposal,
  proposeMatches,
  searchKeys,
} from "./matching-rules.ts";
import type { KeptDetail } from "./rules.ts";
import { payersOf } from "./sql/allocations.ts";
import { type KeptProposal, type LineRow, lockLines } from "./sql/lines.ts";
import { saveProposals } from "./sql/proposals.ts";

const KEPT = 30;
const MATCHED_KINDS = new Set(["transfer", "instant_transfer", "cheque", "other"]);

/** Lines that wait are proposed for anew: what was kept no longer holds. */
export async function proposeFor(ctx: Context, lineIds: readonly string[]): Promise<void> {
  const lines = (await lockLines(ctx, lineIds)).filter((line) => line.state === "waiting");
  const proposals = await proposalsFor(ctx, lines);
  await saveProposals(
    ctx,
    lines.map(({ id }) => ({ id, proposals: proposals.get(id) ?? [] })),
  );
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
