import { ibanOfRib, type Rib } from "../../formats/iban/index.ts";
import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { lockContact } from "../directory/index.ts";
import { refuseReader } from "./access.ts";
import { type Field, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { knownValues, readCoordinates } from "./read-coordinates.ts";
import { differing, tidy, type Values, wrongWith } from "./rules.ts";
import {
  closeChange,
  type FieldRow,
  findChange,
  insertChange,
  latestChange,
  removeFields,
  selectFields,
  upsertFields,
} from "./sql/changes.ts";
import { savePaper } from "./sql/coordinates.ts";

const refuse = refuser(refusals);

/**
 * Asks for a change of coordinates (INF-2). One change waits for each party: what is asked meanwhile joins it, and a
 * field put back as it was leaves it. The same asked twice is asked once.
 * @throws Refusal `coordinates.*` for what is misshapen, or when nothing differs.
 */
export async function askChange(ctx: Context, partyId: string, given: { values: Values; rib: Rib | null }) {
  await refuseReader(ctx, partyId);
  found(await lockContact(ctx, partyId));
  const known = await knownValues(ctx, partyId);
  const pending = await latestChange(ctx, partyId, "pending");
  const waiting = await waitingFields(ctx, pending?.id);
  const asked = checked(given, { ...known, ...waiting });
  const changed = Object.entries(differing(asked, known, waiting)) as [Field, string][];
  if (changed.length === 0) {
    if (pending) return readCoordinates(ctx, partyId);
    refuse("coordinates.nothing_changed");
  }
  const fields = changed.map(([field]) => field);
  const id = await openChange(ctx, partyId, pending?.id, fields);
  const wanted = changed.filter(([field, value]) => value !== known[field]);
  const putBack = changed.filter(([field, value]) => value === known[field]).map(([field]) => field);
  if (wanted.length > 0)
    await upsertFields(
      ctx,
      id,
      wanted.map(([field, value]) => ({ field, was: known[field], wanted: value })),
    );
  if (putBack.length > 0) await removeFields(ctx, id, putBack);
  await recordFact(ctx, {
    name: facts.asked,
    subject: { kind: "change", id },
    data: { partyId, userId: theUser(ctx).userId, fields: wanted.map(([field]) => field) },
  });
  await closeWhenAnswered(ctx, id);
  return readCoordinates(ctx, partyId);
}

/** Takes back what waits; once taken back, again changes nothing. */
export async function withdrawChange(ctx: Context, partyId: string) {
  await refuseReader(ctx, partyId);
  await lockContact(ctx, partyId);
  const pending = await latestChange(ctx, partyId, "pending");
  if (pending && (await findChange(ctx, pending.id, null, true))?.state === "pending") {
    const fields = await selectFields(ctx, [pending.id]);
    const answered = fields.some((one) => one.outcome !== null);
    if (answered) await removeFields(ctx, pending.id, openOf(fields));
    await closeChange(ctx, pending.id, answered ? "decided" : "withdrawn");
    await recordFact(ctx, {
      name: facts.withdrawn,
      subject: { kind: "change", id: pending.id },
      data: { partyId, userId: theUser(ctx).userId },
    });
  }
  return readCoordinates(ctx, partyId);
}

/** Invoices on paper, or no more (INF-3): accepted as it comes, told to the service and to the accounting software. */
export async function choosePaper(ctx: Context, partyId: string, paper: boolean) {
  await refuseReader(ctx, partyId);
  await lockContact(ctx, partyId);
  if (await savePaper(ctx, partyId, paper)) {
    const userId = theUser(ctx).userId;
    const id = await insertChange(ctx, { partyId, askedBy: userId, state: "decided" });
    const word = (yes: boolean) => (yes ? "yes" : "no");
    await upsertFields(ctx, id, [{ field: "paper", was: word(!paper), wanted: word(paper), accepted: true }]);
    await recordFact(ctx, {
      name: facts.paperChosen,
      subject: { kind: "party", id: partyId },
      data: { paper, userId },
    });
  }
  return readCoordinates(ctx, partyId);
}

/** Without open fields a change has nothing more to wait for. */
async function closeWhenAnswered(ctx: Context, changeId: string): Promise<void> {
  const fields = await selectFields(ctx, [changeId]);
  if (fields.every((one) => one.outcome !== null))
    await closeChange(ctx, changeId, fields.length > 0 ? "decided" : "withdrawn");
}

const openOf = (fields: readonly FieldRow[]) =>
  fields.filter((one) => one.outcome === null).map((one) => one.field);

/**
 * The change that takes what is asked now: the pending one, unless it already answers one of these fields: answers are
 * kept as they were given, so what it still holds open goes on in a new one.
 */
async function openChange(ctx: Context, partyId: string, pendingId: string | undefined, asked: Field[]) {
  const newOne = () => insertChange(ctx, { partyId, askedBy: theUser(ctx).userId, state: "pending" });
  if (!pendingId) return newOne();
  const fields = await selectFields(ctx, [pendingId]);
  const isAnswered = (field: Field) => fields.some((one) => one.field === field && one.outcome !== null);
  if (!asked.some(isAnswered)) return pendingId;
  const open = fields.filter((one) => one.outcome === null);
  if (open.length > 0) await removeFields(ctx, pendingId, openOf(fields));
  await closeChange(ctx, pendingId, "decided");
  const id = await newOne();
  if (open.length > 0) await upsertFields(ctx, id, open);
  return id;
}

async function waitingFields(ctx: Context, changeId: string | undefined): Promise<Values> {
  const rows = changeId ? await selectFields(ctx, [changeId]) : [];
  return Object.fromEntries(rows.filter((one) => one.outcome === null).map((one) => [one.field, one.wanted]));
}

/** Tidies and checks what is asked, among what is known: the postcode depends on the country. */
function checked({ values, rib }: { values: Values; rib: Rib | null }, known: Values): Values {
  const tidied = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, tidy(field as Field, value)]),
  ) as Values;
  if (rib) tidied.iban = ibanOfRib(rib) ?? refuse("coordinates.rib_invalid");
  for (const [field, value] of Object.entries(tidied) as [Field, string][]) {
    const wrong = wrongWith(field, value, { ...known, ...tidied });
    if (wrong) refuse(wrong);
  }
  return tidied;
}
