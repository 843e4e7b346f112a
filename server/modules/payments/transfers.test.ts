/** PAY-9: transfers that customers say they will make, given up, received. */
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anAccount, anEntry } from "../../../test/harness/builders.ts";
import {
  aDebtor,
  openShop,
  paymentsModule,
  type Shop,
  startSimulators,
} from "../../../test/harness/payments.ts";
import { isRfReference } from "../../formats/iban/index.ts";
import type { Simulators } from "../../gateways/simulators.ts";
import { newId, readOutsideId } from "../../platform/ids.ts";
import { expireTransfers } from "./expire-transfers.ts";
import { findTransferOrders, noteTransfersReceived, undoTransferReceived } from "./index.ts";
import { ordersOf, samePayment, stillDue } from "./transfer-rules.ts";

let app: TestApp;
let simulators: Simulators;
let shop: Shop;
beforeAll(async () => {
  app = await startTestApp({ modules: [paymentsModule] });
  simulators = await startSimulators({ clock: () => app.services.clock() });
});
afterAll(async () => {
  await simulators.close();
  await app.close();
});
beforeEach(async () => {
  shop = await openShop(app, simulators, "payfip", { payByTransfer: true, payPartially: true });
});

type Debtor = Awaited<ReturnType<typeof aDebtor>>;
const order = (debtor: Debtor, expectedCents: number, amountCents: number | null = null) =>
  debtor.api("POST", `/carts/${shop.creditorOut}/transfer`, { expectedCents, amountCents });
const ordered = async (debtor: Debtor, expectedCents: number) => {
  await debtor.fill();
  const made = await order(debtor, expectedCents);
  expect(made.status).toBe(200);
  return made.json.orders[0];
};
const factNames = async () =>
  (
    await app.admin.query(
      "select name from facts where subject_kind = 'transfer' and organization_id = $1 order by at, id",
      [shop.organizationId],
    )
  ).rows.map((row) => row.name as string);
const idIn = (id: string) => readOutsideId(id)!.id;
const here = <T>(work: Parameters<typeof app.inside<T>>[1]) => app.inside(shop.organizationId, work);
const receive = (id: string, allocationId: string, cents = 5000) =>
  here((ctx) => noteTransfersReceived(ctx, [{ orderId: idIn(id), cents, on: "2026-11-30", allocationId }]));

describe("PAY-9 a customer pays by transfer", () => {
  it("ALL-1 sees no more what is left to pay once he no longer acts for who owes", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const { id } = await ordered(debtor, 5000);
    await app.admin.query("update accounts set withdrawn_at = now() where organization_id = $1", [
      shop.organizationId,
    ]);
    const left = (await debtor.api("GET", `/transfers/${id}`)).json;
    expect(left).toMatchObject({ state: "open", cents: 5000, stillDueCents: 0, transfer: null });
  });
  it("gets a reference, an account, an amount and a code; nothing is held", async () => {
    const debtor = await aDebtor(app, shop, [5000, 1200]);
    expect((await debtor.fill()).json.can).toEqual({ pay: true, transfer: true });
    const made = await order(debtor, 6200);
    const [one] = made.json.orders;
    expect(made.json.orders).toHaveLength(1);
    expect(one).toMatchObject({
      state: "open",
      cents: 6200,
      stillDueCents: 6200,
      received: null,
      can: { cancel: true, mail: true },
      transfer: { iban: "FR7630006000011234567890189", cents: 6200, reference: one.reference },
    });
    expect(isRfReference(one.reference)).toBe(true);
    expect(one.pieces.map((piece: { cents: number }) => piece.cents).toSorted()).toEqual([1200, 5000]);
    expect(one.transfer.qr.path).toMatch(/^M4 4h7v1h-7z/);
    expect((await debtor.cart()).json.pieces).toEqual([]);
    const held = await app.admin.query("select 1 from holds where entry_id = any($1)", [debtor.entryIds]);
    expect(held.rowCount).toBe(0);
    expect((await debtor.api("GET", "/transfers?state=open")).json.items).toMatchObject([{ id: one.id }]);
  });
  it("is given the order that waits already, and another one for another amount", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const first = await ordered(debtor, 5000);
    expect((await ordered(debtor, 5000)).id).toBe(first.id);
    await debtor.fill();
    const part = (await order(debtor, 5000, 2000)).json.orders[0];
    expect(part.id).not.toBe(first.id);
    expect(part).toMatchObject({ cents: 2000, pieces: [{ cents: 2000 }] });
    expect(await factNames()).toEqual(["payments.transfer_ordered", "payments.transfer_ordered"]);
  });
  it("has one order for each account", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const second = await anAccount(app, shop.organizationId, shop.creditorId, debtor.party.id as string);
    const entry = await anEntry(app, shop.organizationId, second.id as string, 700);
    await debtor.fill([...debtor.entryIds, entry.id as string]);
    const made = await order(debtor, 5700);
    expect(made.json.orders.map((one: { cents: number }) => one.cents).toSorted()).toEqual(
      [5000, 700].toSorted(),
    );
    expect(new Set(made.json.orders.map((one: { reference: string }) => one.reference)).size).toBe(2);
  });
  it("is refused when it is not offered, or when the cart is another", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    await debtor.fill();
    expect((await order(debtor, 4000)).json.code).toBe("cart.changed");
    const off = await openShop(app, simulators, "payfip", {});
    const other = await aDebtor(app, off, [5000]);
    const cart = await other.fill();
    expect(cart.json.can.transfer).toBe(false);
    expect(
      (
        await other.api("POST", `/carts/${off.creditorOut}/transfer`, {
          expectedCents: 5000,
          amountCents: null,
        })
      ).json.code,
    ).toBe("transfer.off");
    await app.admin.query("update creditors set iban = '' where id = $1", [shop.creditorId]);
    expect((await debtor.cart()).json.can).toEqual({ pay: true, transfer: false });
    expect((await order(debtor, 5000)).json.code).toBe("transfer.off");
  });
  it("sees what was paid otherwise since, and is asked for the rest only", async () => {
    const debtor = await aDebtor(app, shop, [5000, 1200]);
    const one = await ordered(debtor, 6200);
    await app.admin.query("update entries set settled_cents = amount_cents where id = $1", [
      debtor.entryIds[0],
    ]);
    const read = await debtor.api("GET", `/transfers/${one.id}`);
    expect(read.json).toMatchObject({ cents: 6200, stillDueCents: 1200, transfer: { cents: 1200 } });
    await app.admin.query("update entries set settled_cents = amount_cents where id = $1", [
      debtor.entryIds[1],
    ]);
    expect((await debtor.api("GET", `/transfers/${one.id}`)).json).toMatchObject({
      stillDueCents: 0,
      transfer: null,
    });
  });
  it("gives it up once, and finds the pieces in the cart again", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const one = await ordered(debtor, 5000);
    const cancel = () => debtor.api("POST", `/transfers/${one.id}/cancel`);
    expect((await cancel()).json).toMatchObject({
      state: "cancelled",
      transfer: null,
      can: { cancel: false },
    });
    expect((await cancel()).status).toBe(200);
    expect((await debtor.cart()).json.pieces).toHaveLength(1);
    expect(await factNames()).toEqual(["payments.transfer_ordered", "payments.transfer_cancelled"]);
    expect((await debtor.api("POST", `/transfers/${one.id}/mail`)).json.code).toBe("transfer.closed");
  });
  it("receives it by mail on demand", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const one = await ordered(debtor, 5000);
    const sent = await debtor.api("POST", `/transfers/${one.id}/mail`);
    expect(sent.json.to).toContain("@");
    expect(await factNames()).toEqual(["payments.transfer_ordered", "payments.transfer_mail_asked"]);
  });
});

