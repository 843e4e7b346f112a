/** A batch is never collected twice, whatever stops and whoever does what at the same time (MAN-7, PAY-6). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aPayer,
  type Collector,
  collectionsModule,
  openCollector,
  openDropOf,
  staffActor,
  uuid,
} from "../../../test/harness/collections.ts";
import { type SftpSimulator, startSftpSimulator } from "../../gateways/sftp/simulator.ts";
import type { Context } from "../../platform/context.ts";
import { Refusal } from "../../platform/errors.ts";
import { announceAll } from "./announce-collections.ts";
import { testDrop } from "./configure-collections.ts";
import { dropAgain, dropFile } from "./drop-file.ts";
import { cancelBatch } from "./give-up-batch.ts";
import { prepareBatch } from "./make-batch.ts";
import { releaseBatch } from "./release-batch.ts";
import { markSent } from "./send-batch.ts";
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

const staff = (role: "manager" | "administrator" = "manager") => staffActor(shop.staff.manager["id"], role);
const outer = () => app.outer(shop.organizationId);
const inside = <T>(work: (ctx: Context) => Promise<T>, actor = staff()) =>
  app.inside(shop.organizationId, work, actor);
const query = async <T>(text: string): Promise<T[]> =>
  (await app.admin.query(text, [shop.organizationId])).rows as T[];
const prepare = () => inside((ctx) => prepareBatch(ctx, { creditor: shop.creditorId, until: "2027-03-05" }));
const release = (batch: { id: string; cents: number; collectOn: string | null }) =>
  inside((ctx) =>
    releaseBatch(ctx, uuid(batch.id), { expectedCents: batch.cents, collectOn: batch.collectOn! }),
  );

const openDrop = () => openDropOf(app, shop, bank);

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
  it("begun by two at once, and taken by the bank between them: it gets its name once", async () => {
    const id = await ready();
    let taken = 0;
    bank.faults.beforeOpen = async () => {
      await dropFile(outer(), id);
      taken += dropped().length;
      bank.files.clear();
    };
    await dropFile(outer(), id);
    expect([taken, dropped()]).toEqual([1, []]);
    expect(await stateOf(id)).toMatchObject({ state: "sent", drop_state: "done" });
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
