/** Whatever is done to direct debits in whatever order, and at the same time: a debt is collected once (PAY-6). */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anEntry } from "../../../test/harness/builders.ts";
import {
  aPayer,
  type Collector,
  collectionsModule,
  openCollector,
  openDropOf,
  staffActor,
} from "../../../test/harness/collections.ts";
import { SftpFailure } from "../../gateways/sftp/index.ts";
import { type SftpSimulator, startSftpSimulator } from "../../gateways/sftp/simulator.ts";
import type { Context } from "../../platform/context.ts";
import { Refusal } from "../../platform/errors.ts";
import { announceAll } from "./announce-collections.ts";
import { cancelByStaff } from "./cancel-collection.ts";
import { dropFile } from "./drop-file.ts";
import { cancelBatch, sayNotTaken } from "./give-up-batch.ts";
import { prepareBatch } from "./make-batch.ts";
import { recordReturns } from "./record-returns.ts";
import { releaseBatch } from "./release-batch.ts";
import { settleCollections } from "./settle-collections.ts";
import { makeFile, readFile } from "./write-file.ts";

let app: TestApp;
let bank: SftpSimulator;
let shop: Collector;
beforeAll(async () => {
  bank = await startSftpSimulator();
  app = await startTestApp({
    modules: [collectionsModule],
    env: { OUTBOUND_HOSTS: `${bank.host}:${bank.port}` },
  });
});
afterAll(async () => {
  await app.close();
  await bank.close();
});
beforeEach(async () => {
  app.setClock(new Date("2027-02-17T08:00:00Z"));
  shop = await openCollector(app, { four_eyes: false });
  bank.files.clear();
  for (const fault of Object.keys(bank.faults)) delete bank.faults[fault as keyof typeof bank.faults];
});

const staff = (role: "manager" | "administrator" = "manager") => staffActor(shop.staff.manager["id"], role);
const outer = () => app.outer(shop.organizationId);
const inside = <T>(work: (ctx: Context) => Promise<T>, actor = staff()) =>
  app.inside(shop.organizationId, work, actor);
const query = async <T>(text: string): Promise<T[]> =>
  (await app.admin.query(text, [shop.organizationId])).rows as T[];
const prepare = () => inside((ctx) => prepareBatch(ctx, { creditor: shop.creditorId, until: "2027-03-05" }));
const openDrop = () => openDropOf(app, shop, bank);

const acts = [
  "announce",
  "prepare",
  "release",
  "file",
  "drop",
  "cancelBatch",
  "download",
  "notTaken",
  "cancelOne",
  "settle",
  "return",
  "late",
] as const;

/** A debit that is collected, comes back, and is collected again: anything else happens at the same time. */
const STORY: readonly (typeof acts)[number][] = [
  "announce",
  "prepare",
  "release",
  "file",
  "drop",
  "settle",
  "return",
  "late",
  "prepare",
  "release",
  "file",
  "drop",
  "settle",
];

describe("PAY-6 whatever happens in whatever order", () => {
  it("a debt is collected at most once at a time, a debit is in one file, and the account says what came", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...acts), { maxLength: 2 }), {
          minLength: STORY.length,
          maxLength: STORY.length,
        }),
        async (rounds) => {
          app.setClock(new Date("2027-02-17T08:00:00Z"));
          shop = await openCollector(app, { four_eyes: false, retry_days: 3 });
          bank.files.clear();
          await openDrop();
          for (let i = 0; i < 3; i += 1) {
            const payer = await aPayer(app, shop, [3000, -500]);
            await anEntry(app, shop.organizationId, payer.accountId, 2000, { due_on: "2027-03-20" });
          }
          for (const [step, others] of rounds.entries())
            await Promise.all([STORY[step]!, ...others].map((one) => act(one).catch(ignoreRefusal)));
          await checkNeverTwice();
        },
      ),
      { numRuns: 10 },
    );
  }, 120_000);
});

