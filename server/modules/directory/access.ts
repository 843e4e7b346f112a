import type { z } from "zod";
import type { Context } from "../../platform/context.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import type { Right } from "./contract.ts";

export type RightName = z.output<typeof Right>;
const ALL: readonly RightName[] = ["read", "pay", "dispute"];

/** Rights as they are kept: each once, in one order; whoever may pay or dispute may read. */
export const orderedRights = (rights: readonly RightName[]): RightName[] =>
  ALL.filter((right) => right === "read" || rights.includes(right));

/** The creditors whose parties this member of staff sees (ACC-9); null for all. */
export const partyScope = (ctx: Context): string[] | null => visibleCreditorIds(ctx.actor);
