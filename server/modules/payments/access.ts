/** Who may see or act on a payment or a declaration: the user who made it, and staff of its creditor. */
import type { Actor } from "../../platform/context.ts";
import { mayStaffSee } from "../organizations/index.ts";

export const maySeeAsPayer = (actor: Actor, payment: { user_id: string }): boolean =>
  actor.kind === "user" && actor.userId === payment.user_id;

export const maySeeAsStaff = (actor: Actor, payment: { creditor_id: string }): boolean =>
  mayStaffSee(actor, payment.creditor_id);
