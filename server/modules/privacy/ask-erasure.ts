import { type Context, theUser } from "../../platform/context.ts";
import { dayInParis, formatDay } from "../../platform/dates.ts";
import { found, refuse as refuseCommon, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";
import { done } from "../../platform/shapes.ts";
import { findUsersByIds, listStaff, type Person } from "../identity/index.ts";
import { tellPerson, tellService } from "../notifications/index.ts";
import { mayWorkErasures } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { showOwnErasure } from "./read-data.ts";
import { readErasure } from "./read-erasure.ts";
import { confirmsErasure, dueOn } from "./rules.ts";
import { findErasure, findLatestErasure, insertErasure, withdrawWaiting } from "./sql/erasures.ts";

const refuse = refuser(refusals);

/**
 * The signed-in customer asks to be erased. Staff decide within a month.
 * @throws Refusal `erasure.not_confirmed`, `erasure.staff`, `erasure.open`
 */
export async function askErasure(ctx: Context, given: { reason: string; confirmation: string }) {
  const { userId, staff } = theUser(ctx);
  if (!confirmsErasure(given.confirmation)) refuse("erasure.not_confirmed");
  if (staff) refuse("erasure.staff");
  const person = found((await findUsersByIds(ctx, [userId])).get(userId));
  await open(ctx, person, given.reason);
  return showOwnErasure(found(await findLatestErasure(ctx, userId)));
}

/**
 * Staff open a request for a person who asked by letter or by phone.
 * @throws Refusal `erasure.staff`, `erasure.open`, `erasure.done`, `not_found`
 */
export async function openErasure(ctx: Context, given: { user: string; reason: string }) {
  if (!mayWorkErasures(ctx.actor)) refuseCommon("forbidden");
  const person = found((await findUsersByIds(ctx, [given.user])).get(given.user));
  if ((await listStaff(ctx)).some((one) => one.id === person.id)) refuse("erasure.staff");
  return readErasure(ctx, await open(ctx, person, given.reason));
}

async function open(ctx: Context, person: Person, reason: string): Promise<string> {
  const by = theUser(ctx).userId;
  if ((await findLatestErasure(ctx, person.id))?.state === "done") refuse("erasure.done");
  const id = newId(ctx.clock().getTime());
  const due = dueOn(dayInParis(ctx.clock()));
  const written = await insertErasure(ctx, { id, userId: person.id, askedBy: by, reason, dueOn: due });
  if (!written) refuse("erasure.open");
  await recordFact(ctx, {
    name: facts.erasureAsked,
    subject: { kind: "user", id: person.id },
    data: { erasureId: id, by: by === person.id ? "customer" : "staff" },
  });
  const subject = { kind: "erasure", id };
  await tellPerson(ctx, {
    kind: "erasure_received",
    person,
    given: { fields: { name: person.name, at: formatDay(due, person.language) } },
    path: "/mes-donnees",
    subject,
    onceKey: `erasure_received:${id}`,
  });
  if (by === person.id)
    await tellService(ctx, {
      kind: "erasure_asked",
      given: (language) => ({ fields: { name: person.name, at: formatDay(due, language) } }),
      path: `/bureau/donnees/${outside("erasure", id)}`,
      subject,
      onceKey: `erasure_asked:${id}`,
    });
  return id;
}

/** Takes one's request back. Again, it changes nothing. @throws Refusal `not_found`, `erasure.decided` */
export async function withdrawErasure(ctx: Context, id: string): Promise<typeof done> {
  const { userId } = theUser(ctx);
  const erasure = found(await findErasure(ctx, id, { userId, lock: true }));
  if (erasure.state === "withdrawn") return done;
  if (erasure.state !== "waiting") refuse("erasure.decided");
  await withdrawWaiting(ctx, id);
  const subject = { kind: "user", id: userId };
  await recordFact(ctx, { name: facts.erasureWithdrawn, subject, data: { erasureId: id } });
  return done;
}
