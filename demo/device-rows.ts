/** Where the people who are shown at the start are signed in already: a telephone and a computer of theirs. */
import { randomBytes } from "node:crypto";
import type pg from "pg";
import { newId } from "../server/platform/ids.ts";
import { copyRows } from "./copy.ts";
import type { Story } from "./story.ts";

const HOUR = 3_600_000;
const SEEN: [hoursAgo: number, openedDaysAgo: number, ip: string, userAgent: string][] = [
  [
    9,
    12,
    "203.0.113.24",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  ],
  [
    52,
    20,
    "198.51.100.7",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
  ],
];

/** Sessions whose tokens nobody has: they are to be read, and ended. Their browsers are known, so that another is told. */
export async function copyDevices(client: pg.Client, story: Story, now: Date): Promise<void> {
  const people = story.users.filter((user) => user.who && user.state === "active");
  const rows = people.flatMap((user) =>
    SEEN.map(([hours, days, ip, userAgent]) => {
      const seenAt = new Date(now.getTime() - hours * HOUR);
      const openedAt = new Date(now.getTime() - days * 24 * HOUR);
      return { user, ip, userAgent, seenAt, openedAt, tokenHash: randomBytes(32) };
    }),
  );
  await copyRows(
    client,
    "sessions",
    "organization_id id user_id token_hash remembered ip user_agent created_at seen_at expires_at",
    rows.map((row) => [
      story.organizationId,
      newId(row.openedAt.getTime()),
      row.user.id,
      row.tokenHash,
      true,
      row.ip,
      row.userAgent,
      row.openedAt,
      row.seenAt,
      new Date(row.openedAt.getTime() + 30 * 24 * HOUR),
    ]),
  );
  await copyRows(
    client,
    "devices",
    "organization_id user_id token_hash first_seen_at last_seen_at",
    rows.map((row) => [story.organizationId, row.user.id, row.tokenHash, row.openedAt, row.openedAt]),
  );
}
