/** Transfers that customers of a story said they would make (PAY-9): one that waits, one that was given up. */
import type pg from "pg";
import { rfReference } from "../server/formats/iban/index.ts";
import { dayInParis } from "../server/platform/dates.ts";
import { type Entry, settlementOf } from "./books.ts";
import { type Cell, copyRows } from "./copy.ts";
import { makeRandom, type Random } from "./random.ts";
import type { DemoUser, Story } from "./story.ts";

const HOUR = 3_600_000;
type Made = { id: string; user: DemoUser; entry: Entry; at: Date; givenUp: boolean };

export async function copyTransfers(
  client: pg.Client,
  story: Story,
  today: string,
  now: Date,
): Promise<void> {
  const random = makeRandom(`transfers ${story.slug} ${today}`);
  const made = choose(story, random, now);
  const org = story.organizationId;
  await copyRows(
    client,
    "transfer_orders",
    "organization_id id reference user_id creditor_id account_id cents state made_at closed_at",
    made.map(({ id, user, entry, at, givenUp }): Cell[] => [
      org,
      id,
      rfReference(`QT${random.int(10_000_000, 99_999_999)}DEMO`),
      user.id,
      entry.account.creditorId,
      entry.account.id,
      entry.cents,
      givenUp ? "cancelled" : "open",
      at,
      givenUp ? new Date(at.getTime() + HOUR) : null,
    ]),
  );
  await copyRows(
    client,
    "transfer_order_parts",
    "organization_id order_id entry_id cents",
    made.map(({ id, entry }): Cell[] => [org, id, entry.id, entry.cents]),
  );
}

/** For each customer whose credentials are printed, the latest of what he owes. */
function choose(story: Story, random: Random, now: Date): Made[] {
  const settled = settlementOf(story.books);
  const shown = story.users.filter((user) => user.role === "customer" && user.who);
  return shown.flatMap((user) => {
    const own = new Set(user.parties.map((party) => party.id));
    const open = story.books.entries.filter(
      (entry) =>
        entry.cents > 1000 && !settled.has(entry) && !entry.supersededBy && own.has(entry.account.party.id),
    );
    return open.slice(-2).map((entry, rank) => {
      const at = new Date(now.getTime() - (rank === 0 ? 90 : 20) * HOUR);
      return { id: random.id(dayInParis(at)), user, entry, at, givenUp: rank === 0 && open.length > 1 };
    });
  });
}
