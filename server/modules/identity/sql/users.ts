import { type SqlBool, sql } from "kysely";
import type { Context, StaffRole } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";
import { refuser } from "../../../platform/errors.ts";
import { refusals } from "../contract.ts";

const refuse = refuser(refusals);

/** A user as this module sees him. */
export type User = {
  id: string;
  identifier: string;
  email: string | null;
  name: string;
  language: "fr" | "en";
  passwordHash: string | null;
  mustChangePassword: boolean;
  temporaryUntil: Date | null;
  state: "invited" | "active" | "disabled";
  staffRole: StaffRole | null;
  staffCreditorIds: string[] | null;
  createdAt: Date;
  lastSignInAt: Date | null;
  erasedAt: Date | null;
};
const COLUMNS = [
  "id",
  "identifier",
  "email",
  "name",
  "language",
  "password_hash as passwordHash",
  "must_change_password as mustChangePassword",
  "temporary_until as temporaryUntil",
  "state",
  "staff_role as staffRole",
  "staff_creditor_ids as staffCreditorIds",
  "created_at as createdAt",
  "last_sign_in_at as lastSignInAt",
  "erased_at as erasedAt",
] as const;

const from = (ctx: Context) =>
  ctx.db.selectFrom("users").select(COLUMNS).where("organization_id", "=", ctx.organizationId);

export async function findUser(ctx: Context, id: string): Promise<User | undefined> {
  return (await from(ctx).where("id", "=", id).executeTakeFirst()) as User | undefined;
}

export async function lockUser(ctx: Context, id: string): Promise<User | undefined> {
  return (await from(ctx).where("id", "=", id).forUpdate().executeTakeFirst()) as User | undefined;
}

/** By what he types to sign in, already canonical. An identifier wins over the address of somebody else. */
export async function findUserByTyped(ctx: Context, typed: string): Promise<User | undefined> {
  const { rows } = await sql<User>`
    select ${sql.join(COLUMNS.map((column) => sql.raw(quoted(column))))}
    from users where organization_id = ${ctx.organizationId} and identifier_key = ${typed}
    union all
    select ${sql.join(COLUMNS.map((column) => sql.raw(quoted(column))))}
    from users where organization_id = ${ctx.organizationId} and email_key = ${typed}
    limit 1`.execute(ctx.db);
  return rows[0];
}

const quoted = (column: string): string => column.replace(/ as (\w+)$/, ' as "$1"');

export async function findUserByAddress(ctx: Context, email: string): Promise<User | undefined> {
  const query = from(ctx).where(sql`email_key`, "=", email);
  return (await query.executeTakeFirst()) as User | undefined;
}

export async function selectUsers(ctx: Context, ids: readonly string[]): Promise<User[]> {
  return (await from(ctx).where(sql<SqlBool>`id = any(${ids}::uuid[])`).execute()) as User[];
}

