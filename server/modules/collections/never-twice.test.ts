/** A batch is never collected twice, whatever stops and whoever does what at the same time (MAN-7, PAY-6). */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anEntry } from "../../../test/harness/builders.ts";
import {
  aPayer,
  type Collector,
  collectionsModule,
  openCollector,
} from "../../../test/harness/collections.ts";
import { type SftpSimulator, startSftpSimulator } from "../../gateways/sftp/simulator.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { Refusal } from "../../platform/errors.ts";
import { announceAll } from "./announce-collections.ts";
import { cancelByStaff } from "./cancel-collection.ts";
import { readCollectionSettings, saveCollectionSettings, testDrop } from "./configure-collections.ts";
import { dropAgain, dropFile } from "./drop-file.ts";
import { cancelBatch, prepareBatch } from "./make-batch.ts";
import { recordReturns } from "./record-returns.ts";
import { releaseBatch } from "./release-batch.ts";
import { markSent } from "./send-batch.ts";
import { settleCollections } from "./settle-collections.ts";
import { makeFile, reviveBatches } from "./write-file.ts";

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

const staff = (role: "manager" | "administrator" = "manager"): Actor => ({
  kind: "user",
  userId: shop.staff.manager["id"] as string,
  sessionId: "",
  name: "Test",
  staff: { role, creditorIds: null },
  viewedBy: null,
  mustChangePassword: false,
});
const outer = () => app.outer(shop.organizationId);
const inside = <T>(work: (ctx: Context) => Promise<T>, actor = staff()) =>
  app.inside(shop.organizationId, work, actor);
const uuid = (id: string) => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
const query = async <T>(text: string): Promise<T[]> =>
  (await app.admin.query(text, [shop.organizationId])).rows as T[];
const prepare = () => inside((ctx) => prepareBatch(ctx, { creditor: shop.creditorId, until: "2027-03-05" }));
const release = (batch: { id: string; cents: number; collectOn: string | null }) =>
  inside((ctx) =>
    releaseBatch(ctx, uuid(batch.id), { expectedCents: batch.cents, collectOn: batch.collectOn! }),
  );

const openDrop = () =>
  inside(async (ctx) => {
    const {
      creditor: _,
      ics: __,
      maskedIban: ___,
      updatedAt: ____,
      ...before
    } = await readCollectionSettings(ctx, shop.creditorId);
    return saveCollectionSettings(ctx, shop.creditorId, {
      ...before,
      drop: {
        ...before.drop,
        enabled: true,
        host: bank.host,
        port: bank.port,
        user: bank.user,
        password: bank.password,
        hostKeys: [bank.hostKey],
        folder: "in",
      },
    });
  }, staff("administrator"));

/** A batch whose file is made and waits for its drop. */
async function ready() {
  const settings = await openDrop();
  expect(settings.drop.password).toBe("••••");
  await aPayer(app, shop, [3000]);
  await announceAll(outer());
  const batch = await prepare();
  await release(batch);
  await makeFile(outer(), uuid(batch.id));
  return uuid(batch.id);
}
const stateOf = async (id: string) =>
  (
    await app.admin.query(
      "select state, drop_state, drop_error, message_id from debit_batches where id = $1",
      [id],
    )
  ).rows[0];
const dropped = () => [...bank.files.keys()].filter((name) => !name.includes(".part"));

describe("MAN-7 a release", () => {
  it("twice at once: one file, one message, one claim of each debit", async () => {
    for (let i = 0; i < 8; i += 1) await aPayer(app, shop, [1000]);
    await announceAll(outer());
    const batch = await prepare();
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => release(batch)));
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const blocks = await query<{ cents: number; count: number }>(
      "select cents::int, count from debit_blocks where organization_id = $1",
    );
    expect(blocks).toEqual([{ cents: 8000, count: 8 }]);
  });
  it("stopped between the claim and the file, and between the file and the drop, is taken up again", async () => {
    await openDrop();
    await aPayer(app, shop, [3000]);
    await announceAll(outer());
    const batch = await prepare();
    await release(batch);
    const id = uuid(batch.id);
    const asked = async () =>
      (
        await query<{ name: string }>(
          "select name from jobs.job where data->>'organizationId' = $1::text and name like 'collections.%_file' order by created_on",
        )
      ).map((one) => one.name);
    expect(await asked()).toEqual(["collections.make_file"]);
    // The process dies: its jobs with it. The sweep asks for them again.
    app.setClock(new Date("2027-02-17T09:00:00Z"));
    await inside((ctx) => reviveBatches(ctx));
    expect(await asked()).toHaveLength(2);
    await makeFile(outer(), id);
    await makeFile(outer(), id);
    app.setClock(new Date("2027-02-17T10:00:00Z"));
    await inside((ctx) => reviveBatches(ctx));
    expect((await asked()).filter((name) => name === "collections.drop_file")).toHaveLength(2);
    await dropFile(outer(), id);
    await dropFile(outer(), id);
    expect(dropped()).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: "sent", drop_state: "done" });
  });
});

describe("MAN-7 a drop by SFTP", () => {
  it("is tested, and says what is wrong without a secret", async () => {
    await openDrop();
    expect(
      await testDrop(app.outer(shop.organizationId, staff("administrator")), shop.creditorId),
    ).toMatchObject({ outcome: "connected" });
  });
  it("cut while it is written, then cut before the answer to the rename: the bank has it once", async () => {
    const id = await ready();
    bank.faults.cutAfterBytes = 500;
    await expect(dropFile(outer(), id)).rejects.toThrow();
    expect(dropped()).toEqual([]);
    delete bank.faults.cutAfterBytes;
    bank.faults.cutAfterRename = true;
    await expect(dropFile(outer(), id)).rejects.toThrow();
    delete bank.faults.cutAfterRename;
    expect(await stateOf(id)).toMatchObject({ state: "ready", drop_state: "renaming" });
    await expect(inside((ctx) => cancelBatch(ctx, id))).rejects.toThrow(Refusal);
    await dropFile(outer(), id);
    expect(dropped()).toHaveLength(1);
    expect((await stateOf(id)).state).toBe("sent");
  });
  it("taken by the bank before we knew: a person decides, nothing is written again by itself", async () => {
    const id = await ready();
    bank.faults.cutAfterRename = true;
    await expect(dropFile(outer(), id)).rejects.toThrow();
    delete bank.faults.cutAfterRename;
    bank.files.clear();
    await dropFile(outer(), id);
    await dropFile(outer(), id);
    expect(dropped()).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ state: "ready", drop_state: "failed", drop_error: "gone" });
    await expect(inside((ctx) => cancelBatch(ctx, id))).rejects.toThrow(Refusal);
    await inside((ctx) => markSent(ctx, id));
    expect((await stateOf(id)).state).toBe("sent");
  });
  it("given up on wrong credentials, dropped again once they are mended", async () => {
    const id = await ready();
    bank.faults.readOnly = true;
    await dropFile(outer(), id).catch(() => {});
    delete bank.faults.readOnly;
    const before = await stateOf(id);
    if (before.drop_state === "failed") await inside((ctx) => dropAgain(ctx, id));
    await dropFile(outer(), id);
    expect(dropped()).toHaveLength(1);
  });
});

const acts = [
  "announce",
  "prepare",
  "release",
  "file",
  "drop",
  "cancelBatch",
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

/** Only what a person may be refused, or a bank's silence, is expected. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
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
