/** Statements on bills declared paid by other means. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export type DeclarationState = "declared" | "withdrawn" | "accepted" | "refused";
export type DeclarationMeans = "transfer" | "cheque" | "cash" | "card" | "direct_debit" | "other";
export type DeclarationRow = {
  id: string;
  user_id: string;
  creditor_id: string;
  account_id: string;
  entry_id: string;
  cents: number;
  paid_on: string;
  means: DeclarationMeans;
  reference: string;
  comment: string;
  state: DeclarationState;
  answer: string;
  declared_at: Date;
  closed_at: Date | null;
  decided_by: string | null;
};

const columns = [
  "id",
  "user_id",
  "creditor_id",
  "account_id",
  "entry_id",
  "cents",
  "paid_on",
  "means",
  "reference",
  "comment",
  "state",
  "answer",
  "declared_at",
  "closed_at",
  "decided_by",
] as const;

const declarations = (ctx: Context) =>
  ctx.db.selectFrom("declarations").select(columns).where("organization_id", "=", ctx.organizationId);

export async function findDeclaration(ctx: Context, id: string): Promise<DeclarationRow | undefined> {
  return (await declarations(ctx).where("id", "=", id).executeTakeFirst()) as DeclarationRow | undefined;
}

/** The row, locked until the transaction ends: taking back and deciding wait for one another. */
export async function lockDeclaration(ctx: Context, id: string): Promise<DeclarationRow | undefined> {
  return (await declarations(ctx).where("id", "=", id).forUpdate().executeTakeFirst()) as
    | DeclarationRow
    | undefined;
}

export type NewDeclaration = Omit<DeclarationRow, "state" | "answer" | "closed_at" | "decided_by">;

export async function insertDeclaration(ctx: Context, declaration: NewDeclaration): Promise<void> {
  await ctx.db
    .insertInto("declarations")
    .values({ ...declaration, organization_id: ctx.organizationId, state: "declared" })
    .execute();
}

export type DeclarationChange = Pick<DeclarationRow, "state"> &
  Partial<Pick<DeclarationRow, "answer" | "closed_at" | "decided_by">>;

export async function updateDeclaration(ctx: Context, id: string, change: DeclarationChange): Promise<void> {
  await ctx.db
    .updateTable("declarations")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

type Key = { at: string; id: string };

export async function declarationsOfUser(
  ctx: Context,
  userId: string,
  after: Key | null,
  limit: number,
): Promise<DeclarationRow[]> {
  let query = declarations(ctx).where("user_id", "=", userId);
  if (after)
    query = query.where(sql<boolean>`(declared_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return (await query
    .orderBy("declared_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute()) as unknown as DeclarationRow[];
}

export type DeclarationFilter = {
  creditorIds: string[] | null;
  creditorId?: string | undefined;
  state?: DeclarationState | undefined;
};

/** Those that wait come oldest first, for they are worked in that order; any other list newest first. */
export async function officeDeclarations(
  ctx: Context,
  filter: DeclarationFilter,
  after: Key | null,
  limit: number,
): Promise<DeclarationRow[]> {
  const waiting = filter.state === "declared";
  let query = declarations(ctx);
  if (filter.creditorIds)
    query = query.where("creditor_id", "=", sql<string>`any(${filter.creditorIds}::uuid[])`);
  if (filter.creditorId) query = query.where("creditor_id", "=", filter.creditorId);
  if (filter.state) query = query.where("state", "=", filter.state);
  const direction = waiting ? "asc" : "desc";
  if (after)
    query = query.where(
      waiting
        ? sql<boolean>`(declared_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`
        : sql<boolean>`(declared_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
    );
  return (await query
    .orderBy("declared_at", direction)
    .orderBy("id", direction)
    .limit(limit)
    .execute()) as unknown as DeclarationRow[];
}
