import type { Context, Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import type { FactJob } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import type { JobData } from "../../platform/jobs.ts";
import { formatCents, type Language } from "../../platform/money.ts";
import { partiesOf, usersOfParty } from "../directory/index.ts";
import { findUsersByIds } from "../identity/index.ts";
import { findNewPieces, type NewPieces } from "../ledger/index.ts";
import { creditorsByIds } from "../organizations/index.ts";
import { secondsToMorning } from "./rules.ts";
import { claimDigest } from "./sql/templates.ts";
import { tellPerson } from "./tell-person.ts";

export const DIGEST_JOB = "notifications.digest";
const PAGE = 200;
const HOUR_MS = 3_600_000;
/** Under a day, so that a morning a little early is still another day. */
const ONCE_MS = 20 * HOUR_MS;
/** An import lasts an hour at most: what it wrote is younger than this when it tells. */
const IMPORT_MS = 2 * HOUR_MS;
/** What was being written while somebody was told is told the next time. */
const UNSEEN_MS = 300_000;
/** What is older than this is news no more. */
const OLD_MS = 7 * 24 * HOUR_MS;

/** A publication changed accounts: who has something new to pay is told the next morning, with all that came until then. */
export async function planDigest(ctx: Context, { data }: FactJob): Promise<void> {
  // A check changes nothing.
  if (data["mode"] === "check") return;
  const now = ctx.clock();
  await ctx.services.jobs.enqueue(
    ctx.db,
    DIGEST_JOB,
    { organizationId: ctx.organizationId, since: new Date(now.getTime() - IMPORT_MS).toISOString() },
    { afterSeconds: secondsToMorning(now) },
  );
}

/**
 * Tells everybody who has something new to pay since he was told last, each in one message; once a day, whatever runs
 * twice. Of several publications of a day, whichever tells first tells them all.
 */
export async function tellInvoices(outer: Outer, { since }: JobData & { since: string }): Promise<void> {
  for (let after: string | null = null; ; ) {
    const page = { since: new Date(since), partyIds: null, after, limit: PAGE };
    const pieces: NewPieces[] = await outer.transaction((ctx) => findNewPieces(ctx, page));
    for (const partyId of new Set(pieces.map((one) => one.partyId)))
      await outer.transaction((ctx) => tellParty(ctx, partyId));
    if (pieces.length < PAGE) return;
    after = pieces.at(-1)!.accountId;
  }
}

async function tellParty(ctx: Context, partyId: string): Promise<void> {
  const now = ctx.clock().getTime();
  const readers = (await usersOfParty(ctx, partyId)).map((one) => one.userId);
  for (const person of (await findUsersByIds(ctx, readers)).values()) {
    if (person.state !== "active") continue;
    const before = await claimDigest(ctx, person.id, "new_invoices", new Date(now - ONCE_MS));
    if (before === undefined) continue;
    const since = before === null ? now - 24 * HOUR_MS - IMPORT_MS : before.getTime() - UNSEEN_MS;
    await tellUser(ctx, person, new Date(Math.max(since, now - OLD_MS)));
  }
}

type Reader = { id: string; name: string; email: string | null; language: Language };

/** All that is new on all the accounts of one user. */
async function tellUser(ctx: Context, person: Reader, since: Date): Promise<void> {
  const partyIds = (await partiesOf(ctx, person.id)).map((one) => one.partyId);
  const pieces = await findNewPieces(ctx, { since, partyIds, after: null, limit: PAGE });
  const [first] = pieces;
  if (!first) return;
  const creditors = await creditorsByIds(ctx, [...new Set(pieces.map((one) => one.creditorId))]);
  const nameOf = (id: string) => creditors.get(id)?.name ?? "";
  const total = (values: number[]) => values.reduce((sum, one) => sum + one, 0);
  const count = total(pieces.map((one) => one.count));
  const cents = total(pieces.map((one) => one.cents));
  const { language } = person;
  await tellPerson(ctx, {
    kind: "new_invoices",
    person,
    given: {
      fields: {
        name: person.name,
        count: counted[language](count),
        creditor: [...creditors.keys()].map(nameOf).join(", "),
        amount: formatCents(cents, language),
      },
      rows: pieces.map((one) => ({
        label: `${nameOf(one.creditorId)}, ${one.accountLabel} : ${counted[language](one.count)}`,
        value: formatCents(one.cents, language),
      })),
    },
    path: pieces.length === 1 ? `/comptes/${outside("account", first.accountId)}` : "/espaces",
    subject: { kind: "user", id: person.id },
    entries: pieces.flatMap((one) => one.entryIds),
    onceKey: `invoices:${person.id}:${dayInParis(ctx.clock())}`,
  });
}

const counted: Record<Language, (count: number) => string> = {
  fr: (count) => (count > 1 ? `${count} nouvelles factures` : "une nouvelle facture"),
  en: (count) => (count > 1 ? `${count} new invoices` : "a new invoice"),
};
