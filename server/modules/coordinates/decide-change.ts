import type { Context } from "../../platform/context.ts";
import { assert, found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { contactsOf, lockContact, saveContact } from "../directory/index.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import { type Field, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readChange } from "./list-changes.ts";
import { composeAddress, isOfAddress, type Values, valuesOf } from "./rules.ts";
import { closeChange, findChange, saveDecisions, selectFields } from "./sql/changes.ts";
import { findDetails, saveDetails } from "./sql/coordinates.ts";

const refuse = refuser(refusals);
type Decision = { field: Field; accept: boolean; reason: string };

/**
 * Staff accept or refuse fields of a change (INF-2). What they accept is known at once; the change is closed with its last
 * field. The same decision twice is taken once.
 * @throws Refusal `change.reason_needed` for a refusal without a reason, `change.closed` for a field that does not wait.
 */
export async function decideChange(ctx: Context, changeId: string, decisions: readonly Decision[]) {
  const scope = visibleCreditorIds(ctx.actor);
  const { party_id: partyId } = found(await findChange(ctx, changeId, scope));
  await lockContact(ctx, partyId);
  const change = found(await findChange(ctx, changeId, scope, true));
  const fields = new Map((await selectFields(ctx, [changeId])).map((one) => [one.field, one]));
  const outcomeOf = ({ accept }: Decision) => (accept ? "accepted" : "refused");
  const fresh = decisions.filter((one) => fields.get(one.field)?.outcome !== outcomeOf(one));
  if (fresh.length === 0) return readChange(ctx, changeId);
  const isOpen = ({ field }: Decision) => fields.has(field) && fields.get(field)!.outcome === null;
  if (change.state !== "pending" || !fresh.every(isOpen)) refuse("change.closed");
  if (fresh.some((one) => !one.accept && one.reason === "")) refuse("change.reason_needed");
  const actor = ctx.actor;
  await saveDecisions(ctx, changeId, fresh, actor.kind === "user" ? actor.userId : null);
  const accepted = fresh.filter((one) => one.accept).map((one) => one.field);
  const wanted = Object.fromEntries(accepted.map((field) => [field, fields.get(field)!.wanted]));
  if (accepted.length > 0) await apply(ctx, partyId, wanted);
  const open = [...fields.values()].filter(
    (one) => one.outcome === null && !fresh.some(({ field }) => field === one.field),
  ).length;
  if (open === 0) await closeChange(ctx, changeId, "decided");
  await recordFact(ctx, {
    name: facts.decided,
    subject: { kind: "change", id: changeId },
    data: {
      partyId,
      accepted,
      refused: fresh.filter((one) => !one.accept).map((one) => one.field),
      open,
    },
  });
  return readChange(ctx, changeId);
}

/** Makes accepted values known: on the party what it has a place for, in its details the rest. */
async function apply(ctx: Context, partyId: string, accepted: Values): Promise<void> {
  const contact = (await contactsOf(ctx, [partyId])).get(partyId);
  assert(contact, "a change has its party");
  const { details, composed_address } = await findDetails(ctx, partyId);
  const values = { ...valuesOf({ ...contact, details, composedAddress: composed_address }), ...accepted };
  const moved = Object.keys(accepted).some((field) => isOfAddress(field as Field));
  const address = moved ? composeAddress(values) : contact.address;
  const { email, phone, ...others } = values;
  await saveContact(ctx, partyId, { email: email || null, phone: phone || null, address });
  await saveDetails(ctx, partyId, others, moved ? address : composed_address);
}