/** Only what a person may be refused is expected, and a drop that is tried again because two wrote at once. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refusal || error instanceof SftpFailure)) throw error;
}

const anyId = async (text: string) => (await query<{ id: string }>(text))[0]?.id;

async function act(name: (typeof acts)[number]): Promise<unknown> {
  switch (name) {
    case "announce":
      return announceAll(outer());
    case "prepare":
      return prepare();
    case "release": {
      const id = await anyId(
        "select id from debit_batches where organization_id = $1 and state = 'draft' order by random()",
      );
      if (!id) return;
      const sums = await query<{ cents: number; day: string }>(
        `select sum(cents)::int as cents, greatest(min(collect_on), '2027-02-18')::text as day from collections where organization_id = $1 and batch_id = '${id}' and state = 'prepared'`,
      );
      if (!sums[0]?.cents) return;
      return inside((ctx) =>
        releaseBatch(ctx, id, { expectedCents: sums[0]!.cents, collectOn: sums[0]!.day }),
      );
    }
    case "file": {
      const id = await anyId(
        "select id from debit_batches where organization_id = $1 and state = 'released'",
      );
      return id && makeFile(outer(), id);
    }
    case "drop": {
      const id = await anyId("select id from debit_batches where organization_id = $1 and state = 'ready'");
      return id && dropFile(outer(), id);
    }
    case "cancelBatch": {
      const id = await anyId(
        "select id from debit_batches where organization_id = $1 and state in ('draft', 'ready') order by random()",
      );
      return id && inside((ctx) => cancelBatch(ctx, id));
    }
    case "download": {
      const id = await anyId(
        "select id from debit_batches where organization_id = $1 and state in ('ready', 'sent', 'cancelled') and file_hash is not null order by random()",
      );
      return id && inside((ctx) => readFile(ctx, id));
    }
    case "notTaken": {
      const id = await anyId("select id from debit_batches where organization_id = $1 and state = 'ready'");
      return id && inside((ctx) => sayNotTaken(ctx, id, "Refusé"));
    }
    case "cancelOne": {
      const id = await anyId(
        "select id from collections where organization_id = $1 and state in ('announced', 'prepared') order by random()",
      );
      return id && inside((ctx) => cancelByStaff(ctx, id));
    }
    case "settle":
      app.setClock(new Date("2027-03-05T09:00:00Z"));
      await settleCollections(outer());
      return app.setClock(new Date("2027-02-17T08:00:00Z"));
    case "return": {
      const [one] = await query<{ end_to_end_id: string; cents: number }>(
        "select end_to_end_id, cents::int from collections where organization_id = $1 and state in ('sent', 'collected', 'returned') order by random()",
      );
      if (!one) return;
      const told = {
        endToEndId: one.end_to_end_id,
        umr: null,
        paymentInformationId: null,
        cents: -one.cents,
        on: "2027-03-08",
        reasonCode: "AM04",
        reasonText: null,
        source: "camt.054",
        key: "1",
        chargesCents: null,
      } as const;
      return Promise.all([
        inside((ctx) => recordReturns(ctx, [told])),
        inside((ctx) => recordReturns(ctx, [told])),
      ]);
    }
    case "late":
      await app.admin.query(
        "update collection_returns set retry_on = '2027-02-18' where organization_id = $1 and retry_on is not null",
        [shop.organizationId],
      );
      return announceAll(outer());
  }
}

async function checkNeverTwice(): Promise<void> {
  // A debit is in one file that the bank may have.
  const names = [...bank.files.values()].flatMap(({ content }) => [
    ...content.toString().matchAll(/<EndToEndId>([^<]+)/g),
  ]);
  expect(new Set(names.map((one) => one[1])).size).toBe(names.length);
  // What has left is at the bank, or somebody said that the bank did not take it: never given up in passing.
  const inPassing = await query(
    `select id from debit_batches where organization_id = $1 and state = 'cancelled'
      and (left_at is not null or id in (select subject_id::uuid from facts where organization_id = $1 and name = 'collections.file_read'))
      and not_taken_reason is null`,
  );
  expect(inPassing).toEqual([]);
  // An entry is in one living debit, and a debt is collected once: what came and did not go back is never more than it.
  const doubled = await query(
    `select p.entry_id from collection_pieces p join collections c on c.organization_id = p.organization_id and c.id = p.collection_id
     where p.organization_id = $1 and c.state in ('announced', 'prepared', 'sent', 'collected') and p.cents > 0
     group by p.entry_id having sum(p.cents) > (select e.amount_cents from entries e where e.organization_id = $1 and e.id = p.entry_id)`,
  );
  expect(doubled).toEqual([]);
  // The account says what came, and nothing else.
  const wrong = await query(
    `select a.id, a.balance_cents, 4500 - coalesce(sum(c.cents) filter (where c.state = 'collected'), 0) as wanted
     from accounts a left join collections c on c.organization_id = a.organization_id and c.account_id = a.id
     where a.organization_id = $1 group by a.organization_id, a.id, a.balance_cents
     having a.balance_cents <> 4500 - coalesce(sum(c.cents) filter (where c.state = 'collected'), 0)`,
  );
  expect(wrong).toEqual([]);
  // What is held is held by a living debit.
  const orphans = await query(
    `select h.id from holds h left join collections c on c.organization_id = h.organization_id and c.id = h.reference_id
     where h.organization_id = $1 and h.released_at is null and (c.id is null or c.state not in ('announced', 'prepared', 'sent'))`,
  );
  expect(orphans).toEqual([]);
}
