/** Bills handed to the public treasury by the town, and the tenants of an owner of the property manager. */
import type pg from "pg";
import { addDays } from "../server/platform/dates.ts";
import { type Entry, settlementOf } from "./books.ts";
import { copyRows } from "./copy.ts";
import { makeRandom } from "./random.ts";
import type { Story } from "./story.ts";

/** Overdue by more than this when they were handed over, so many days ago. */
const OVERDUE_DAYS = 120;
const HANDED_DAYS_AGO = 20;
const MOST = 25;

export async function copyBills(client: pg.Client, story: Story, today: string, now: Date): Promise<void> {
  if (story.slug === "montfleuri") await handOver(client, story, today, now);
  if (story.slug === "lafargue") await linkTenants(client, story, now);
}

/** The oldest bills of each creditor that nothing holds, as an accountant handed them over. */
async function handOver(client: pg.Client, story: Story, today: string, now: Date): Promise<void> {
  const random = makeRandom(`bills ${story.slug} ${today}`);
  const clerk = story.users.find((user) => user.role === "accountant" || user.role === "manager")!;
  const at = new Date(now.getTime() - HANDED_DAYS_AGO * 86_400_000);
  const before = addDays(today, -HANDED_DAYS_AGO - OVERDUE_DAYS);
  const settled = settlementOf(story.books);
  const { rows } = await client.query<{ entry_id: string }>(
    "select entry_id from holds where organization_id = $1 and released_at is null",
    [story.organizationId],
  );
  const held = new Set(rows.map((row) => row.entry_id));
  const old = story.books.entries.filter(
    (one) =>
      one.cents > 0 && !held.has(one.id) && !settled.has(one) && one.dueOn !== null && one.dueOn < before,
  );
  for (const [creditorId, bills] of Map.groupBy(old, (one) => one.account.creditorId)) {
    const handed = bills.toSorted((one, other) => one.dueOn!.localeCompare(other.dueOn!)).slice(0, MOST);
    const id = random.id(today);
    const cents = handed.reduce((sum, one) => sum + one.cents, 0);
    await client.query(
      `insert into handovers (organization_id, id, creditor_id, overdue_days, entries, cents, handed_by, handed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [story.organizationId, id, creditorId, OVERDUE_DAYS, handed.length, cents, clerk.id, at],
    );
    await copyRows(
      client,
      "holds",
      "organization_id id entry_id kind reference_id cents created_at",
      handed.map((one: Entry) => [
        story.organizationId,
        random.id(today),
        one.id,
        "treasury",
        id,
        one.cents,
        at,
      ]),
    );
  }
}

/** Agnès Fleury owns the lots that Hélène Martel and Omar Haddad rent. */
async function linkTenants(client: pg.Client, story: Story, now: Date): Promise<void> {
  const partyOf = (identifier: string) =>
    story.users.find((user) => user.identifier === identifier)!.parties[0]!;
  const owner = partyOf("agnes.fleury");
  for (const identifier of ["helene.martel", "omar.haddad"]) {
    const tenant = partyOf(identifier);
    const lease = story.books.accounts.find((one) => one.party === tenant && one.kind === "tenant")!;
    await client.query(
      `insert into tenant_links (organization_id, creditor_id, owner_id, tenant_id, lot, published_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [story.organizationId, lease.creditorId, owner.id, tenant.id, lease.label.replace(/^Bail /, ""), now],
    );
  }
}
