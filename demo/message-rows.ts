/** Messages of a story as rows: what is told, by whom it was read, what is asked and answered, the news. */
import type pg from "pg";
import { addDays } from "../server/platform/dates.ts";
import { copyRows } from "./copy.ts";
import { ASKED, NEWS, TOLD } from "./message-texts.ts";
import { makeRandom, type Random } from "./random.ts";
import type { DemoUser, Story } from "./story.ts";

const HOUR = 3_600_000;

export async function copyMessages(client: pg.Client, story: Story, today: string, now: Date): Promise<void> {
  const random = makeRandom(`messages ${story.slug} ${today}`);
  await copyAnnouncements(client, story, random, today, now);
  await copyRequests(client, story, random, now);
  await copyNews(client, story, today, now);
}

const customersOf = (story: Story): DemoUser[] =>
  story.users.filter(
    (user) => user.role === "customer" && user.state === "active" && user.parties.length > 0,
  );
const staffOf = (story: Story): DemoUser =>
  story.users.find((user) => user.role === "accountant" && user.creditors === null) ??
  story.users.find((user) => user.role === "administrator")!;

async function copyAnnouncements(
  client: pg.Client,
  story: Story,
  random: Random,
  today: string,
  now: Date,
): Promise<void> {
  const author = story.users.find((user) => user.role === "manager" || user.role === "administrator");
  const creditorIds = new Map(story.creditors.map((one) => [one.code, one.id]));
  const told = (TOLD[story.slug] ?? []).map((one) => {
    const startsOn = addDays(today, one.from);
    const written = new Date(Math.min(Date.parse(`${startsOn}T08:00:00Z`), now.getTime()));
    return { ...one, startsOn, written, id: random.id(written.toISOString().slice(0, 10)) };
  });
  await copyRows(
    client,
    "announcements",
    "organization_id id kind title body account_kinds creditor_ids starts_on ends_on state told_at created_by created_at changed_at",
    told.map((one) => [
      story.organizationId,
      one.id,
      one.kind,
      one.title,
      one.body,
      one.accountKinds ?? [],
      (one.creditors ?? []).map((code) => creditorIds.get(code)!),
      one.startsOn,
      one.to === undefined ? null : addDays(today, one.to),
      one.state ?? "published",
      one.state === undefined && one.from <= 0 ? one.written : null,
      author?.id ?? null,
      one.written,
      one.written,
    ]),
  );
  const readable = told.filter((one) => one.kind !== "welcome" && one.state === undefined && one.from < 0);
  // Those whose credentials are printed have everything still to read.
  const readers = customersOf(story)
    .filter((user) => user.who === null)
    .slice(0, 400);
  await copyRows(
    client,
    "announcement_readings",
    "organization_id announcement_id user_id read_at closed_at",
    readable.flatMap((one) =>
      readers
        .filter(() => random.chance(0.4))
        .map((user) => {
          const at = new Date(
            one.written.getTime() + random.next() * (now.getTime() - one.written.getTime()),
          );
          return [story.organizationId, one.id, user.id, at, one.kind === "important" ? at : null];
        }),
    ),
  );
}

async function copyRequests(client: pg.Client, story: Story, random: Random, now: Date): Promise<void> {
  const { organizationId: org } = story;
  const customers = customersOf(story);
  const staff = staffOf(story);
  const ordered = [...customers.filter((user) => user.who), ...customers.filter((user) => !user.who)];
  const at = (hours: number) => new Date(now.getTime() - hours * HOUR);
  // The oldest has the first number.
  const asked = ASKED.flatMap((one, index) => {
    const user = ordered[index];
    const account = user && story.books.accounts.find((each) => user.parties.includes(each.party));
    return account ? [{ ...one, user, account, id: random.id(dayOf(at(one.said[0]![1]))) }] : [];
  }).toSorted((one, other) => other.said[0]![1] - one.said[0]![1]);
  const spoken = (one: (typeof asked)[number]) => one.said.filter(([who]) => who !== "n");
  await copyRows(
    client,
    "requests",
    "organization_id id number user_id party_id account_id creditor_id category subject state assigned_to created_at moved_at answered_at seen_at closed_at",
    asked.map((one, index) => {
      const last = spoken(one).at(-1)!;
      const answered = one.said.findLast(([who]) => who === "s");
      const state = one.closed ? "closed" : last[0] === "s" ? "answered" : "open";
      return [
        org,
        one.id,
        index + 1,
        one.user.id,
        one.account.party.id,
        one.account.id,
        one.account.creditorId,
        one.category,
        one.subject,
        state,
        one.said.some(([who]) => who !== "c") ? staff.id : null,
        at(one.said[0]![1]),
        at(last[1]),
        answered ? at(answered[1]) : null,
        // An answer to an open thread waits to be read.
        state === "answered" ? at(one.said[0]![1]) : now,
        one.closed ? at(last[1]) : null,
      ];
    }),
  );
  await copyRows(
    client,
    "request_messages",
    "organization_id id request_id author_id kind body created_at",
    asked.flatMap((one) =>
      one.said.map(([who, hours, body]) => [
        org,
        messageId(random, at(hours)),
        one.id,
        who === "c" ? one.user.id : staff.id,
        who === "c" ? "customer" : who === "s" ? "staff" : "note",
        body,
        at(hours),
      ]),
    ),
  );
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Threads are read in the order of their ids: these carry the instant, as those of the application do. */
function messageId(random: Random, at: Date): string {
  const time = at.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}${random.id(dayOf(at)).slice(13)}`;
}

/** The last good copy; the address of the feed is set at each start, for it is served by the demonstration itself. */
async function copyNews(client: pg.Client, story: Story, today: string, now: Date): Promise<void> {
  const news = NEWS[story.slug];
  if (!news) return;
  const items = news.items.map(({ day, ...one }) => ({ ...one, at: `${addDays(today, day)}T08:00:00.000Z` }));
  await client.query(
    "insert into news_feeds (organization_id, title, items, partners, asked_at, good_at) values ($1, $2, $3, $4, $5, $5)",
    [story.organizationId, news.title, JSON.stringify(items), JSON.stringify(news.partners), now],
  );
}
