import { atLeast, type Context } from "../../platform/context.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";
import { changesToAnswer } from "../coordinates/index.ts";
import { readBrand, readSettings, visibleCreditorIds } from "../organizations/index.ts";
import { daysBack, startOfDayInParis } from "./rules.ts";
import {
  type FiguresRow,
  selectByMeans,
  selectCollected,
  selectFigures,
  selectOverdueByAge,
  selectPublished,
  selectWork,
  type WorkRow,
} from "./sql.ts";

const CHART_DAYS = 30;
const AGES = ["month", "quarter", "half", "older"] as const;
type Kind =
  | "payment_alert"
  | "payment_waiting_long"
  | "payment_declared"
  | "change_waiting"
  | "dispute_late"
  | "dispute_waiting"
  | "dispute_held"
  | "mandate_unsealed"
  | "request_open"
  | "bank_waiting"
  | "bank_failed"
  | "import_failed"
  | "import_errors"
  | "mail_failed"
  | "mail_bounced"
  | "payment_not_configured"
  | "webhook_off"
  | "certificate_ending"
  | "timestamp_failing"
  | "erasure_late"
  | "erasure_waiting"
  | "debits_to_release"
  | "debits_to_send"
  | "debits_returned"
  | "users_to_activate";
type Means = "card" | "direct_debit" | "transfer" | "cheque" | "unknown";

/** The office's home (OFF-1): what needs a hand today, for the creditors that this member of staff sees. */
export async function readHome(ctx: Context) {
  const scope = visibleCreditorIds(ctx.actor);
  const today = dayInParis(ctx.clock());
  const first = addDays(today, 1 - CHART_DAYS);
  const { disputeDelayDays } = await readSettings(ctx);
  const work = await selectWork(ctx, scope, addDays(today, -disputeDelayDays), {
    today,
    // Of the whole organization, as the requests themselves.
    seen:
      scope === null && ctx.actor.kind === "user" && atLeast(ctx.actor.staff?.role ?? "reader", "manager"),
  });
  const changes = { kind: "change_waiting", ...(await changesToAnswer(ctx)) };
  const figures = await selectFigures(ctx, scope, today, startOfDayInParis(`${today.slice(0, 7)}-01`));
  const collected = new Map(
    (await selectCollected(ctx, scope, startOfDayInParis(first))).map((row) => [row.day, row]),
  );
  const ages = new Map((await selectOverdueByAge(ctx, scope, today)).map((row) => [row.age, row]));
  const yearAgo = addDays(today, -365);
  const byMeans = await selectByMeans(ctx, scope, yearAgo, startOfDayInParis(yearAgo));
  const published = await selectPublished(ctx, scope);
  return {
    work: [changes, ...work]
      .filter((row) => row.count > 0)
      .map((row) => ({
        kind: row.kind as Kind,
        count: row.count,
        newest: row.newest?.toISOString() ?? null,
      })),
    start: scope === null ? [...(await firstSteps(ctx, { figures, work, creditors: published.length }))] : [],
    figures,
    collected: daysBack(today, CHART_DAYS).map((day) => ({
      day,
      cents: collected.get(day)?.cents ?? 0,
      count: collected.get(day)?.count ?? 0,
    })),
    overdueByAge: AGES.map((age) => ({
      age,
      cents: ages.get(age)?.cents ?? 0,
      count: ages.get(age)?.count ?? 0,
    })),
    byMeans: byMeans.map((row) => ({ ...row, means: row.means as Means })),
    publishedAt: published.map((row) => ({
      creditor: row.creditor,
      publishedAt: row.publishedAt?.toISOString() ?? null,
    })),
  };
}

type Known = { figures: FiguresRow; work: readonly WorkRow[]; creditors: number };

/** What a new organization does first. Over once there are accounts and a customer has come in. */
async function firstSteps(ctx: Context, { figures, work, creditors }: Known) {
  if (figures.accounts > 0 && figures.activeUsers > 0) return [];
  const { contact } = await readBrand(ctx);
  const unpayable = work.find(({ kind }) => kind === "payment_not_configured")?.count ?? 0;
  return [
    { step: "contact", done: contact.email !== "" || contact.phone !== "" },
    { step: "creditor", done: creditors > 0 },
    { step: "payment", done: creditors > 0 && unpayable === 0 },
    { step: "accounts", done: figures.accounts > 0 },
    { step: "access", done: figures.activeUsers > 0 },
  ] as const;
}
