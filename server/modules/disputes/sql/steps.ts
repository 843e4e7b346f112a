/** Statements on what was said and done, and on the files that came with it. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { UploadType } from "../../../platform/uploads.ts";
import type { Outcome } from "../rules.ts";

export type StepKind =
  | "opened"
  | "message"
  | "note"
  | "assigned"
  | "resolved"
  | "reopened"
  | "released"
  | "withdrawn";
export type Side = "customer" | "staff" | "system";
export type StepRow = {
  id: string;
  kind: StepKind;
  side: Side;
  authorId: string | null;
  internal: boolean;
  body: string;
  outcome: Outcome | null;
  assignedTo: string | null;
  at: Date;
};
export type NewStep = {
  id: string;
  dispute_id: string;
  kind: StepKind;
  side: Side;
  author_id: string | null;
  internal: boolean;
  body: string;
  outcome: Outcome | null;
  assigned_to: string | null;
};

export async function insertStep(ctx: Context, step: NewStep): Promise<void> {
  await ctx.db
    .insertInto("dispute_steps")
    .values({ ...step, organization_id: ctx.organizationId, at: ctx.clock() })
    .execute();
}

/** The steps of a dispute, oldest first. */
export async function selectSteps(
  ctx: Context,
  disputeId: string,
  { internal }: { internal: boolean },
): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select id, kind, side, author_id as "authorId", internal, body, outcome, assigned_to as "assignedTo", at
    from dispute_steps
    where organization_id = ${ctx.organizationId} and dispute_id = ${disputeId} and (${internal} or not internal)
    order by at, id limit 1000`.execute(ctx.db);
  return rows;
}

export type FileRow = {
  id: string;
  stepId: string;
  name: string;
  hash: string;
  mediaType: UploadType;
  bytes: number;
};
const fileColumns = sql`f.id, f.step_id as "stepId", f.name, f.hash, f.media_type as "mediaType", f.bytes`;

export async function insertUpload(
  ctx: Context,
  file: { id: string; user_id: string; name: string; hash: string; media_type: string; bytes: number },
): Promise<void> {
  await ctx.db
    .insertInto("dispute_files")
    .values({ ...file, organization_id: ctx.organizationId, created_at: ctx.clock() })
    .execute();
}

/** Gives files that a user sent to a step. @returns how many were his and not given yet. */
export async function claimFiles(
  ctx: Context,
  userId: string,
  fileIds: readonly string[],
  stepId: string,
): Promise<number> {
  if (fileIds.length === 0) return 0;
  const { rows } = await sql`
    update dispute_files set step_id = ${stepId}
    where organization_id = ${ctx.organizationId} and user_id = ${userId} and step_id is null
      and id = any(${[...fileIds]}::uuid[])
    returning id`.execute(ctx.db);
  return rows.length;
}

/** The files of a dispute, in the order in which they were sent. */
export async function selectFiles(
  ctx: Context,
  disputeId: string,
  { internal }: { internal: boolean },
): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select ${fileColumns} from dispute_files f
    join dispute_steps s on s.organization_id = f.organization_id and s.id = f.step_id
    where f.organization_id = ${ctx.organizationId} and s.dispute_id = ${disputeId} and (${internal} or not s.internal)
    order by f.created_at, f.id limit 2000`.execute(ctx.db);
  return rows;
}
