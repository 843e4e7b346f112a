/** A file that left may be at the bank: its batch is given up only by saying that the bank did not take it (MAN-7, 0023). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aStaffUser, call } from "../../../test/harness/builders.ts";
import {
  aPayer,
  aStatusFile,
  type Collector,
  collectionsModule,
  gesturesOf,
  itIs,
  openCollector,
  staffActor,
  uuid,
} from "../../../test/harness/collections.ts";
import { startSftpSimulator } from "../../gateways/sftp/simulator.ts";
import { dropFile, MOST_TRIES } from "./drop-file.ts";
import { answerNotTaken, cancelBatch, sayNotTaken } from "./give-up-batch.ts";
import { findBatchByReference, noteBlockCredited } from "./index.ts";
import { proposeBatches } from "./make-batch.ts";
import { readFile } from "./write-file.ts";

let app: TestApp;
let shop: Collector;
let act: ReturnType<typeof gesturesOf>;
let second: Collector["manager"];
beforeAll(async () => {
  app = await startTestApp({ modules: [collectionsModule] });
});
afterAll(() => app.close());
beforeEach(() => open());

async function open(settings: Record<string, unknown> = {}) {
  app.setClock(new Date("2027-02-17T08:00:00Z"));
  shop = await openCollector(app, settings);
  act = gesturesOf(app, shop);
  const { cookie } = await aStaffUser(app, shop.organizationId, "manager", { name: "Alix Second" });
  second = (method, path, body) => call(method, `${shop.base}/api${path}`, { cookie, body });
}

const path = (id: string, more = "") => `/office/debit-batches/${id}${more}`;
const say = (id: string, who = shop.manager, reason = "Refusé par le site de la banque") =>
  who("POST", path(id, "/not-taken"), { reason });
const answer = (id: string, what: "confirm" | "withdraw", who = second) =>
  who("POST", path(id, "/not-taken/answer"), { answer: what });
const cancel = (id: string) => shop.manager("POST", path(id, "/cancel"));

/** A batch of debits of 30 euros whose file is made, and has left when wanted. */
async function ready({ payers = 1, left = true } = {}) {
  for (let n = 0; n < payers; n += 1) await aPayer(app, shop, [3000]);
  await act.announce();
  const batch = await act.prepare();
  await act.release(batch);
  await act.makeFile(batch.id);
  if (left) await act.fileOf(batch.id);
  return batch.id as string;
}

/** The same, and given up by two people. */
async function givenUp(wish: { payers?: number } = {}) {
  const id = await ready(wish);
  expect((await say(id)).status).toBe(200);
  expect((await answer(id, "confirm")).json.state).toBe("cancelled");
  return id;
}

const inside = <T>(work: Parameters<typeof app.inside<T>>[1]) =>
  app.inside(shop.organizationId, work, staffActor(shop.staff.manager["id"]));

