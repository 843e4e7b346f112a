import { atLeast, type Context, onlyLooks, theUser } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { entriesByIds } from "../ledger/index.ts";
import { creditorsByIds, visibleCreditorIds } from "../organizations/index.ts";
import { maySeeAsPayer, maySeeAsStaff } from "./access.ts";
import type { Declaration, DeclarationRecord } from "./contract.ts";
import { mayDecide } from "./rules.ts";
import {
  type DeclarationRow,
  type DeclarationState,
  declarationsOfUser,
  findDeclaration,
  officeDeclarations,
} from "./sql/declarations.ts";

/** One declaration, for who made it. */
export async function readDeclaration(ctx: Context, id: string): Promise<Declaration> {
  const row = found(await findDeclaration(ctx, id));
  if (!maySeeAsPayer(ctx.actor, row)) found(null);
  return found((await describe(ctx, [row]))[0]);
}

/** What the acting user declared paid, newest first. */
export async function listDeclarations(ctx: Context, page: { cursor?: string | undefined; limit: number }) {
  const rows = await declarationsOfUser(ctx, theUser(ctx).userId, after(page.cursor), page.limit + 1);
  return { items: await describe(ctx, rows.slice(0, page.limit)), next: nextOf(rows, page.limit) };
}

/** One declaration, for staff. */
export async function readOfficeDeclaration(ctx: Context, id: string): Promise<DeclarationRecord> {
  const row = found(await findDeclaration(ctx, id));
  if (!maySeeAsStaff(ctx.actor, row)) found(null);
  return found((await describeForStaff(ctx, [row]))[0]);
}

export type DeclarationQuery = {
  cursor?: string | undefined;
  limit: number;
  state?: DeclarationState | undefined;
  creditor?: string | undefined;
};

/** The declarations to the creditors that a member of staff may see. */
export async function listOfficeDeclarations(ctx: Context, query: DeclarationQuery) {
  const filter = {
    creditorIds: visibleCreditorIds(ctx.actor),
    creditorId: query.creditor,
    state: query.state,
  };
  const rows = await officeDeclarations(ctx, filter, after(query.cursor), query.limit + 1);
  return {
    items: await describeForStaff(ctx, rows.slice(0, query.limit)),
    next: nextOf(rows, query.limit),
  };
}

/** What mails say of a declaration, whoever asks: the caller has decided. */
export async function declarationForMail(ctx: Context, id: string) {
  const row = await findDeclaration(ctx, id);
  if (!row) return null;
  const [shown] = await describeForStaff(ctx, [row]);
  const { label, piece, cents, paidOn, means, reference, comment, answer, state } = found(shown);
  return {
    ...{ label, piece, cents, paidOn, means, reference, comment, answer, state },
    userId: row.user_id,
    accountId: row.account_id,
    entryId: row.entry_id,
    creditorId: row.creditor_id,
  };
}

async function describeForStaff(ctx: Context, rows: readonly DeclarationRow[]): Promise<DeclarationRecord[]> {
  const people = rows.flatMap((row) => (row.decided_by ? [row.user_id, row.decided_by] : [row.user_id]));
  const users = await findUsersByIds(ctx, [...new Set(people)]);
  const entries = await entriesOf(ctx, rows);
  const { actor } = ctx;
  const atWork = actor.kind === "user" && actor.staff !== null && atLeast(actor.staff.role, "accountant");
  return (await describe(ctx, rows)).map((shown, rank) => {
    const row = rows[rank]!;
    const entry = found(entries.get(row.entry_id));
    return {
      ...shown,
      user: { id: outside("user", row.user_id), name: users.get(row.user_id)?.name ?? "" },
      accountLabel: entry.accountLabel,
      openCents: entry.openCents,
      decidedBy: row.decided_by && (users.get(row.decided_by)?.name ?? ""),
      can: {
        withdraw: false,
        accept: atWork && mayDecide(row.state, "accepted"),
        refuse: atWork && mayDecide(row.state, "refused"),
      },
    };
  });
}

/** Rows as the portal shows them: two statements whatever their number. */
async function describe(ctx: Context, rows: readonly DeclarationRow[]): Promise<Declaration[]> {
  const entries = await entriesOf(ctx, rows);
  const creditors = await creditorsByIds(ctx, [...new Set(rows.map((row) => row.creditor_id))]);
  return rows.map((row) => {
    const entry = found(entries.get(row.entry_id));
    return {
      id: outside("declaration", row.id),
      state: row.state,
      entry: outside("entry", row.entry_id),
      account: outside("account", row.account_id),
      creditor: {
        id: outside("creditor", row.creditor_id),
        name: creditors.get(row.creditor_id)?.name ?? "",
      },
      label: entry.label,
      piece: entry.piece,
      dueOn: entry.dueOn,
      cents: row.cents,
      paidOn: row.paid_on,
      means: row.means,
      reference: row.reference,
      comment: row.comment,
      answer: row.answer,
      declaredAt: row.declared_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
      can: { withdraw: row.state === "declared" && !onlyLooks(ctx) },
    };
  });
}

const entriesOf = async (ctx: Context, rows: readonly DeclarationRow[]) =>
  new Map(
    (await entriesByIds(ctx, [...new Set(rows.map((row) => row.entry_id))])).map((entry) => [
      entry.id,
      entry,
    ]),
  );

function after(cursor: string | undefined): { at: string; id: string } | null {
  const key = decodeCursor(cursor, 2);
  return key ? { at: String(key[0]), id: String(key[1]) } : null;
}

function nextOf(rows: readonly DeclarationRow[], limit: number): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last ? encodeCursor([last.declared_at.toISOString(), last.id]) : null;
}
