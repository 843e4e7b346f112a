/** What points from a line to an account: its number, a payer we know, a name. Pure. */
import type { KnownPayer, MatchCandidate, MatchLine, MatchOrder, Proposal } from "./matching-rules.ts";
import { likeness, type Name, namedIn, nameInLabel, nameOf } from "./name-rules.ts";
import { compactOf, findAccountCode, type TextIndex } from "./reference-rules.ts";
import { byAge, type Part } from "./sum-rules.ts";

export type Account = {
  accountId: string;
  accountCode: string;
  partyId: string;
  partyName: string;
  /** Oldest first. */
  entries: readonly MatchCandidate[];
  payer: boolean;
  coded: boolean;
  /** How much the payer's name, or a name in the texts, is this party's: 0 to 1. */
  name: number;
};

export type MatchView = {
  line: MatchLine;
  index: TextIndex;
  /** By id, so that nothing depends on the order in which candidates came. */
  accounts: readonly Account[];
  entries: ReadonlyMap<string, MatchCandidate>;
  /** References of the texts whose check digits hold. */
  references: readonly string[];
  /** References that are of no order and no open invoice: another creditor's, or one paid before. */
  unknown: readonly string[];
  /** Numbers written like ours that are of nothing open: an invoice paid before, or one typed wrong. */
  strangers: readonly string[];
};

/** Names from here on are worth a word; from `SAME` on they are one. */
export const ALIKE = 0.6;
export const SAME = 0.85;

export function groupAccounts(
  line: MatchLine,
  given: {
    candidates: readonly MatchCandidate[];
    orders: readonly MatchOrder[];
    payers: readonly KnownPayer[];
  },
  index: TextIndex,
): MatchView {
  const open = given.candidates.filter(({ openCents }) => openCents !== 0);
  const entries = new Map(open.map((one) => [one.entryId, one]));
  const byAccount = Map.groupBy([...entries.values()].sort(byAge), ({ accountId }) => accountId);
  const iban = line.counterpartyIban?.replace(/\s/g, "");
  const payers = given.payers.filter((payer) => iban && payer.iban.replace(/\s/g, "") === iban);
  const known = new Set(payers.flatMap(({ accountIds }) => accountIds));
  const payerName = line.counterpartyName ? nameOf(line.counterpartyName) : nameInLabel(line.label);
  const names = new Map<string, number>();
  const accounts = [...byAccount].map(([accountId, own]): Account => {
    const [first] = own as [MatchCandidate, ...MatchCandidate[]];
    const who = [first.partyName, ...first.partyAliases].join("\n");
    if (!names.has(who)) names.set(who, bestLikeness(payerName, index.words, who.split("\n").map(nameOf)));
    return {
      accountId,
      accountCode: first.accountCode,
      partyId: first.partyId,
      partyName: first.partyName,
      entries: own,
      payer: known.has(accountId),
      coded: findAccountCode(index, first.accountCode),
      name: names.get(who)!,
    };
  });
  accounts.sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  return {
    line,
    index,
    accounts,
    entries,
    references: index.references,
    unknown: [],
    strangers: strangersIn(index, open),
  };
}

const shapeOf = (compact: string) => compact.replace(/\d/g, "9");

function strangersIn(index: TextIndex, open: readonly MatchCandidate[]): string[] {
  const pieces = new Set(open.map(({ piece }) => compactOf(piece ?? "")));
  const shapes = new Set([...pieces].filter((piece) => /^[A-Z]+\d{4}/.test(piece)).map(shapeOf));
  return [...index.runs.keys()].filter((run) => shapes.has(shapeOf(run)) && !pieces.has(run)).sort();
}

function bestLikeness(payer: Name, words: ReadonlySet<string>, names: readonly Name[]): number {
  let best = 0;
  for (const name of names) {
    best = Math.max(best, likeness(payer, name), namedIn(words, name));
  }
  return best;
}

/** What an account's evidence is called. */
export function saidOf(account: Account): string[] {
  return [
    ...(account.coded ? [`account:${account.accountCode}`] : []),
    ...(account.payer ? ["payer"] : []),
    ...(account.name >= 0.5 ? [`name:${account.partyName}`] : []),
  ];
}

/** A proposal whose parts are what they pay: the rest of the line is unused. */
export function proposal(
  view: MatchView,
  given: Pick<Proposal, "score" | "reason" | "evidence"> & { parts: readonly Part[] },
): Proposal {
  const paid = given.parts.reduce((sum, { cents }) => sum + cents, 0);
  const accountIds = new Set(given.parts.map(({ entryId }) => view.entries.get(entryId)!.accountId));
  return { ...given, accountIds: [...accountIds].sort(), unusedCents: view.line.cents - paid };
}