describe("MAN-7 a file that was downloaded", () => {
  it("says who took it first and when, and keeps its batch from being cancelled in passing", async () => {
    const id = await ready({ left: false });
    expect(await act.read(id)).toMatchObject({ left: null, can: { cancel: true, sayNotTaken: false } });
    expect((await say(id)).json.code).toBe("batch.file_not_left");
    await act.fileOf(id);
    await itIs(app, "2027-02-17T09:00:00Z");
    await act.fileOf(id);
    expect(await act.read(id)).toMatchObject({
      state: "ready",
      left: { at: "2027-02-17T08:00:00.000Z", by: shop.staff.accountant["name"] },
      can: { cancel: false, send: true, download: true, sayNotTaken: true, confirmNotTaken: false },
    });
    expect((await cancel(id)).json).toMatchObject({ status: 409, code: "batch.file_left" });
    expect(await act.facts("collections.file_read")).toHaveLength(2);
    expect((await act.send(id)).json.state).toBe("sent");
    expect((await say(id)).json.code).toBe("batch.already_sent");
  });
  it("is given up by two people, with a reason, which the trail keeps", async () => {
    const id = await ready();
    expect((await shop.accountant("POST", path(id, "/not-taken"), { reason: "Refusé" })).status).toBe(403);
    expect((await say(id, shop.manager, " ")).json.code).toBe("request.invalid");
    expect((await answer(id, "confirm")).json.code).toBe("batch.nothing_said");
    expect((await say(id)).json).toMatchObject({
      state: "ready",
      waitsForSecond: true,
      notTaken: { reason: "Refusé par le site de la banque", givenUpBy: null },
      can: { cancel: false, sayNotTaken: false, confirmNotTaken: false, withdrawNotTaken: true },
    });
    expect((await cancel(id)).json.code).toBe("batch.file_left");
    expect((await answer(id, "confirm", shop.manager)).json.code).toBe("batch.four_eyes_not_taken");
    expect((await say(id, second)).json.code).toBe("batch.not_taken_said");
    expect((await second("GET", path(id))).json.can.confirmNotTaken).toBe(true);
    expect((await answer(id, "confirm")).json).toMatchObject({
      state: "cancelled",
      notTaken: { givenUpBy: "Alix Second" },
      can: { download: false, sayNotTaken: false, confirmNotTaken: false, withdrawNotTaken: false },
    });
    expect(await act.facts("collections.not_taken_said")).toMatchObject([
      { reason: "Refusé par le site de la banque" },
    ]);
    expect(await act.facts("collections.batch_cancelled")).toMatchObject([
      { how: "not_taken", reason: "Refusé par le site de la banque", count: 1, resumeOn: "2027-02-18" },
    ]);
  });
  it("is given up by one alone without four eyes; again, by whom it may be, it changes nothing", async () => {
    await open({ four_eyes: false });
    const id = await ready();
    expect((await say(id)).json.state).toBe("cancelled");
    expect((await say(id, second)).json.state).toBe("cancelled");
    expect((await answer(id, "confirm")).json.state).toBe("cancelled");
    expect(await act.facts("collections.batch_cancelled")).toHaveLength(1);
  });
  it("does not leave any more, while that is said and once it is done, until it is taken back", async () => {
    const id = await ready();
    await say(id);
    expect((await shop.accountant("GET", path(id, "/file"))).json.code).toBe("batch.giving_up");
    expect((await answer(id, "withdraw", shop.manager)).json).toMatchObject({ notTaken: null });
    expect((await shop.accountant("GET", path(id, "/file"))).status).toBe(200);
    await say(id);
    await answer(id, "confirm");
    expect((await shop.accountant("GET", path(id, "/file"))).json.code).toBe("batch.given_up");
    const other = await ready({ left: false });
    await cancel(other);
    expect((await shop.accountant("GET", path(other, "/file"))).json.code).toBe("batch.given_up");
  });
  it("that is said to be at the bank is no longer said not to be", async () => {
    const id = await ready();
    await say(id);
    expect((await act.send(id)).json).toMatchObject({ state: "sent", notTaken: null });
    expect((await answer(id, "confirm")).json.code).toBe("batch.nothing_said");
  });
  it("is not given up by who may not see its creditor", async () => {
    const id = await ready();
    await app.admin.query(
      "update users set staff_creditor_ids = array[gen_random_uuid()] where organization_id = $1 and name = 'Alix Second'",
      [shop.organizationId],
    );
    expect((await say(id, second)).status).toBe(404);
    expect((await answer(id, "confirm")).status).toBe(404);
  });
});

describe("MAN-7 its debits, given up", () => {
  it("are in no batch that day, nobody's; the next one they are, and who reviews it is told", async () => {
    const old = await givenUp();
    expect(await act.prepare()).toMatchObject({ code: "batch.nothing" });
    await itIs(app, "2027-02-17T21:00:00Z");
    await proposeBatches(act.outer());
    expect((await shop.manager("GET", "/office/debit-batches?state=open")).json.items).toEqual([]);
    expect((await shop.manager("GET", "/office/coming-collections")).json.items).toMatchObject([
      { count: 1, resumeOn: "2027-02-18" },
    ]);
    await itIs(app, "2027-02-18T08:00:00Z");
    expect((await shop.manager("GET", "/office/coming-collections")).json.items).toMatchObject([
      { count: 1, resumeOn: null },
    ]);
    const next = await act.prepare();
    const { reference } = await act.read(old);
    expect(next).toMatchObject({ count: 1, leftBefore: [{ id: old, name: reference, count: 1 }] });
    expect((await act.release(next)).json).toMatchObject({ state: "released", leftBefore: [] });
  });
  it("are still held, and may be given up one by one by their debtor", async () => {
    const payer = await aPayer(app, shop, [4500]);
    await givenUp();
    const [mine] = (await payer.api("GET", "/collections")).json.items;
    expect(mine).toMatchObject({ state: "announced", can: { cancel: true } });
    const held = async () =>
      (
        await app.admin.query("select from holds where entry_id = $1 and released_at is null", [
          payer.entryIds[0],
        ])
      ).rows.length;
    expect(await held()).toBe(1);
    await payer.api("POST", `/collections/${mine.id}/cancel`);
    expect(await held()).toBe(0);
  });
});

