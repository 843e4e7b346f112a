import type { Context, Outer } from "../../platform/context.ts";
import { addDays, dayInParis, formatDay } from "../../platform/dates.ts";
import { recordFact } from "../../platform/facts.ts";
import { subjectOf } from "../directory/index.ts";
import { findUsersByIds, idleUsers, lockIdleUser } from "../identity/index.ts";
import { tellPerson } from "../notifications/index.ts";
import { readSettings } from "../organizations/index.ts";
import { facts } from "./facts.ts";
import { KINDS } from "./gather-kinds.ts";
import { blockersOf } from "./read-erasure.ts";
import { addMonths } from "./rules.ts";
import { dropFiles } from "./run-erasure.ts";
import { findLatestErasure } from "./sql/erasures.ts";
import { deleteWarning, insertWarnings, selectDueWarnings } from "./sql/terms.ts";

const PAGE = 200;
/** Between the mail that warns and the end of the access. */
const WARNED_DAYS = 30;

/** What an access is made of: all that is kept as long as it is used, and the ways in. */
const ACCESS = KINDS.filter(
  (kind) => kind.keep === "access" || ["sessions", "links"].includes(kind.kind),
).flatMap(({ erase }) => (erase ? [erase] : []));

/**
 * Closes the accesses that nobody uses any more: their users are warned a month before (CNIL), and a sign-in keeps them.
 * What the law keeps stays; who comes back asks for a new access. Staff, and who is still being debited, are left alone.
 */
export async function closeIdle(outer: Outer): Promise<void> {
  const today = dayInParis(outer.clock());
  const { retention } = await outer.transaction((ctx) => readSettings(ctx));
  const endedOn = addMonths(today, -12 * retention.accessYears);
  await eachPage((after) =>
    outer.transaction((ctx) => warn(ctx, new Date(addDays(endedOn, WARNED_DAYS)), after)),
  );
  await eachPage(async (after) => {
    const due = await outer.transaction((ctx) => selectDueWarnings(ctx, { day: today, after, limit: PAGE }));
    for (const userId of due) await outer.transaction((ctx) => close(ctx, userId, new Date(endedOn)));
    return due;
  });
}

/** @param read a page of ids after one. */
async function eachPage(read: (after: string | null) => Promise<readonly string[]>): Promise<void> {
  for (let after: string | null = null; ; ) {
    const page: readonly string[] = await read(after);
    if (page.length < PAGE) return;
    after = page.at(-1)!;
  }
}

async function warn(ctx: Context, before: Date, after: string | null): Promise<string[]> {
  const idle = await idleUsers(ctx, { before, after, limit: PAGE });
  const closesOn = addDays(dayInParis(ctx.clock()), WARNED_DAYS);
  const warned = await insertWarnings(ctx, idle, closesOn);
  const people = await findUsersByIds(ctx, [...warned]);
  for (const person of people.values()) {
    // What is held back is looked at again another day; who never came in has no access to lose.
    if (await isHeld(ctx, person.id)) await deleteWarning(ctx, person.id);
    else if (person.state === "active")
      await tellPerson(ctx, {
        kind: "access_ending",
        person,
        given: { fields: { name: person.name, at: formatDay(closesOn, person.language) } },
        path: "/",
        subject: { kind: "user", id: person.id },
        onceKey: `access_ending:${person.id}:${closesOn}`,
      });
  }
  return idle.map((one) => one.id);
}

/** In one transaction: a sign-in at the same moment comes before it, and keeps the access, or finds it closed. */
async function close(ctx: Context, userId: string, before: Date): Promise<void> {
  if (!(await lockIdleUser(ctx, userId, before))) return deleteWarning(ctx, userId);
  // Held back since the warning: he is warned again when it is over.
  if (await isHeld(ctx, userId)) return deleteWarning(ctx, userId);
  // Of nobody but the user: what belongs to those for whom he acted has terms of its own.
  const of = { userId, actsFor: [], himself: [] };
  for (const erase of ACCESS) await dropFiles(ctx, await erase.run(ctx, of));
  await deleteWarning(ctx, userId);
  await recordFact(ctx, { name: facts.accessClosed, subject: { kind: "user", id: userId } });
}

/** Something of his is under way that he must be told of: a debit, a payment, a request to be erased. */
async function isHeld(ctx: Context, userId: string): Promise<boolean> {
  if ((await blockersOf(ctx, await subjectOf(ctx, userId))).length > 0) return true;
  const erasure = await findLatestErasure(ctx, userId);
  return erasure?.state === "waiting" || erasure?.state === "erasing";
}
