/** Transfers that customers of a story said they would make (PAY-9): one that waits, one that was given up, one that never came. */
import type pg from "pg";
import { rfReference } from "../server/formats/iban/index.ts";
import { addDays, dayInParis } from "../server/platform/dates.ts";
import { type Entry, settlementOf } from "./books.ts";
import { type Cell, copyRows } from "./copy.ts";
import { makeRandom, type Random } from "./random.ts";
import type { DemoUser, Story } from "./story.ts";

const HOUR = 3_600_000;
type State = "open" | "cancelled" | "expired";
type Made = { id: string; user: DemoUser; entry: Entry; at: Date; state: State };
const TERM_DAYS = 30;

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
    "organization_id id reference user_id creditor_id account_id cents state made_at closed_at expires_on",
    made.map(({ id, user, entry, at, state }): Cell[] => [
      org,
      id,
      rfReference(`QT${random.int(10_000_000, 99_999_999)}DEMO`),
      user.id,
      entry.account.creditorId,
      entry.account.id,
      entry.cents,
      state,
      at,
      state === "open"
        ? null
        : new Date(at.getTime() + (state === "expired" ? TERM_DAYS * 24 + 20 : 1) * HOUR),
      addDays(dayInParis(at), TERM_DAYS),
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
    return open.slice(-3).map((entry, rank, some): Made => {
      const state = (["open", "cancelled", "expired"] as const)[some.length - 1 - rank]!;
      const at = new Date(now.getTime() - { open: 20, cancelled: 90, expired: 1000 }[state] * HOUR);
      return { id: random.id(dayInParis(at)), user, entry, at, state };
    });
  });
}
