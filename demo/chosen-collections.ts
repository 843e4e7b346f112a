/** Which direct debits a story has, under its mandates: what comes, what is at the bank, what was collected or came back. */
import type pg from "pg";
import { addTargetDays, nextTargetDay } from "../server/formats/sepa/index.ts";
import type { CollectionKind, CollectionState } from "../server/modules/collections/rules.ts";
import { addDays } from "../server/platform/dates.ts";
import { collectedOn, type DemoMandate, makeMandates, NOTICE_DAYS } from "./mandates.ts";
import type { Random } from "./random.ts";
import type { DemoCreditor, Story } from "./story.ts";

type Part = { entryId: string; cents: number };
export type Made = {
  id: string;
  endToEndId: string;
  mandate: DemoMandate;
  kind: CollectionKind;
  state: CollectionState;
  cents: number;
  collectOn: string;
  parts: Part[];
  instalmentId?: string;
  batch: Batch | null;
  reason: string | null;
};
export type Batch = {
  id: string;
  reference: string;
  creditor: DemoCreditor;
  state: "draft" | "sent";
  collectOn: string;
  messageId: string;
};
export type Scene = { story: Story; random: Random; today: string; now: Date; client: pg.Client };

/** What becomes of the mandates that ended each way, in turn. */
const FATES: Partial<Record<DemoMandate["end"], readonly CollectionState[]>> = {
  finished: ["collected"],
  suspended: ["returned"],
  automatic: ["announced", "prepared", "sent"],
  paper: ["rejected", "sent", "prepared"],
  one_off: ["sent", "announced", "prepared"],
};

/** One debit under each mandate that has something to take; those of one creditor and stage are in one batch. */
export async function chooseCollections(scene: Scene): Promise<Made[]> {
  const { story, random, today, now } = scene;
  const turns = new Map<string, number>();
  const batches = new Map<string, Batch>();
  const made: Made[] = [];
  for (const mandate of makeMandates(story, today, now)) {
    made.push(...instalmentsOf(scene, batches, mandate));
    const fates = FATES[mandate.end];
    if (!fates) continue;
    const turn = turns.get(mandate.end) ?? 0;
    turns.set(mandate.end, turn + 1);
    const state = fates[turn % fates.length]!;
    const past = state === "collected" || state === "returned";
    const collectOn = past ? collectedOn(mandate, now) : dayOf(state, today);
    const parts = state === "collected" ? [] : await openOf(scene, mandate);
    const cents = mandate.cents ?? parts.reduce((sum, part) => sum + part.cents, 0);
    if (cents === 0) continue;
    const id = random.id(past ? addDays(collectOn, -NOTICE_DAYS) : today);
    made.push({
      id,
      endToEndId: endToEnd(id, collectOn),
      mandate,
      kind: mandate.mode === "one_off" ? "one_off" : "automatic",
      state,
      cents,
      collectOn,
      parts: mandate.mode === "one_off" ? parts.slice(0, 1).filter((part) => part.cents <= cents) : parts,
      batch: batchFor(scene, batches, mandate.creditor, state, collectOn),
      reason: { returned: "MD06", rejected: "AM04" }[state as string] ?? null,
    });
  }
  return made;
}

const endToEnd = (id: string, collectOn: string): string =>
  `PR${collectOn.replaceAll("-", "").slice(2)}${id.replaceAll("-", "").slice(-10).toUpperCase()}`;

/** What was collected of a plan: each part that is said taken. */
const instalmentsOf = (scene: Scene, batches: Map<string, Batch>, mandate: DemoMandate): Made[] =>
  mandate.instalments
    .filter((part) => part.taken)
    .map((part) => {
      const id = scene.random.id(addDays(part.dueOn, -NOTICE_DAYS));
      return {
        id,
        endToEndId: endToEnd(id, part.dueOn),
        mandate,
        kind: "instalment",
        state: "collected",
        cents: part.cents,
        collectOn: part.dueOn,
        parts: [],
        instalmentId: part.id,
        batch: batchFor(scene, batches, mandate.creditor, "collected", part.dueOn),
        reason: null,
      };
    });

const dayOf = (state: CollectionState, today: string): string => {
  if (state === "sent" || state === "rejected") return addTargetDays(today, 1);
  return state === "prepared" ? addTargetDays(today, 3) : nextTargetDay(addDays(today, NOTICE_DAYS + 2));
};

function batchFor(
  { random, today }: Scene,
  batches: Map<string, Batch>,
  creditor: DemoCreditor,
  state: CollectionState,
  collectOn: string,
): Batch | null {
  if (state === "announced") return null;
  const key = `${creditor.id} ${collectOn} ${state === "prepared"}`;
  const known = batches.get(key);
  if (known) return known;
  const reference = `R${today.slice(0, 4)}-${String(batches.size + 1).padStart(6, "0")}`;
  const batch: Batch = {
    id: random.id(today),
    reference,
    creditor,
    state: state === "prepared" ? "draft" : "sent",
    collectOn,
    messageId: `QTS-${reference}-DEMO${String(batches.size + 1).padStart(4, "0")}`,
  };
  batches.set(key, batch);
  return batch;
}

/** What is open of its account and held by nothing, as the rows that were written say. */
async function openOf({ client, story }: Scene, { account }: DemoMandate): Promise<Part[]> {
  const { rows } = await client.query<{ id: string; cents: string }>(
    `select e.id, e.amount_cents - e.settled_cents as cents from entries e
     where e.organization_id = $1 and e.account_id = $2 and e.amount_cents > e.settled_cents and e.superseded_at is null
       and not exists (select from holds h where h.organization_id = e.organization_id and h.entry_id = e.id and h.released_at is null)
     order by e.sort_due_on, e.id limit 2`,
    [story.organizationId, account.id],
  );
  return rows.map((row) => ({ entryId: row.id, cents: Number(row.cents) }));
}
