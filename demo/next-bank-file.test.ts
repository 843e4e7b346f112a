import { describe, expect, it } from "vitest";
import { readBankFile } from "../server/formats/bank-file/index.ts";
import { gathered, inChunks } from "../server/formats/bank-file/testing.ts";
import {
  AUTOMATIC_SCORE,
  type MatchCandidate,
  proposeMatches,
} from "../server/modules/banking/matching-rules.ts";
import { type Entry, settlementOf } from "./books.ts";
import { bankFileText, type House, nextBankFileName, nextStatement } from "./next-bank-file.ts";
import { makeStories } from "./seed.ts";
import type { Story } from "./story.ts";

const TODAY = "2026-11-30";
const stories = makeStories({ today: TODAY, scale: 0.05 });

function openOf({ books }: Story): Entry[] {
  const settled = settlementOf(books);
  return books.entries.filter((entry) => !settled.has(entry) && !entry.supersededBy);
}

function houseOf(story: Story): House {
  const [creditor] = story.creditors;
  const open = openOf(story).filter(
    ({ cents, account }) => cents > 1000 && account.creditorId === creditor!.id,
  );
  const owed = open.map(({ account, piece, cents }) => ({ name: account.party.name, piece, cents, account }));
  const lists = [...Map.groupBy(owed, ({ account }) => account.id).values()];
  return { slug: story.slug, iban: creditor!.iban, openingCents: 4_711_00, owed: lists };
}

const candidatesOf = (story: Story): MatchCandidate[] =>
  openOf(story).map((entry) => ({
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

describe.each(stories)("the next bank statement of $slug", (story) => {
  const written = nextStatement(houseOf(story), TODAY);

  it("PAY-10 is read as it was made, and its balances hold", async () => {
    const read = await gathered(readBankFile(inChunks(Buffer.from(bankFileText(written), "latin1"))));
    expect(read.filter(({ kind }) => kind === "problem")).toEqual([]);
    const lines = read.flatMap((event) => (event.kind === "line" ? [event.line] : []));
    expect(lines.map(({ cents, kind, bookedOn }) => ({ cents, kind, bookedOn }))).toEqual(
      written.lines.map(({ cents, kind, bookedOn }) => ({ cents, kind, bookedOn })),
    );
    expect(lines.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["transfer", "debit_batch", "debit_return"]),
    );
    expect(read.at(-1)).toMatchObject({ kind: "end", problems: [] });
    expect(read[0]).toMatchObject({
      statement: { account: { rib: { account: story.creditors[0]!.iban.slice(14, 25) } } },
    });
    expect(nextBankFileName(story.slug, TODAY)).toMatch(/^releve-\w+-2026-11-30\.(xml|txt)$/);
  });

  it("PAY-10 shows what is lettered without a hand, what is proposed, and what nobody knows", () => {
    const candidates = candidatesOf(story);
    const best = written.lines.map((line) => {
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
