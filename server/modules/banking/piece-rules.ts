/** Invoices named by their number in what the payer wrote. Pure. */
import { type Account, ALIKE, type MatchView, proposal, SAME, saidOf } from "./evidence-rules.ts";
import type { MatchCandidate, Proposal, Reason } from "./matching-rules.ts";
import { compactOf, type Found, findPiece } from "./reference-rules.ts";
import { byAge, exactly, oldestFirst, type Part, totalOf } from "./sum-rules.ts";

/** The open entries of one piece of one account: an invoice may be due in several times. */
type Named = { account: Account; piece: string; found: Found; entries: MatchCandidate[]; due: number };

/** Money that a bank keeps of a transfer, or a payer forgets: less than this is still the same invoice. */
export const SHORT_CENTS = 100;

export function proposeByPiece(view: MatchView): Proposal[] {
  const found = namedPieces(view);
  if (found.length === 0) return [];
  const surest = found.filter((one) => one.found !== "loose");
  const named = surest.length > 0 ? surest : found;
  const byPiece = Map.groupBy(named, ({ piece }) => compactOf(piece));
  const rivals = [...byPiece.values()].filter((all) => all.length > 1);
  if (surest.length === 0 || rivals.length > 0) {
    // A number that two accounts have, or that may be another's: each alone, none for sure.
    const alone = named.flatMap((one) =>
      proposeNamed(
        view,
        [one],
        rivals.some((all) => all.includes(one)),
      ),
    );
    const sure = named.filter((one) => !rivals.some((all) => all.includes(one)));
    return surest.length > 0 && sure.length > 0 ? [...proposeNamed(view, sure, true), ...alone] : alone;
  }
  return proposeNamed(view, named, false);
}

function namedPieces(view: MatchView): Named[] {
  const named: Named[] = [];
  for (const account of view.accounts) {
    const pieces = Map.groupBy(
      account.entries.filter(({ piece }) => piece !== null && piece !== ""),
      ({ piece }) => piece!,
    );
    for (const [piece, entries] of pieces) {
      const found = findPiece(view.index, piece);
      if (found) named.push({ account, piece, found, entries, due: totalOf(entries) });
    }
  }
  return named;
}

function proposeNamed(view: MatchView, named: readonly Named[], doubtful: boolean): Proposal[] {
  const { cents } = view.line;
  const entries = named.flatMap((one) => one.entries).sort(byAge);
  const due = totalOf(entries);
  const invoices = entries.filter(({ openCents }) => openCents > 0);
  const make = (score: number, parts: readonly Part[], evidence: readonly string[], reason?: Reason) =>
    proposal(view, {
      score: weighed(view, named, score, doubtful),
      reason: reason ?? (named.length > 1 ? "several_invoices" : "invoice_number"),
      parts,
      evidence: [...saidOfNamed(named), ...evidence, ...(doubtful ? ["ambiguous"] : [])],
    });
  const all = entries.map(({ entryId, openCents }) => ({ entryId, cents: openCents }));
  if (due === cents) return [make(97, all, ["amount"])];
  const instalments = named.length === 1 ? inARow(invoices, cents) : null;
  if (instalments) return [make(97, instalments, ["amount", "oldest"])];
  const some = exactly(entries, cents);
  if (some) {
    const reason = some.how === "one" ? "invoice_number" : "several_invoices";
    return [make(some.ambiguous ? 86 : 90, some.parts, ["amount", `several:${some.parts.length}`], reason)];
  }
  const others = withOthers(named, entries, cents - due);
  if (others) {
    const parts = [...all, ...others];
    return [make(86, parts, ["amount", `several:${parts.length}`], "several_invoices")];
  }
  if (due > cents || (due <= 0 && invoices.length > 0)) {
    const short = due - cents;
    const parts = oldestFirst(invoices, cents);
    return parts.length > 0 ? [make(short <= SHORT_CENTS ? 88 : 84, parts, [`short:${short}`])] : [];
  }
  if (due <= 0) return [];
  return [make(80, all, [`over:${cents - due}`])];
}

/** The oldest instalments of one invoice, to the cent. */
function inARow(invoices: readonly MatchCandidate[], cents: number): Part[] | null {
  const parts = oldestFirst(invoices, cents);
  const whole = parts.every((part, at) => invoices[at]!.openCents === part.cents);
  return whole && parts.reduce((sum, part) => sum + part.cents, 0) === cents ? parts : null;
}

/** What else of the same accounts makes the rest: payers name one invoice and pay two. */
function withOthers(named: readonly Named[], taken: readonly MatchCandidate[], rest: number): Part[] | null {
  const accounts = [...new Set(named.map(({ account }) => account))];
  const others = accounts.flatMap(({ entries }) => entries.filter((one) => !taken.includes(one))).sort(byAge);
  return exactly(others, rest)?.parts ?? null;
}

const saidOfNamed = (named: readonly Named[]): string[] => [
  ...named.map(({ piece }) => `piece:${piece}`),
  ...new Set(named.flatMap(({ account }) => saidOf(account))),
];

/** A number alone is worth what it is; another account that the payer's name and the amount fit is worth more. */
function weighed(view: MatchView, named: readonly Named[], score: number, doubtful: boolean): number {
  const own = new Set(named.map(({ account }) => account));
  const backed = [...own].every((account) => account.payer || account.coded || account.name >= ALIKE);
  if (!backed && fitsAnother(view, own)) return Math.min(score, 65);
  const loose = named.some(({ found }) => found === "loose");
  const likely = named.some(({ found }) => found === "likely");
  if (loose) return Math.min(90, score - (backed ? 10 : 25));
  if (doubtful) return Math.min(90, score - (backed ? 6 : 12));
  if (likely) return backed ? score : Math.min(score, 92);
  return backed ? Math.min(98, score + 1) : score;
}

/** The payer is known to be, names or has the name of somebody else who owes just as much. */
function fitsAnother(view: MatchView, own: ReadonlySet<Account>): boolean {
  return view.accounts.some(
    (account) =>
      !own.has(account) &&
      (account.payer || account.coded || account.name >= SAME) &&
      exactly(account.entries, view.line.cents) !== null,
  );
}
