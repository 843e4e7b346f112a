import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { officeScope } from "./access.ts";
import { refusals } from "./contract.ts";
import { readOfficeRequest } from "./list-requests.ts";
import { readRequest } from "./read-request.ts";
import { findRequest, type RequestRow, saveRequest, selectColleagues } from "./sql/requests.ts";

const refuse = refuser(refusals);

/** Gives a request to a colleague who may deal with it, or to nobody. @throws Refusal `request.assignee_unknown`. */
export async function assignRequest(ctx: Context, id: string, userId: string | null) {
  const row = await lockForOffice(ctx, id);
  if (userId !== row.assigned_to) {
    if (userId !== null && (await selectColleagues(ctx, row.creditor_id, userId)).length === 0)
      refuse("request.assignee_unknown");
    await giveTo(ctx, row, userId);
  }
  return readOfficeRequest(ctx, id);
}

/** Writes who deals with a locked request, null for nobody. */
export async function giveTo(ctx: Context, row: RequestRow, userId: string | null): Promise<void> {
  await saveRequest(ctx, row.id, { assigned_to: userId });
  await recordFact(ctx, {
    name: "messaging.request_assigned",
    subject: { kind: "request", id: row.id },
    data: { to: userId, userId: row.user_id, partyId: row.party_id },
  });
}

/** Staff close a request; closed again, nothing changes. */
export async function closeRequest(ctx: Context, id: string) {
  const row = await lockForOffice(ctx, id);
  await close(ctx, row, "staff");
  return readOfficeRequest(ctx, id);
}

/** The customer says that it is settled. */
export async function closeMyRequest(ctx: Context, id: string) {
  const row = found(await findRequest(ctx, id, { userId: theUser(ctx).userId }, true));
  await close(ctx, row, "customer");
  return readRequest(ctx, id);
}

/** Staff open a closed request again: it waits for an answer. */
export async function reopenRequest(ctx: Context, id: string) {
  const row = await lockForOffice(ctx, id);
  if (row.state === "closed") {
    await saveRequest(ctx, id, { state: "open", closed_at: null });
    await recordFact(ctx, {
      name: "messaging.request_reopened",
      subject: { kind: "request", id },
      data: { partyId: row.party_id, userId: row.user_id, by: "staff" },
    });
  }
  return readOfficeRequest(ctx, id);
}

const lockForOffice = async (ctx: Context, id: string): Promise<RequestRow> =>
  found(await findRequest(ctx, id, { creditorIds: officeScope(ctx) }, true));

async function close(ctx: Context, row: RequestRow, by: "customer" | "staff"): Promise<void> {
  if (row.state === "closed") return;
  await saveRequest(ctx, row.id, { state: "closed", closed_at: ctx.clock() });
  await recordFact(ctx, {
    name: "messaging.request_closed",
    subject: { kind: "request", id: row.id },
    data: { partyId: row.party_id, creditorId: row.creditor_id, userId: row.user_id, by, answered: false },
  });
}