describe("PAY-9 the money of a transfer", () => {
  it("closes its order once, whatever the amount, and opens it again when that was wrong", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const one = await ordered(debtor, 5000);
    await debtor.fill();
    const [allocation, other] = [newId(), newId()];
    await receive(one.id, allocation, 4000);
    await receive(one.id, allocation, 4000);
    await receive(one.id, other, 1000);
    const read = () => debtor.api("GET", `/transfers/${one.id}`);
    expect((await read()).json).toMatchObject({
      state: "received",
      received: { cents: 4000, on: "2026-11-30" },
      can: { cancel: false },
    });
    expect((await debtor.cart()).json.pieces).toEqual([]);
    expect((await debtor.api("POST", `/transfers/${one.id}/cancel`)).json.code).toBe("transfer.closed");
    const undo = (id: string) => here((ctx) => undoTransferReceived(ctx, idIn(one.id), id));
    await undo(other);
    expect((await read()).json.state).toBe("received");
    await undo(allocation);
    await undo(allocation);
    expect((await read()).json).toMatchObject({ state: "open", received: null });
    expect(await factNames()).toEqual([
      "payments.transfer_ordered",
      "payments.transfer_received",
      "payments.transfer_reopened",
    ]);
  });
  it("of an order that was given up, undone: it stays given up", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const one = await ordered(debtor, 5000);
    await debtor.api("POST", `/transfers/${one.id}/cancel`);
    const read = async () => (await debtor.api("GET", `/transfers/${one.id}`)).json;
    const before = await read();
    const allocation = newId();
    await receive(one.id, allocation, 5000);
    expect((await read()).state).toBe("received");
    await here((ctx) => undoTransferReceived(ctx, idIn(one.id), allocation));
    expect(await read()).toEqual(before);
    expect(before.state).toBe("cancelled");
    expect(await factNames()).not.toContain("payments.transfer_reopened");
  });
  it("is found by the reference that the bank repeats, even of an order that was given up", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const one = await ordered(debtor, 5000);
    await debtor.api("POST", `/transfers/${one.id}/cancel`);
    const found = await here((ctx) => findTransferOrders(ctx, [one.reference, "RF18539007547034"]));
    expect(found).toEqual([
      {
        id: idIn(one.id),
        reference: one.reference,
        creditorId: shop.creditorId,
        accountId: debtor.accountId,
        state: "cancelled",
        cents: 5000,
        parts: [{ entryId: debtor.entryIds[0], cents: 5000 }],
      },
    ]);
    expect(await here((ctx) => findTransferOrders(ctx, []))).toEqual([]);
    const elsewhere = await openShop(app, simulators, "payfip", {});
    expect(
      await app.inside(elsewhere.organizationId, (ctx) => findTransferOrders(ctx, [one.reference])),
    ).toEqual([]);
    await receive(one.id, newId());
    expect((await debtor.api("GET", `/transfers/${one.id}`)).json.state).toBe("received");
  });
});