describe("MAN-7 at the same time", () => {
  it("a download and a cancellation: the file left, or the batch is given up, never both", async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = uuid(await ready({ left: false }));
      const race = [inside((ctx) => readFile(ctx, id)), inside((ctx) => cancelBatch(ctx, id))];
      const [read, cancelled] = await Promise.allSettled(round % 2 ? race : race.toReversed());
      expect([read!.status, cancelled!.status].toSorted()).toEqual(["fulfilled", "rejected"]);
      const { rows } = await app.admin.query("select state, left_at from debit_batches where id = $1", [id]);
      expect(rows[0].state === "cancelled").toBe(rows[0].left_at === null);
      // Whatever won, nothing of it is left for the next round.
      await app.admin.query(
        "update collections set state = 'cancelled', cancelled_by = 'staff' where organization_id = $1",
        [shop.organizationId],
      );
    }
  });
  it("two who confirm, one who says that the bank has it: one of them is heard", async () => {
    const id = uuid(await ready({ payers: 3 }));
    await inside((ctx) => sayNotTaken(ctx, id, "Refusé"));
    const other = staffActor(
      (
        await app.admin.query("select id from users where organization_id = $1 and name = 'Alix Second'", [
          shop.organizationId,
        ])
      ).rows[0].id,
    );
    const confirm = () => app.inside(shop.organizationId, (ctx) => answerNotTaken(ctx, id, "confirm"), other);
    const [one, two, sent] = await Promise.all([
      confirm().catch(() => null),
      confirm().catch(() => null),
      act.send(`bat_${id.replaceAll("-", "")}`),
    ]);
    const { rows } = await app.admin.query(
      "select b.state, count(c.id)::int as n from debit_batches b left join collections c on c.batch_id = b.id and c.state = 'sent' where b.id = $1 group by b.state",
      [id],
    );
    if (sent.status === 200) expect([one, two, rows[0]]).toEqual([null, null, { state: "sent", n: 3 }]);
    else expect(rows[0]).toEqual({ state: "cancelled", n: 0 });
    expect(await act.facts("collections.batch_cancelled")).toHaveLength(sent.status === 200 ? 0 : 1);
  });
  it("stopped in the middle, it has not been given up at all", async () => {
    await open({ four_eyes: false });
    const id = uuid(await ready({ payers: 2 }));
    const stopped = inside(async (ctx) => {
      await sayNotTaken(ctx, id, "Refusé");
      throw new Error("the process dies");
    });
    await expect(stopped).rejects.toThrow("dies");
    const { rows } = await app.admin.query(
      "select b.state, b.not_taken_at, count(c.id)::int as n from debit_batches b join collections c on c.batch_id = b.id and c.state = 'sent' where b.id = $1 group by 1, 2",
      [id],
    );
    expect(rows).toEqual([{ state: "ready", not_taken_at: null, n: 2 }]);
    await inside((ctx) => sayNotTaken(ctx, id, "Refusé"));
    expect((await act.coming()).length).toBe(2);
  });
});

