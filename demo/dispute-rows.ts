/** Disputes of a story as rows: what is contested and held, what was said, how it ended. */
import type pg from "pg";
import { disputeReference, keepsHold } from "../server/modules/disputes/rules.ts";
import { DEFAULT_CATEGORIES } from "../server/modules/disputes/words.ts";
import { dayInParis } from "../server/platform/dates.ts";
import { type Entry, settlementOf } from "./books.ts";
import { type Cell, copyRows } from "./copy.ts";
import { CONTESTED, type Contest } from "./dispute-texts.ts";
import { makeRandom, type Random } from "./random.ts";
import type { DemoUser, Story } from "./story.ts";

const DAY = 86_400_000;
type Categories = { id: string; subtypes: string[] }[];
type Made = { contest: Contest; id: string; user: DemoUser; entries: Entry[]; cents: number[]; at: Date };

export async function copyDisputes(client: pg.Client, story: Story, today: string, now: Date): Promise<void> {
  const random = makeRandom(`disputes ${story.slug} ${today}`);
  const categories = await copyCategories(client, story, random, today);
  const made = choose(story, random, now);
  await copyDisputeRows(client, story, made, categories, now);
  await copyHolds(client, story, made, random);
  await copySteps(client, story, made, random);
}

async function copyCategories(
  client: pg.Client,
  { organizationId }: Story,
  random: Random,
  today: string,
): Promise<Categories> {
  const categories = DEFAULT_CATEGORIES.map(({ label, subtypes }) => ({
    id: random.id(today),
    label,
    subtypes: subtypes.map((one) => ({ id: random.id(today), label: one })),
  }));
  const row = (
    id: string,
    parent: string | null,
    rank: number,
    [fr, en]: readonly [string, string],
  ): Cell[] => [organizationId, id, parent, rank, fr, en];
  await copyRows(
    client,
    "dispute_categories",
    "organization_id id category_id rank label_fr label_en",
    categories.flatMap((one, rank) => [
      row(one.id, null, rank, one.label),
      ...one.subtypes.map((sub, at) => row(sub.id, one.id, at, sub.label)),
    ]),
  );
  return categories.map(({ id, subtypes }) => ({ id, subtypes: subtypes.map((one) => one.id) }));
}

/** What is wholly open, of customers who sign in, those whose credentials are printed first; each entry once. */
function choose(story: Story, random: Random, now: Date): Made[] {
  const settled = settlementOf(story.books);
  const customers = story.users.filter((user) => user.role === "customer" && user.state === "active");
  const byParty = new Map(
    customers.toReversed().flatMap((user) => user.parties.map((one) => [one.id, user])),
  );
  const open = Map.groupBy(
    story.books.entries.filter(
      (entry) =>
        entry.cents > 1000 &&
        !settled.has(entry) &&
        !entry.supersededBy &&
        byParty.has(entry.account.party.id),
    ),
    (entry) => entry.account.id,
  );
  const accounts = [...open.values()].toSorted((one, other) => rankOf(byParty, one) - rankOf(byParty, other));
  return (CONTESTED[story.slug] ?? []).flatMap((contest, rank) => {
    const at = new Date(now.getTime() - contest.ago * DAY - (rank % 7) * 3_600_000);
    const day = dayInParis(at);
    const account = accounts.find((all) => all.filter((one) => one.date <= day).length >= contest.entries);
    if (!account) return [];
    const entries = account.filter((one) => one.date <= day).slice(0, contest.entries);
    account.splice(0, account.length, ...account.filter((one) => !entries.includes(one)));
    // The next one is somebody else's, as far as there are others.
    accounts.push(...accounts.splice(accounts.indexOf(account), 1));
    const user = byParty.get(entries[0]!.account.party.id)!;
    const cents = entries.map((entry) => Math.max(1, Math.round((entry.cents * contest.share) / 100)));
    return { contest, id: random.id(day), user, entries, cents, at };
  });
}

const rankOf = (byParty: ReadonlyMap<string, DemoUser>, [first]: readonly Entry[]): number =>
  first && byParty.get(first.account.party.id)?.who ? 0 : 1;

const endOf = ({ contest, at }: Made): Date | null =>
  contest.end ? new Date(at.getTime() + contest.end.after * DAY) : null;
const isHeld = ({ contest: { end } }: Made): boolean => !end || (keepsHold(end.outcome) && !end.released);
const clerkOf = (story: Story): DemoUser =>
  story.users.find((user) => user.role === "accountant" && user.creditors === null)!;

