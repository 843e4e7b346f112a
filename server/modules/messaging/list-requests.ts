import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { factsAbout } from "../../platform/facts.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { hasRank, officeScope } from "./access.ts";
import { showRow, showThread } from "./read-request.ts";
import type { Category } from "./rules.ts";
import { categoryNames } from "./save-categories.ts";
import {
  countWaiting,
  findRequest,
  type QueueFilter,
  type RequestRow,
  selectColleagues,
  selectQueue,
} from "./sql/requests.ts";

const showForOffice = (row: RequestRow, nameOf: (key: string) => Category) => ({
  ...showRow(row, nameOf),
  author: row.author,
  assignee: row.assigned_to ? { id: outside("user", row.assigned_to), name: row.assignee ?? "" } : null,
});

type Query = Omit<QueueFilter, "creditorIds" | "assigned"> & { assigned?: "me" | "nobody" | undefined };

/** The office's queue (MSG-3). A token is nobody: nothing is given to it. */
export async function listOfficeRequests(ctx: Context, { assigned, ...query }: Query) {
  const me = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const rows = await selectQueue(ctx, {
    ...query,
    creditorIds: officeScope(ctx),
    assigned: assigned && { to: assigned === "me" ? me : null },
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const nameOf = await categoryNames(ctx);
  return {
    items: page.map((row) => showForOffice(row, nameOf)),
    next: rows.length > query.limit && last ? encodeCursor([last.moved_at, last.id]) : null,
  };
}

/** How many wait for an answer. */
export const countRequests = (ctx: Context) =>
  countWaiting(ctx, ctx.actor.kind === "user" ? ctx.actor.userId : null, officeScope(ctx));

/** One request with its thread, notes included, and what was done. */
export async function readOfficeRequest(ctx: Context, id: string) {
  const row = found(await findRequest(ctx, id, { creditorIds: officeScope(ctx) }));
  const colleagues = await selectColleagues(ctx, row.creditor_id);
  const works = hasRank(ctx, "accountant");
  return {
    ...showForOffice(row, await categoryNames(ctx)),
    user: outside("user", row.user_id),
    account: outsideOrNull("account", row.account_id),
    messages: await showThread(ctx, id, true),
    events: await eventsOf(ctx, id),
    colleagues: colleagues.map((one) => ({ id: outside("user", one.id), name: one.name })),
    can: {
      answer: works,
      assign: works,
      close: works && row.state !== "closed",
      reopen: works && row.state === "closed",
    },
  };
}

const EVENTS: Record<string, "opened" | "assigned" | "closed" | "reopened"> = {
  "messaging.request_opened": "opened",
  "messaging.request_assigned": "assigned",
  "messaging.request_closed": "closed",
  "messaging.request_reopened": "reopened",
};

/** What was done besides writing, by whom. */
async function eventsOf(ctx: Context, id: string) {
  const facts = (await factsAbout(ctx, "request", id)).filter((fact) => EVENTS[fact.name]);
  const given = (fact: (typeof facts)[number]) => (fact.data as { to?: string | null }).to ?? null;
  const ids = facts.flatMap((fact) => [fact.actor_id, given(fact)]).filter((one) => one !== null);
  const people = await findUsersByIds(ctx, [...new Set(ids)]);
  return facts.map((fact) => ({
    key: fact.id,
    at: fact.at.toISOString(),
    kind: EVENTS[fact.name]!,
    by: people.get(fact.actor_id ?? "")?.name ?? "",
    to: people.get(given(fact) ?? "")?.name ?? null,
  }));
}
