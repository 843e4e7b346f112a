/** `ctx`, the first argument everywhere: who acts, for which organization, in which transaction, at what time. */
import type { Kysely } from "kysely";
import type { DB } from "../../db/types.ts";
import { refuse } from "./errors.ts";
import type { OrganizationId } from "./ids.ts";
import type { Services } from "./services.ts";

export type StaffRole = "reader" | "accountant" | "manager" | "administrator";
const RANKS: StaffRole[] = ["reader", "accountant", "manager", "administrator"];
/** True when a role is worth at least another. */
export const atLeast = (role: StaffRole, wanted: StaffRole): boolean =>
  RANKS.indexOf(role) >= RANKS.indexOf(wanted);

export type UserActor = {
  kind: "user";
  userId: string;
  sessionId: string;
  name: string;
  /** Present for staff; `creditorIds` null means all creditors of the organization. */
  staff: { role: StaffRole; creditorIds: string[] | null } | null;
  /** The member of staff who looks through this user's eyes (ACC-12): reading only. */
  viewedBy: string | null;
  /** What the organization would say, not saved yet: they look under it, and see what this user could do (OFF-5). */
  preview?: unknown;
  /** The time of that look is over: it must be left. */
  previewOver?: boolean;
  mustChangePassword: boolean;
  /** Staff who owe a second factor: nothing else is open until one is there (ACC-9). */
  mustEnrol?: boolean;
};
export type TokenActor = { kind: "token"; tokenId: string; scopes: string[]; creditorIds: string[] | null };
export type Actor = { kind: "anyone" } | UserActor | TokenActor | { kind: "system"; name: string };

/** Everything but a transaction: what a verb that calls the network receives. */
export type Outer = {
  organizationId: OrganizationId;
  /** Absolute base of the organization's pages, without a slash at the end: mails and returns are built on it. */
  baseUrl: string;
  actor: Actor;
  clock: () => Date;
  requestId: string;
  /** Address of the caller, for throttling and audit; null in jobs. */
  ip: string | null;
  userAgent: string | null;
  services: Services;
  /** One short transaction in the same skin. */
  transaction<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
};

/** `Outer` inside an open transaction. */
export type Context = Outer & { db: Kysely<DB> };

/** Somebody who only looks is offered nothing to do; in a preview he sees what would be offered. Neither may do it. */
export const onlyLooks = ({ actor }: Outer): boolean =>
  actor.kind === "user" && actor.viewedBy !== null && !actor.preview;

/** The signed-in user, or 401. */
export function theUser(ctx: Outer): UserActor {
  return ctx.actor.kind === "user" ? ctx.actor : refuse("unauthenticated");
}
