/** Accounts that a number, a known payer or a name points to, and what the amount pays of them. Pure. */
import { type Account, ALIKE, type MatchView, proposal, SAME, saidOf } from "./evidence-rules.ts";
import type { MatchCandidate, Proposal, Reason } from "./matching-rules.ts";
import { SHORT_CENTS } from "./piece-rules.ts";
import { byAge, type Exact, exactly, oldestFirst, totalOf } from "./sum-rules.ts";

/** Names less alike than this are somebody else's. */
const FAINT = 0.5;
/** Accounts looked at without any evidence but the amount. */
const MOST_ACCOUNTS = 60;

export function proposeByAccount(view: MatchView): Proposal[] {
  const pointed = view.accounts.filter(({ payer, coded, name }) => payer || coded || name >= FAINT);
  return [...pointed.flatMap((account) => ofAccount(view, account) ?? []), ...ofGroups(view, pointed)];
}

function ofAccount(view: MatchView, account: Account): Proposal | null {
  const { cents } = view.line;
  const exact = exactly(account.entries, cents);
  const said = saidOf(account);
  if (exact && (exact.how === "one" || isSure(account))) {
    const { score, reason } = worthOf(account, exact);
    const evidence = [...said, ...saidOfExact(exact)];
    return proposal(view, { score, reason, parts: exact.parts, evidence });
  }
  return isSure(account) ? inexact(view, account, said) : null;
}

/** One faint likeness needs an amount that fits to the cent. */
const isSure = ({ payer, coded, name }: Account) => payer || coded || name >= ALIKE;

function saidOfExact({ how, ambiguous, parts }: Exact): string[] {
  return [
    how === "whole" ? "whole" : "amount",
    ...(how === "several" ? [`several:${parts.length}`] : []),
    ...(ambiguous ? ["ambiguous"] : []),
  ];
}

/** Points of a name: 0 for a faint likeness, 1 for the same. */
const pointsOf = (name: number) => Math.max(0, Math.min(1, (name - FAINT) / (1 - FAINT)));

function worthOf(account: Account, exact: Exact): { score: number; reason: Reason } {
  const less = (exact.how === "several" ? 6 : exact.how === "whole" ? 1 : 0) + (exact.ambiguous ? 4 : 0);
  const named = account.name >= ALIKE;
  if (account.coded) return { score: (account.payer || named ? 93 : 90) - less, reason: "account_reference" };
  if (account.payer && named) {
    const same = account.name >= SAME ? 2 : 0;
    return { score: 90 + same - less, reason: reasonOf(exact, "payer_amount_name") };
  }
  if (account.payer) return { score: 87 - less, reason: reasonOf(exact, "known_payer_amount") };
  const score = Math.round(50 + 32 * pointsOf(account.name)) - less;
  return { score, reason: reasonOf(exact, "name_amount") };
}

const reasonOf = ({ how }: Exact, one: Reason): Reason =>
  how === "one" ? one : how === "whole" ? "whole_balance" : "several_invoices";

/** Less than is due pays the oldest first, unless it is one invoice but for some cents; more pays everything. */
function inexact(view: MatchView, account: Account, said: readonly string[]): Proposal | null {
  const { cents } = view.line;
  const invoices = account.entries.filter(({ openCents }) => openCents > 0);
  const due = totalOf(invoices);
  if (due === 0) return null;
  const named = Math.round(20 * pointsOf(account.name));
  const base = account.coded ? 62 : account.payer ? 50 + Math.round(named / 4) : 24 + named;
  if (due < cents) {
    const parts = oldestFirst(invoices, cents);
    const evidence = [...said, "whole", `over:${cents - due}`];
    return proposal(view, { score: base - 4, reason: "whole_balance", parts, evidence });
  }
  const near = invoices.find(({ openCents }) => Math.abs(openCents - cents) <= SHORT_CENTS);
  const parts = oldestFirst(near ? [near] : invoices, cents);
  const evidence = [...said, near ? saidOfNear(near.openCents - cents) : "oldest"];
  return proposal(view, { score: base + (near ? 14 : 0), reason: "partial", parts, evidence });
}

const saidOfNear = (short: number) => (short > 0 ? `short:${short}` : `over:${-short}`);

/** One payer for many accounts, or one party with several: the amount must fit all of them together, or some of their entries. */
function ofGroups(view: MatchView, pointed: readonly Account[]): Proposal[] {
  const payers = pointed.filter(({ payer }) => payer);
  const byParty = Map.groupBy(
    pointed.filter(({ name, payer }) => name >= SAME && !payer),
    ({ partyId }) => partyId,
  );
  return [payers, ...byParty.values()].flatMap((group) => {
    if (group.length < 2) return [];
    const entries = group.flatMap((account): readonly MatchCandidate[] => account.entries).sort(byAge);
    const exact = exactly(entries, view.line.cents);
    if (!exact || exact.how === "one") return [];
    const known = group.some(({ payer }) => payer);
    const less = exact.ambiguous ? 10 : 0;
    const score = (exact.how === "whole" ? (known ? 85 : 70) : known ? 78 : 60) - less;
    const evidence = [...new Set(group.flatMap(saidOf)), ...saidOfExact(exact)];
    return [
      proposal(view, { score, reason: reasonOf(exact, "known_payer_amount"), parts: exact.parts, evidence }),
    ];
  });
}

/** Only the amount: one invoice, or several of one account. */
export function proposeByAmount(view: MatchView): Proposal[] {
  const fitting = view.accounts.slice(0, MOST_ACCOUNTS).flatMap((account) => {
    const exact = exactly(account.entries, view.line.cents);
    return exact && !(exact.ambiguous && exact.how === "several") ? [exact] : [];
  });
  return fitting.map((exact) =>
    proposal(view, {
      score: (fitting.length === 1 ? 30 : 16) - (exact.how === "one" ? 0 : 4),
      reason: "amount_alone",
      parts: exact.parts,
      evidence: saidOfExact(exact),
    }),
  );
}
