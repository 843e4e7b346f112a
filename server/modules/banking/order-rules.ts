/** Structured references: of a transfer that was ordered here, or of an invoice. Their check digits leave no doubt. Pure. */
import { type MatchView, proposal } from "./evidence-rules.ts";
import type { MatchCandidate, MatchOrder, Proposal } from "./matching-rules.ts";
import { compactOf } from "./reference-rules.ts";
import { byAge, oldestFirst, type Part } from "./sum-rules.ts";

type Target = { reference: string; ordered: boolean; parts: Part[]; twice: boolean };

const sumOf = (parts: readonly Part[]) => parts.reduce((sum, { cents }) => sum + cents, 0);

/** Proposals by structured reference; the references that are nobody's are noted in the view. */
export function proposeByReference(view: MatchView, orders: readonly MatchOrder[]): Proposal[] {
  const targets = targetsOf(view, orders);
  const known = new Set(targets.map(({ reference }) => reference));
  view.unknown = view.references.filter((reference) => !known.has(reference));
  if (targets.length === 0) return [];
  const parts = merged(targets);
  const { cents } = view.line;
  const due = sumOf(parts);
  const ordered = targets.some((target) => target.ordered);
  const told = targets.map(({ reference }) => `reference:${reference}`);
  const twice = targets.some((target) => target.twice) ? ["ambiguous"] : [];
  const reason = ordered ? "order_reference" : targets.length > 1 ? "several_invoices" : "invoice_reference";
  if (due === cents) {
    const score = ordered ? 100 : 99;
    return [proposal(view, { score, reason, parts, evidence: [...told, "amount", ...twice] })];
  }
  const positive = positiveOf(view, parts);
  if (due > cents) {
    // Less than is due, and for something else as well: how much for each, nobody can tell.
    const shared = twice.length === 0 && view.unknown.length > 0 ? ["ambiguous"] : twice;
    const taken = oldestFirst(positive, cents);
    return [
      proposal(view, {
        score: 96,
        reason,
        parts: taken,
        evidence: [...told, `short:${due - cents}`, ...shared],
      }),
    ];
  }
  if (due <= 0) return [];
  const evidence = [...told, `over:${cents - due}`, ...twice];
  return [proposal(view, { score: 88, reason, parts, evidence })];
}

/** Orders and invoices that the references name, as far as they are open. */
function targetsOf(view: MatchView, orders: readonly MatchOrder[]): Target[] {
  const targets: Target[] = [];
  for (const reference of view.references) {
    const order = orders.find((one) => compactOf(one.reference) === reference);
    if (order) {
      const parts = order.parts.flatMap((part) => limited(view, part));
      if (parts.length > 0) targets.push({ reference, ordered: true, parts, twice: false });
      continue;
    }
    const body = reference.slice(4);
    const named = [...view.entries.values()].filter(
      (one) => one.piece !== null && bodyOf(one.piece) === body,
    );
    if (named.length === 0) continue;
    const twice = new Set(named.map(({ accountId }) => accountId)).size > 1;
    const parts = named.map(({ entryId, openCents }) => ({ entryId, cents: openCents }));
    targets.push({ reference, ordered: false, parts, twice });
  }
  return targets;
}

/** A piece number as the body of a structured reference: 21 letters and digits at most. */
const bodyOf = (piece: string) => compactOf(piece).slice(0, 21);

/** No more of an entry than is still open, nor a credit that has been used since. */
function limited(view: MatchView, { entryId, cents }: Part): Part[] {
  const open = view.entries.get(entryId)?.openCents ?? 0;
  const left = cents > 0 ? Math.min(cents, open) : Math.max(cents, open);
  return left !== 0 && Math.sign(left) === Math.sign(cents) ? [{ entryId, cents: left }] : [];
}

/** An entry that two references name is paid once. */
function merged(targets: readonly Target[]): Part[] {
  const parts = new Map<string, number>();
  for (const { entryId, cents } of targets.flatMap((target) => target.parts)) {
    const known = parts.get(entryId) ?? 0;
    parts.set(entryId, Math.abs(cents) > Math.abs(known) ? cents : known);
  }
  return [...parts]
    .map(([entryId, cents]) => ({ entryId, cents }))
    .sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
}

/** The invoices of some parts, open for what the parts take, oldest first. */
function positiveOf(view: MatchView, parts: readonly Part[]): MatchCandidate[] {
  const wanted = new Map(parts.map(({ entryId, cents }) => [entryId, cents]));
  return view.accounts
    .flatMap(({ entries }) => entries)
    .filter(({ entryId }) => (wanted.get(entryId) ?? 0) > 0)
    .map((one) => ({ ...one, openCents: wanted.get(one.entryId)! }))
    .sort(byAge);
}
