import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, Refusal, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import type { Language } from "../../platform/money.ts";
import { done } from "../../platform/shapes.ts";
import { throttle } from "../../platform/throttle.ts";
import { createUser, findUserByEmail, findUsersByIds, openMailLink, type Person } from "../identity/index.ts";
import { orderedRights, type RightName } from "./access.ts";
import { refusals } from "./contract.ts";
import { identifierOf } from "./rules.ts";
import { type AccessRow, deleteAccess, lockParty, selectAccess, undoing, upsertAccess } from "./sql.ts";

const refuse = refuser(refusals);
type Limits = { rights: RightName[]; endsOn: string | null };
type Invited = Limits & { name: string; email: string; language: Language };
const MOST_PEOPLE = 50;

/** For whom I act and, where I am a main user, who else does, those whose time has passed included. */
export async function listColleagues(ctx: Context) {
  const me = theUser(ctx).userId;
  const mine = await selectAccess(ctx, { userId: me }, { ended: false });
  const managed = mine.filter((one) => one.main).map((one) => one.party_id);
  const all = managed.length === 0 ? [] : await selectAccess(ctx, { partyIds: managed }, { ended: true });
  const people = await findUsersByIds(ctx, [...new Set(all.map((one) => one.user_id))]);
  return {
    items: mine.map((one) => ({
      party: outside("party", one.party_id),
      name: one.party_name,
      code: one.party_code,
      rights: one.rights,
      endsOn: one.ends_on,
      can: { invite: one.main },
      colleagues: all
        .filter((other) => other.party_id === one.party_id && people.has(other.user_id))
        .map((other) => show(other, people.get(other.user_id)!, me)),
    })),
  };
}

const show = (
  row: Omit<AccessRow, "party_id" | "party_name" | "party_code">,
  person: Person,
  me: string,
) => ({
  // An address must not tell who has it: who was invited is called as the one who invited him did, and has not come
  // until he signs in, known before or not.
  colleague: outside("colleague", row.colleague_id),
  name: row.invited_name ?? person.name,
  email: person.email?.toLowerCase() ?? null,
  main: row.main,
  me: row.user_id === me,
  invited: !row.main && (person.lastSignInAt === null || person.lastSignInAt < row.created_at),
  rights: row.rights,
  endsOn: row.ends_on,
  can: { change: !row.main },
});

/**
 * Invites somebody to act for a party. Who is unknown gets an access account and a link by mail; who is known acts for
 * the party from now on, and is told by mail. The answer is the same for both. Invited again, the limits are replaced.
 * @throws Refusal `colleague.impossible`, `colleague.main`, `colleague.beyond_yours`, `colleague.ended`,
 * `colleague.too_many`
 */
export async function inviteColleague(outer: Outer, partyId: string, invited: Invited) {
  await throttle(outer, [{ key: `invite:${theUser(outer).userId}`, most: 30, seconds: 3600 }]);
  return outer.transaction((ctx) => invite(ctx, partyId, invited));
}

async function invite(ctx: Context, partyId: string, invited: Invited) {
  const { mine, limits, everybody } = await manage(ctx, partyId, invited);
  const person = await findUserByEmail(ctx, invited.email);
  const known = everybody.find((one) => one.user_id === person?.id);
  if (known?.main) return refuse("colleague.main");
  if (!known && everybody.length >= MOST_PEOPLE) return refuse("colleague.too_many");
  const userId = person?.id ?? (await createColleague(ctx, invited));
  await upsertAccess(ctx, { userId, partyId, ...limits, main: false, invitedName: invited.name });
  if (!person || person.state === "invited") await openMailLink(ctx, userId, "activation");
  await record(ctx, "directory.colleague_invited", mine, userId, limits, { partyName: mine.party_name });
  return reread(ctx, partyId, userId);
}

/** Changes what a colleague may do. @throws Refusal as above */
export async function changeColleague(ctx: Context, partyId: string, colleagueId: string, given: Limits) {
  const { mine, limits, everybody } = await manage(ctx, partyId, given);
  const known = found(everybody.find((one) => one.colleague_id === colleagueId));
  if (known.main) refuse("colleague.main");
  const userId = known.user_id;
  await upsertAccess(ctx, { userId, partyId, ...limits, main: false });
  await record(ctx, "directory.colleague_changed", mine, userId, limits);
  return reread(ctx, partyId, userId);
}

/** Stops a colleague from acting for a party; once stopped, stopping him again changes nothing. */
export async function removeColleague(ctx: Context, partyId: string, colleagueId: string) {
  const { mine, everybody } = await manage(ctx, partyId, null);
  const known = everybody.find((one) => one.colleague_id === colleagueId);
  if (known?.main) refuse("colleague.main");
  if (known && (await deleteAccess(ctx, known.user_id, partyId)))
    await record(ctx, "directory.colleague_removed", mine, known.user_id);
  return done;
}

/** The party's accesses, locked, for its main user; 404 to anybody else. The limits given must stay within his own. */
async function manage(ctx: Context, partyId: string, given: Limits | null) {
  const me = theUser(ctx).userId;
  await lockParty(ctx, partyId);
  const own = await selectAccess(ctx, { userId: me }, { ended: false });
  const mine = found(own.find((one) => one.party_id === partyId && one.main));
  const limits = { rights: orderedRights(given?.rights ?? []), endsOn: given?.endsOn ?? mine.ends_on };
  if (given) {
    if (limits.rights.some((right) => !mine.rights.includes(right))) refuse("colleague.beyond_yours");
    if (mine.ends_on && (limits.endsOn ?? "") > mine.ends_on) refuse("colleague.beyond_yours");
    if (limits.endsOn && limits.endsOn < dayInParis(ctx.clock())) refuse("colleague.ended");
  }
  return { mine, limits, everybody: await selectAccess(ctx, { partyId }, { ended: true }) };
}

async function createColleague(ctx: Context, invited: Invited): Promise<string> {
  const { name, email, language } = invited;
  try {
    return await undoing(ctx, () =>
      createUser(ctx, { identifier: identifierOf(email, 1), name, email, language }),
    );
  } catch (error) {
    const taken = error instanceof Refusal && error.code.endsWith("taken");
    if (taken) return refuse("colleague.impossible");
    throw error;
  }
}

async function reread(ctx: Context, partyId: string, userId: string) {
  const rows = await selectAccess(ctx, { partyId }, { ended: true });
  const row = found(rows.find((one) => one.user_id === userId));
  return show(row, found((await findUsersByIds(ctx, [userId])).get(userId)), theUser(ctx).userId);
}

const record = (
  ctx: Context,
  name: string,
  mine: AccessRow,
  userId: string,
  limits?: Limits,
  told: Record<string, unknown> = {},
) =>
  recordFact(ctx, {
    name,
    subject: { kind: "user", id: userId },
    data: { partyId: mine.party_id, partyCode: mine.party_code, ...limits },
    told,
  });