describe("MAN-7 a bank that speaks of what was given up", () => {
  const block = async (id: string) => (await act.read(id)).blocks[0];
  const credit = async (id: string, lineId = "0197a000-0000-7000-8000-000000000001") => {
    const { reference, cents } = await block(id);
    return inside(async (ctx) => {
      const known = await findBatchByReference(ctx, { paymentInformationId: reference });
      return known && noteBlockCredited(ctx, known.blockId, { cents, on: "2027-03-05", bankLineId: lineId });
    });
  };
  it("had the file: by its credit the batch is at the bank again, its debits out of the next one", async () => {
    const id = await givenUp({ payers: 2 });
    await itIs(app, "2027-02-18T08:00:00Z");
    const next = await act.prepare();
    expect(next.count).toBe(2);
    expect(await credit(id)).toBe(true);
    expect(await credit(id)).toBe(true);
    expect(await act.read(id)).toMatchObject({ state: "sent", count: 2, notTaken: null });
    expect((await act.read(next.id)).count).toBe(0);
    expect((await act.release(next)).json.code).toBe("batch.nothing");
    expect(await act.facts("collections.batch_restored")).toMatchObject([{ restored: 2, elsewhere: 0 }]);
  });
  it("had the file: what another one has taken since stays there, and is told", async () => {
    const id = await givenUp({ payers: 2 });
    await itIs(app, "2027-02-18T08:00:00Z");
    const next = await act.prepare();
    const [first] = (await shop.manager("GET", path(next.id, "/collections"))).json.items;
    await shop.accountant("POST", `/office/collections/${first.id}/cancel`);
    await act.release(await act.read(next.id));
    await act.makeFile(next.id);
    expect(await credit(id)).toBe(true);
    expect((await act.read(next.id)).count).toBe(1);
    expect(await act.facts("collections.batch_restored")).toMatchObject([{ restored: 0, elsewhere: 2 }]);
  });
  it("took it, by a pain.002 or by a debit that came back", async () => {
    const upload = (content: Buffer) =>
      call("POST", `${shop.base}/api/office/return-files`, {
        cookie: shop.staff.accountant["cookie"] as string,
        body: content,
        headers: { "content-type": "application/octet-stream" },
      });
    const [one, other] = [await givenUp(), await givenUp()];
    // The second batch took nothing of the first: its debits wait until tomorrow.
    expect((await act.coming()).length).toBe(2);
    const { messageId } = await act.read(one);
    const [debit] = (
      await app.admin.query<{ end_to_end_id: string }>(
        "select c.end_to_end_id from collections c join debit_blocks k on k.id = c.block_id where k.batch_id = $1",
        [uuid(one)],
      )
    ).rows;
    expect(
      (await upload(aStatusFile(messageId, [{ endToEndId: debit!.end_to_end_id, code: "AM04" }]))).json,
    ).toMatchObject({ told: 1, recorded: 1, unknown: 0 });
    expect(await act.read(one)).toMatchObject({ state: "sent", states: { rejected: 1 } });
    expect((await act.read(other)).state).toBe("cancelled");
  });
  it("refused it as a whole: it stays given up, and nobody is told that a debit came back", async () => {
    const id = await givenUp();
    const { messageId } = await act.read(id);
    const status = aStatusFile(messageId, [], "FF01");
    const answered = await call("POST", `${shop.base}/api/office/return-files`, {
      cookie: shop.staff.accountant["cookie"] as string,
      body: status,
      headers: { "content-type": "application/octet-stream" },
    });
    expect(answered.json).toMatchObject({ told: 0, recorded: 0 });
    expect((await act.read(id)).state).toBe("cancelled");
    expect(await act.coming()).toMatchObject([{ state: "announced" }]);
    expect(await credit(id)).toBe(false);
  });
});

describe("MAN-7 a drop that came as far as the rename", () => {
  it("and then found nobody until it was given up: the bank may have the file", async () => {
    const bank = await startSftpSimulator();
    try {
      await open({ four_eyes: false });
      const id = uuid(await ready({ left: false }));
      // As a cut at the rename, then a dead line leave it.
      await app.admin.query(
        "update debit_batches set drop_state = 'waiting', drop_tries = $2, left_at = now() where id = $1",
        [id, MOST_TRIES],
      );
      await dropFile(act.outer(), id);
      await expect(inside((ctx) => cancelBatch(ctx, id))).rejects.toThrow("batch.file_left");
      expect((await act.read(`bat_${id.replaceAll("-", "")}`)).can).toMatchObject({
        cancel: false,
        sayNotTaken: true,
        drop: true,
      });
    } finally {
      await bank.close();
    }
  });
});