/** When the last word was ours, the customer waits no more. */
function standing(made: Made): { state: string; waitingSince: Date | null } {
  if (made.contest.end) return { state: "resolved", waitingSince: null };
  const words = (made.contest.said ?? []).filter((one) => one.who !== "note");
  return words.at(-1)?.who === "staff"
    ? { state: "answered", waitingSince: null }
    : { state: "open", waitingSince: made.at };
}

async function copyDisputeRows(
  client: pg.Client,
  story: Story,
  made: readonly Made[],
  categories: Categories,
  now: Date,
): Promise<void> {
  const org = story.organizationId;
  const clerk = clerkOf(story);
  const ranks = new Map<number, number>();
  const inOrder = made.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const rows = inOrder.map((one): Cell[] => {
    const { account } = one.entries[0]!;
    const year = Number(dayInParis(one.at).slice(0, 4));
    ranks.set(year, (ranks.get(year) ?? 0) + 1);
    const [category, subtype] = one.contest.reason;
    const { state, waitingSince } = standing(one);
    return [
      org,
      one.id,
      disputeReference(year, ranks.get(year)!),
      account.id,
      account.creditorId,
      account.party.id,
      one.user.id,
      categories[category]!.id,
      subtype === null ? null : categories[category]!.subtypes[subtype]!,
      state,
      one.contest.end?.outcome ?? null,
      one.cents.reduce((sum, cents) => sum + cents, 0),
      isHeld(one),
      one.contest.assigned ? clerk.id : null,
      waitingSince,
      dayInParis(one.at),
      one.at,
      endOf(one),
      endOf(one) ?? now,
    ];
  });
  await copyRows(
    client,
    "disputes",
    "organization_id id reference account_id creditor_id party_id user_id category_id subtype_id state outcome total_cents " +
      "holding assigned_to waiting_since opened_on opened_at resolved_at changed_at",
    rows,
  );
  await copyRows(
    client,
    "dispute_counters",
    "organization_id year last_number",
    [...ranks].map(([year, last]) => [org, year, last]),
  );
}

async function copyHolds(
  client: pg.Client,
  story: Story,
  made: readonly Made[],
  random: Random,
): Promise<void> {
  const org = story.organizationId;
  const parts = made.flatMap((one) =>
    one.entries.map((entry, rank) => ({ one, entry, cents: one.cents[rank]! })),
  );
  await copyRows(
    client,
    "dispute_entries",
    "organization_id dispute_id entry_id cents open_cents",
    parts.map(({ one, entry, cents }) => [org, one.id, entry.id, cents, entry.cents]),
  );
  await copyRows(
    client,
    "holds",
    "organization_id id entry_id kind reference_id cents created_at released_at",
    parts.map(({ one, entry, cents }) => [
      org,
      random.id(dayInParis(one.at)),
      entry.id,
      "dispute",
      one.id,
      cents,
      one.at,
      isHeld(one) ? null : endOf(one),
    ]),
  );
}

async function copySteps(
  client: pg.Client,
  story: Story,
  made: readonly Made[],
  random: Random,
): Promise<void> {
  const clerk = clerkOf(story);
  const rows = made.flatMap((one) => {
    const step = (
      days: number,
      kind: string,
      side: "customer" | "staff",
      body: string,
      over: { internal?: boolean; outcome?: string; assignedTo?: string } = {},
    ): Cell[] => {
      const at = new Date(one.at.getTime() + days * DAY);
      return [
        story.organizationId,
        random.id(dayInParis(at)),
        one.id,
        kind,
        side,
        side === "customer" ? one.user.id : clerk.id,
        over.internal ?? false,
        body,
        over.outcome ?? null,
        over.assignedTo ?? null,
        at,
      ];
    };
    const { end, assigned, said = [], text } = one.contest;
    return [
      step(0, "opened", "customer", text),
      ...(assigned ? [step(0.4, "assigned", "staff", "", { internal: true, assignedTo: clerk.id })] : []),
      ...said.map(({ after, who, text: words }) =>
        who === "note"
          ? step(after, "note", "staff", words, { internal: true })
          : step(after, "message", who, words),
      ),
      ...(end
        ? [
            end.outcome === "withdrawn"
              ? step(end.after, "withdrawn", "customer", "", { outcome: end.outcome })
              : step(end.after, "resolved", "staff", end.text, { outcome: end.outcome }),
          ]
        : []),
      ...(end?.released ? [step(end.after + 0.2, "released", "staff", "")] : []),
    ];
  });
  await copyRows(
    client,
    "dispute_steps",
    "organization_id id dispute_id kind side author_id internal body outcome assigned_to at",
    rows,
  );
}
