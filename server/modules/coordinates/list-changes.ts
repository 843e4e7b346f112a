import type { Context } from "../../platform/context.ts";
import { atLeast } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { contactsOf } from "../directory/index.ts";
import { findUsersByIds } from "../identity/index.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import type { Field } from "./contract.ts";
import { inOrder, knownValues } from "./read-coordinates.ts";
import {
  type ChangeRow,
  type ChangeState,
  countPending,
  type FieldRow,
  findChange,
  listChangeRows,
  selectFields,
} from "./sql/changes.ts";
import { findDetails } from "./sql/coordinates.ts";

type Query = { state: ChangeState; cursor?: string | undefined; limit: number };

/** The queue of changes of coordinates (INF-2). */
export async function listChanges(ctx: Context, query: Query) {
  const rows = await listChangeRows(ctx, { ...query, creditorIds: visibleCreditorIds(ctx.actor) });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: await showAll(ctx, page),
    next: rows.length > query.limit && last ? encodeCursor([last.asked_at.toISOString(), last.id]) : null,
  };
}

/** How many changes wait for an answer, of the parties that this member of staff sees, and the instant of the latest. */
export const changesToAnswer = (ctx: Context) => countPending(ctx, visibleCreditorIds(ctx.actor));

/** One change: what was known, what is wanted, what is known today, field by field. */
export async function readChange(ctx: Context, changeId: string) {
  const row = found(await findChange(ctx, changeId, visibleCreditorIds(ctx.actor)));
  const [shown] = await showAll(ctx, [row]);
  const fields = inOrder(await selectFields(ctx, [changeId]));
  const known = await knownValues(ctx, row.party_id);
  const paper = (await findDetails(ctx, row.party_id)).paper ? "yes" : "no";
  const deciders = await findUsersByIds(
    ctx,
    fields.flatMap((one) => one.decided_by ?? []),
  );
  const actor = ctx.actor;
  const may = actor.kind === "user" && actor.staff !== null && atLeast(actor.staff.role, "accountant");
  return {
    ...shown!,
    closedAt: row.closed_at?.toISOString() ?? null,
    details: fields.map((one) =>
      showField(one, one.field === "paper" ? paper : known[one.field as Field], deciders),
    ),
    can: { decide: may && row.state === "pending" },
  };
}

const showField = (one: FieldRow, now: string, deciders: Map<string, { name: string }>) => ({
  field: one.field,
  was: one.was,
  wanted: one.wanted,
  outcome: one.outcome,
  reason: one.reason,
  now,
  moved: one.outcome === null && now !== one.was,
  decidedBy: one.decided_by ? (deciders.get(one.decided_by)?.name ?? null) : null,
});

async function showAll(ctx: Context, rows: readonly ChangeRow[]) {
  const parties = await contactsOf(
    ctx,
    rows.map((row) => row.party_id),
  );
  const users = await findUsersByIds(
    ctx,
    rows.map((row) => row.asked_by),
  );
  const fields = inOrder(
    await selectFields(
      ctx,
      rows.map((row) => row.id),
    ),
  );
  return rows.map((row) => ({
    id: outside("change", row.id),
    party: outside("party", row.party_id),
    partyName: parties.get(row.party_id)?.name ?? "",
    partyCode: parties.get(row.party_id)?.code ?? "",
    askedBy: users.get(row.asked_by)?.name ?? "",
    askedAt: row.asked_at.toISOString(),
    state: row.state,
    fields: fields.filter((one) => one.change_id === row.id).map((one) => one.field),
  }));
}
