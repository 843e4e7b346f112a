/** Why a debit came back, whichever file says it first, in whichever list of codes (MAN-7). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aPayer,
  type Collector,
  collectionsModule,
  gesturesOf,
  openCollector,
} from "../../../test/harness/collections.ts";
import { recordReturns, settleCollections, type ToldReturn } from "./index.ts";
import { isIsoReason, NEXT_STEPS, REASONS, reasonOf } from "./reason-rules.ts";

let app: TestApp;
let shop: Collector;
let act: ReturnType<typeof gesturesOf>;
beforeAll(async () => {
  app = await startTestApp({ modules: [collectionsModule] });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(new Date("2027-02-17T08:00:00Z"));
  shop = await openCollector(app, { fee_cents: 1200, retry_days: 3 });
  act = gesturesOf(app, shop);
});

/** A debit that was collected. @returns how it comes back, and what is seen of it. */
async function collected() {
  const payer = await aPayer(app, shop, [3000]);
  await act.sent();
  app.setClock(new Date("2027-03-05T09:00:00Z"));
  await settleCollections(act.outer());
  const { rows } = await app.admin.query<{ end_to_end_id: string }>(
    "select end_to_end_id from collections where mandate_id = $1",
    [payer.mandateId],
  );
  const one = (source: ToldReturn["source"], reasonCode: string | null, key = "1"): ToldReturn => ({
    endToEndId: rows[0]!.end_to_end_id,
    umr: null,
    paymentInformationId: null,
    cents: -3000,
    on: "2027-03-08",
    reasonCode,
    reasonText: null,
    source,
    key,
    chargesCents: null,
  });
  const say = (...told: ToldReturn[]) => app.inside(shop.organizationId, (ctx) => recordReturns(ctx, told));
  const seen = async () => {
    const [[found], mandate, account] = await Promise.all([
      app.admin
        .query(
          "select reason_code, sources, fee_cents::int as fee, retry_on from collection_returns where creditor_id = $1",
          [shop.creditorId],
        )
        .then((result) => result.rows),
      app.admin.query("select state from mandates where id = $1", [payer.mandateId]),
      app.admin.query("select balance_cents::int as balance from accounts where id = $1", [payer.accountId]),
    ]);
    return { ...found, mandate: mandate.rows[0].state, balance: account.rows[0].balance };
  };
  return { one, say, seen };
}

describe("MAN-7 the reason of a return", () => {
  it("of a bank's own list is told as it came, with what to do next", () => {
    const { text, mandate, next } = reasonOf("12");
    expect(text.fr).toBe("La banque donne le motif 12, un code de sa propre liste.");
    expect([mandate, next]).toEqual(["keep", "ask_code"]);
    expect(NEXT_STEPS[next].fr).toContain("ce que veut dire ce code");
    expect(reasonOf(null).text.fr).toBe("La banque n’a pas donné de motif.");
    expect(reasonOf("am04")).toBe(REASONS["AM04"]);
    expect([isIsoReason("64"), isIsoReason("ac04")]).toEqual([false, true]);
  });
  it("known only by a second file is followed as if it had come first: mandate, fee, once", async () => {
    const { one, say, seen } = await collected();
    await say(one("cfonb120", "12"));
    expect(await seen()).toMatchObject({ reason_code: "12", mandate: "active", fee: 0, balance: 3000 });
    const again = [one("camt.054", "ac04"), one("camt.054", "AC04", "2"), one("pain.002", null, "3")];
    expect((await say(...again)).map((news) => news.done)).toEqual(["known", "known", "known"]);
    await say(...again);
    expect(await seen()).toEqual({
      reason_code: "AC04",
      sources: ["cfonb120", "camt.054", "pain.002"],
      mandate: "blocked",
      fee: 1200,
      retry_on: null,
      balance: 4200,
    });
    expect(await act.facts("collections.reason_learnt")).toHaveLength(1);
  });
  it("known first is not changed by a bank's own code, nor by another", async () => {
    const { one, say, seen } = await collected();
    await say(one("camt.054", "AM04"));
    const before = await seen();
    expect(before).toMatchObject({ reason_code: "AM04", mandate: "active", fee: 1200 });
    await say(one("cfonb120", "12"), one("pain.002", "MD01", "2"));
    expect(await seen()).toEqual({ ...before, sources: ["camt.054", "cfonb120", "pain.002"] });
  });
  it("known late asks for the second presentation", async () => {
    const { one, say, seen } = await collected();
    await say(one("cfonb120", null));
    await say(one("camt.054", "AM04"));
    expect((await seen()).retry_on).not.toBeNull();
  });
  it("known after somebody has dealt with it presents nothing again by itself", async () => {
    const { one, say, seen } = await collected();
    await say(one("cfonb120", null));
    await app.admin.query("update collection_returns set handled_at = now() where creditor_id = $1", [
      shop.creditorId,
    ]);
    await say(one("camt.054", "AM04"));
    expect(await seen()).toMatchObject({ reason_code: "AM04", retry_on: null });
  });
});