describe("PAY-9 a transfer that does not come", () => {
  afterEach(() => app.setClock(null));
  const expire = () => expireTransfers(app.outer(shop.organizationId));
  const read = async (debtor: Debtor, id: string) => (await debtor.api("GET", `/transfers/${id}`)).json;

  it("is expected until its term, expires once after it, and is closed by money that comes later", async () => {
    app.setClock(new Date("2026-11-01T09:00:00Z"));
    const debtor = await aDebtor(app, shop, [5000]);
    const one = await ordered(debtor, 5000);
    expect(one.expiresOn).toBe("2026-12-01");
    app.setClock(new Date("2026-12-01T22:30:00Z"));
    await expire();
    expect((await read(debtor, one.id)).state).toBe("open");
    app.setClock(new Date("2026-12-01T23:30:00Z"));
    await expire();
    await expire();
    expect(await read(debtor, one.id)).toMatchObject({
      state: "expired",
      stillDueCents: 5000,
      transfer: null,
      can: { cancel: false, mail: false },
    });
    expect((await debtor.api("GET", "/transfers?state=expired")).json.items).toHaveLength(1);
    expect(await factNames()).toEqual(["payments.transfer_ordered", "payments.transfer_expired"]);
    const [found] = await here((ctx) => findTransferOrders(ctx, [one.reference]));
    expect(found).toMatchObject({ id: idIn(one.id), parts: [{ cents: 5000 }] });
    await receive(one.id, newId());
    expect((await read(debtor, one.id)).state).toBe("received");
    await debtor.fill();
    expect((await order(debtor, 5000)).json.orders[0].id).not.toBe(one.id);
  });

  it("lasts as many days as the organization says, from the day in Paris", async () => {
    const own = await openShop(app, simulators, "payfip", { payByTransfer: true, transferTermDays: 3 });
    app.setClock(new Date("2026-11-01T23:30:00Z"));
    const debtor = await aDebtor(app, own, [5000]);
    await debtor.fill();
    const made = await debtor.api("POST", `/carts/${own.creditorOut}/transfer`, {
      expectedCents: 5000,
      amountCents: null,
    });
    expect(made.json.orders[0].expiresOn).toBe("2026-11-05");
  });

  it("does not keep an entry in the books that its accounting software takes away", async () => {
    const debtor = await aDebtor(app, shop, [5000, 1200]);
    const { id } = await ordered(debtor, 6200);
    await here((ctx) =>
      ctx.db
        .deleteFrom("entries")
        .where("organization_id", "=", shop.organizationId as never)
        .where("id", "=", debtor.entryIds[0]!)
        .execute(),
    );
    expect(await read(debtor, id)).toMatchObject({
      stillDueCents: 1200,
      accountLabel: expect.stringMatching(/./),
      pieces: [{ cents: 1200 }],
    });
  });
});

const parts = fc.uniqueArray(
  fc.record({
    entryId: fc.uuid(),
    cents: fc.integer({ min: -5000, max: 5000 }).filter((cents) => cents !== 0),
  }),
  { selector: (part) => part.entryId, minLength: 1, maxLength: 10 },
);
describe("PAY-9 what is left of an order", () => {
  it("is never more than was ordered of what is owed, never less than nothing", () => {
    fc.assert(
      fc.property(parts, fc.func(fc.integer({ min: -9000, max: 9000 })), (own, payable) => {
        const left = stillDue(own, payable);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(own.reduce((sum, part) => sum + Math.max(0, part.cents), 0));
        const whole = own.reduce((sum, part) => sum + part.cents, 0);
        const untouched = new Map(own.map((part) => [part.entryId, part.cents]));
        expect(stillDue(own, (id) => untouched.get(id)!)).toBe(Math.max(0, whole));
      }),
    );
  });
  it("makes no order when the credit of an account would have to pay another", () => {
    const piece = (id: string, accountId: string, payCents: number) => ({ id, accountId, payCents });
    expect(ordersOf([piece("b", "A", 500), piece("a", "A", -200), piece("c", "B", 0)])).toEqual([
      {
        accountId: "A",
        cents: 300,
        parts: [
          { entryId: "a", cents: -200 },
          { entryId: "b", cents: 500 },
        ],
      },
    ]);
    expect(ordersOf([piece("a", "A", 500), piece("b", "B", -200)])).toBeNull();
    expect(ordersOf([])).toBeNull();
    expect(samePayment([{ entryId: "a", cents: 1 }], [{ entryId: "a", cents: 1 }])).toBe(true);
    expect(samePayment([{ entryId: "a", cents: 1 }], [{ entryId: "a", cents: 2 }])).toBe(false);
  });
});
