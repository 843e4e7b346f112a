import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { readOptions, type Settings } from "../organizations/index.ts";
import { type SpaceRow, selectSpace, selectTenantSpace } from "./sql/spaces.ts";

/** An account that the actor may read, and how it is shown to him. */
export type OpenAccount = {
  space: SpaceRow;
  settings: Settings;
  municipal: boolean;
  /** `owner`: a tenant's account, read by the owner of the lot. */
  readAs: "holder" | "owner";
  /** Analytic codes left out, and journals whose entries of a day are one line (ACT-8). The office sees all. */
  hidden: string[];
  grouped: string[] | null;
};

/** Opens an account to who may read it: holder, office, or owner of the lot of its tenant (ACT-7). @throws Refusal `not_found`. */
export async function openAccount(ctx: Context, accountId: string): Promise<OpenAccount> {
  const [own, { settings, municipal }] = await Promise.all([selectSpace(ctx, accountId), readOptions(ctx)]);
  const space = found(own ?? (await asOwner(ctx, settings, accountId)));
  return { space, settings, municipal, readAs: own ? "holder" : "owner", ...shownTo(ctx, settings, space) };
}

const asOwner = async (ctx: Context, settings: Settings, accountId: string): Promise<SpaceRow | undefined> =>
  settings.ownersSeeTenants && ctx.actor.kind === "user"
    ? selectTenantSpace(ctx, accountId, dayInParis(ctx.clock()))
    : undefined;

/** The choices of the organization on what customers see; they bind no one of the office. */
function shownTo(
  ctx: Context,
  { hiddenAnalytics, groupTreasury, treasuryJournals }: Settings,
  { kind }: { kind: string },
): Pick<OpenAccount, "hidden" | "grouped"> {
  if (ctx.actor.kind !== "user" || ctx.actor.staff) return { hidden: [], grouped: null };
  const groups = groupTreasury.some((one) => one === kind) && treasuryJournals.length > 0;
  return { hidden: hiddenAnalytics, grouped: groups ? treasuryJournals : null };
}
