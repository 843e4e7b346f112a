import { ribOfIban } from "../../formats/iban/index.ts";
import { type Context, theUser } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { contactsOf, partiesOf } from "../directory/index.ts";
import { readSettings } from "../organizations/index.ts";
import { mayChange, refuseStranger } from "./access.ts";
import { ChangeField, type Field } from "./contract.ts";
import { valuesOf } from "./rules.ts";
import { type FieldRow, latestChange, selectFields } from "./sql/changes.ts";
import { findDetails } from "./sql/coordinates.ts";

/** The parties for whom the signed-in user acts. */
export async function listMyParties(ctx: Context) {
  const access = await partiesOf(ctx, theUser(ctx).userId);
  return {
    items: access.map((one) => ({
      party: outside("party", one.partyId),
      name: one.partyName,
      code: one.partyCode,
    })),
  };
}

/** What is known of a party today; nothing of one that does not exist. */
export async function knownValues(ctx: Context, partyId: string): Promise<Record<Field, string>> {
  const contact = found((await contactsOf(ctx, [partyId])).get(partyId));
  const { details, composed_address } = await findDetails(ctx, partyId);
  return valuesOf({ ...contact, details, composedAddress: composed_address });
}

export const inOrder = <T extends { field: ChangeField }>(fields: readonly T[]): T[] =>
  fields.toSorted((a, b) => ChangeField.options.indexOf(a.field) - ChangeField.options.indexOf(b.field));

const showField = ({ field, was, wanted, outcome, reason }: FieldRow) => ({
  field,
  was,
  wanted,
  outcome,
  reason,
});

/** What is known of one's party, what waits for staff, and their last answer (INF-2, INF-3). */
export async function readCoordinates(ctx: Context, partyId: string) {
  await refuseStranger(ctx, partyId);
  const party = found((await contactsOf(ctx, [partyId])).get(partyId));
  const values = await knownValues(ctx, partyId);
  const pending = await latestChange(ctx, partyId, "pending");
  const last = await latestChange(ctx, partyId, "decided");
  const fields = inOrder(
    await selectFields(
      ctx,
      [pending, last].flatMap((one) => one?.id ?? []),
    ),
  );
  const fieldsOf = (id: string) => fields.filter((one) => one.change_id === id).map(showField);
  const [settings, acts] = [await readSettings(ctx), await mayChange(ctx, partyId)];
  const change = acts && settings.coordinateChanges;
  return {
    party: outside("party", partyId),
    name: party.name,
    code: party.code,
    values,
    rib: ribOfIban(values.iban),
    paper: (await findDetails(ctx, partyId)).paper,
    pending: pending ? { askedAt: pending.asked_at.toISOString(), fields: fieldsOf(pending.id) } : null,
    lastAnswer: last?.closed_at
      ? { closedAt: last.closed_at.toISOString(), fields: fieldsOf(last.id) }
      : null,
    can: { change, withdraw: acts && pending !== undefined, paper: acts && settings.paperChoice },
  };
}
