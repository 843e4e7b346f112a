import { describe, expect, it } from "vitest";
import { type BankFileEvent, readBankFile } from "../server/formats/bank-file/index.ts";
import { gathered, inChunks } from "../server/formats/bank-file/testing.ts";
import {
  AUTOMATIC_SCORE,
  type MatchCandidate,
  proposeMatches,
} from "../server/modules/banking/matching-rules.ts";
import { bankFileText, bankStatements, nextBankFileName } from "./bank-files.ts";
import { settlementOf } from "./books.ts";
import { makeStories } from "./seed.ts";
import type { Story } from "./story.ts";

const TODAY = "2026-11-30";
const stories = makeStories({ today: TODAY, scale: 0.05 });

function candidatesOf({ books }: Story): MatchCandidate[] {
  const settled = settlementOf(books);
  return books.entries
    .filter((entry) => !settled.has(entry) && !entry.supersededBy)
    .map((entry) => ({
      entryId: entry.id,
      accountId: entry.account.id,
      accountCode: entry.account.code,
      partyId: entry.account.party.id,
      partyName: entry.account.party.name,
      partyAliases: [],
      piece: entry.piece,
      label: entry.label,
      date: entry.date,
      dueOn: entry.dueOn,
      openCents: entry.cents,
    }));
}

describe.each(stories)("the bank statements of $slug", (story) => {
  const { creditor, past, next } = bankStatements(story, TODAY);

  it("PAY-10 follow one another, are read as they were made, and their balances hold", async () => {
    expect(next.statement.opening!.cents).toBe(past.statement.closing!.cents);
    const read: BankFileEvent[] = [];
    for (const one of [past, next]) {
      read.push(...(await gathered(readBankFile(inChunks(Buffer.from(bankFileText(one), "latin1"))))));
    }
    expect(read.filter(({ kind }) => kind === "problem")).toEqual([]);
    const lines = read.flatMap((event) => (event.kind === "line" ? [event.line] : []));
    const made = [...past.lines, ...next.lines];
    expect(lines.map(({ cents, kind, bookedOn }) => ({ cents, kind, bookedOn }))).toEqual(
      made.map(({ cents, kind, bookedOn }) => ({ cents, kind, bookedOn })),
    );
    const [first] = read.flatMap((event) => (event.kind === "statement" ? [event.statement] : []));
    expect(first!.account.rib!.account).toBe(creditor.iban.slice(14, 25));
    expect(nextBankFileName(story.slug, TODAY)).toMatch(/^releve-\w+-2026-11-30\.(xml|txt)$/);
  });

  it("PAY-10 show what is lettered without a hand, what is proposed, and what nobody knows", () => {
    const candidates = candidatesOf(story);
    const best = [...past.lines, ...next.lines].map((line) => {
      const [detail] = line.details;
      const [first] = proposeMatches(
        {
          ...line,
          counterpartyName: detail?.counterparty.name ?? null,
          counterpartyIban: null,
          endToEndId: null,
          structuredReference: detail?.structuredReference ?? null,
          texts: detail?.remittance ?? [],
          mandateId: null,
        },
        { candidates, orders: [], payers: [] },
      );
      return first?.score ?? 0;
    });
    expect(best.filter((score) => score >= AUTOMATIC_SCORE).length).toBeGreaterThan(3);
    expect(best.filter((score) => score > 0 && score < AUTOMATIC_SCORE).length).toBeGreaterThan(2);
    expect(best.filter((score) => score === 0).length).toBeGreaterThan(2);
  });
});
