import { type Context, onlyLooks, theUser } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { mayActFor } from "../directory/index.ts";
import { readSettings } from "../organizations/index.ts";
import { asCustomer, asStaff } from "./access.ts";
import type { Dispute, OfficeDispute } from "./contract.ts";
import { awaitsBooks, isActive } from "./rules.ts";
import { limits, showOfficeRow, showPieces, showRow, showSteps } from "./show-dispute.ts";
import { findDispute } from "./sql/disputes.ts";

/** One dispute of a party for which the user acts: pieces, and what was said and done, internal notes left out. */
export async function readDispute(ctx: Context, disputeId: string): Promise<Dispute> {
  const row = found(await findDispute(ctx, disputeId, asCustomer(ctx, "read")));
  const user = theUser(ctx);
  const acts =
    isActive(row) && !onlyLooks(ctx) && (await mayActFor(ctx, user.userId, row.partyId, "dispute"));
  const { steps } = await showSteps(ctx, disputeId, { internal: false });
  return {
    ...showRow(row),
    pieces: await showPieces(ctx, disputeId),
    steps,
    limits,
    can: { write: acts, withdraw: acts },
  };
}

/** The same for staff, with internal notes, the people, the delay, and what may be done. */
export async function readOfficeDispute(ctx: Context, disputeId: string): Promise<OfficeDispute> {
  const row = found(await findDispute(ctx, disputeId, asStaff(ctx)));
  const settings = await readSettings(ctx);
  const also = [row.userId, ...(row.assignedTo ? [row.assignedTo] : [])];
  const { steps, people } = await showSteps(ctx, disputeId, { internal: true, also });
  const opener = people.get(row.userId);
  const acts = ctx.actor.kind === "user" && ctx.actor.staff !== null && ctx.actor.staff.role !== "reader";
  return {
    ...showOfficeRow(ctx, row, people, settings.disputeDelayDays),
    pieces: await showPieces(ctx, disputeId),
    steps,
    limits,
    openedBy: {
      user: outside("user", row.userId),
      name: opener?.name ?? "",
      email: opener?.email ?? null,
    },
    can: {
      answer: acts && isActive(row),
      assign: acts,
      resolve: acts && isActive(row),
      reopen: acts && !isActive(row),
      release: acts && awaitsBooks(row),
    },
  };
}