/** Those of some names, in lower case, that already sign somebody in. */
export async function selectTaken(ctx: Context, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select identifier_key as name from users
    where organization_id = ${ctx.organizationId} and identifier_key = any(${names})
    union
    select email_key from users
    where organization_id = ${ctx.organizationId} and email_key = any(${names})`.execute(ctx.db);
  return rows.map((row) => row.name);
}

/**
 * Users whom staff may see: those held to some creditors see their colleagues, customers of these creditors, and whoever
 * has no account with anybody yet. Null: everybody.
 */
const seenBy = (creditorIds: readonly string[] | null) =>
  creditorIds === null
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(staff_role is not null or coalesce((
        select bool_or(k.creditor_id = any(${[...creditorIds]}::uuid[])) from v_directory_user_creditors k
        where k.organization_id = users.organization_id and k.user_id = users.id), true))`;

/** A user, if staff held to these creditors may see him. */
export async function findUserSeen(
  ctx: Context,
  id: string,
  creditorIds: readonly string[] | null,
): Promise<User | undefined> {
  return (await from(ctx).where("id", "=", id).where(seenBy(creditorIds)).executeTakeFirst()) as
    | User
    | undefined;
}

export type UserFilter = {
  /** Creditors that staff are held to; null for all, as when it is not said. */
  creditorIds?: readonly string[] | null;
  search?: string | undefined;
  state?: string | undefined;
  staff?: "yes" | "no" | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** One row more than asked tells whether there is a next page. Ordered by name. */
export async function listUserRows(
  ctx: Context,
  filter: UserFilter,
): Promise<(User & { sortName: string })[]> {
  const after = decodeCursor(filter.cursor, 2);
  let query = from(ctx)
    .select(sql<string>`sort_name`.as("sortName"))
    // Who was erased is nobody to be looked for: the row stays for what names it.
    .where("erased_at", "is", null)
    .where(seenBy(filter.creditorIds ?? null));
  if (filter.state) query = query.where("state", "=", filter.state);
  if (filter.staff) query = query.where("staff_role", filter.staff === "yes" ? "is not" : "is", null);
  if (filter.search) {
    const like = `%${filter.search.replaceAll(/[\\%_]/g, "\\$&")}%`;
    query = query.where(
      sql<SqlBool>`(name ilike ${like} or identifier ilike ${like} or email ilike ${like})`,
    );
  }
  if (after) query = query.where(sql<SqlBool>`(sort_name, id) > (${after[0]}, ${after[1]}::uuid)`);
  const rows = await query
    .orderBy(sql`sort_name`)
    .orderBy("id")
    .limit(filter.limit + 1)
    .execute();
  return rows as (User & { sortName: string })[];
}

export type UserValues = {
  identifier: string;
  email: string | null;
  name: string;
  language: "fr" | "en";
  staff_role: StaffRole | null;
  staff_creditor_ids: string[] | null;
};

/** @throws Refusal `user.identifier_taken`, `email.taken` */
export async function insertUser(ctx: Context, id: string, values: UserValues): Promise<void> {
  const row = { ...values, organization_id: ctx.organizationId, id, created_at: ctx.clock() };
  await orTaken(ctx.db.insertInto("users").values(row).execute());
}

type Change = Partial<
  UserValues & {
    password_hash: string;
    must_change_password: boolean;
    temporary_until: Date | null;
    state: User["state"];
    last_sign_in_at: Date;
  }
>;

/** @throws Refusal `user.identifier_taken`, `email.taken` */
export async function saveUser(ctx: Context, id: string, change: Change): Promise<void> {
  const query = ctx.db.updateTable("users").set(change).where("organization_id", "=", ctx.organizationId);
  await orTaken(query.where("id", "=", id).execute());
}

/** Keeps a password hashed at today's cost, unless it was changed meanwhile. */
export async function replaceHash(ctx: Context, id: string, old: string, fresh: string): Promise<void> {
  await ctx.db
    .updateTable("users")
    .set({ password_hash: fresh })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("password_hash", "=", old)
    .execute();
}

/** Active administrators besides one user. */
export async function countOtherAdministrators(ctx: Context, id: string): Promise<number> {
  const { count } = await ctx.db
    .selectFrom("users")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("organization_id", "=", ctx.organizationId)
    .where("staff_role", "=", "administrator")
    .where("state", "=", "active")
    .where("id", "<>", id)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Refuses an identifier that is somebody else's address, and the reverse: signing in takes either.
 * The unique indexes guard each of the two by itself.
 */
export async function refuseCrossed(
  ctx: Context,
  id: string | null,
  given: { identifier: string; email: string | null },
): Promise<void> {
  const { rows } = await sql<{ by_identifier: boolean }>`
    select email_key = lower(${given.identifier}) as by_identifier
    from users
    where organization_id = ${ctx.organizationId} and id is distinct from ${id}::uuid
      and (email_key = lower(${given.identifier}) or identifier_key = lower(${given.email}))
    limit 1`.execute(ctx.db);
  const [row] = rows;
  if (row) refuse(row.by_identifier ? "user.identifier_taken" : "email.taken");
}

/** Names the violation of a unique index. */
async function orTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === "23505" && constraint === "users_identifier") refuse("user.identifier_taken");
    if (code === "23505" && constraint === "users_email") refuse("email.taken");
    throw error;
  }
}
