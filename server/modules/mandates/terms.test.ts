/** In which terms a mandate is signed, here or on paper, and whether they still hold when it is (MAN-1 to MAN-4). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aStaffUser, call } from "../../../test/harness/builders.ts";
import {
  aSigner,
  type Debits,
  IBAN,
  mandatesModule,
  OTHER_IBAN,
  openDebits,
  type Signer,
} from "../../../test/harness/mandates.ts";
import { nextTargetDay } from "../../formats/sepa/index.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";
import { collectableMandates } from "./index.ts";
import { addMonths } from "./rules.ts";

let app: TestApp;
let debits: Debits;
let signer: Signer;
let cookie: string;
const today = dayInParis(new Date("2026-11-30T09:00:00Z"));
beforeAll(async () => {
  app = await startTestApp({ modules: [mandatesModule] });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(new Date("2026-11-30T09:00:00Z"));
  debits = await openDebits(app);
  signer = await aSigner(app, debits, [10_000]);
  ({ cookie } = await aStaffUser(app, debits.organizationId, "accountant"));
});

const offer = async () => (await signer.api("GET", `/accounts/${signer.accountOut}/direct-debit`)).json;
const collectable = () =>
  app.inside(debits.organizationId, (ctx) =>
    collectableMandates(ctx, debits.creditorId, { after: null, limit: 50 }),
  );
const suspend = () =>
  app.admin.query("update organizations set settings = $2 where organization_id = $1", [
    debits.organizationId,
    { suspension: { from: "2020-01-01", until: "2026-12-24", fr: "Bascule de logiciel.", en: "" } },
  ]);
const setOffer = (change: string) =>
  app.admin.query(`update mandate_settings set ${change} where creditor_id = $1`, [debits.creditorId]);
/** Prepared, with its code at hand. */
async function ready(over: Record<string, unknown>) {
  const { id } = (await signer.prepare(over)).json;
  await signer.askCode(id);
  return { id, code: await signer.codeOf(id) };
}

describe("MAN-2 a one-off on a chosen day", () => {
  const once = (wantedOn: string | null) => signer.prepare({ mode: "one_off", cents: 4200, wantedOn });
  it("is offered from the first day that its notice allows, moved to one on which TARGET is open", async () => {
    expect((await offer()).wantedDays).toEqual({ first: "2026-12-15", last: "2027-11-30" });
    const mandate = await signer.signed({ mode: "one_off", cents: 4200, wantedOn: "2026-12-19" });
    expect(mandate).toMatchObject({ wantedOn: "2026-12-21", oneOffCents: 4200 });
    expect(await collectable()).toMatchObject([{ oneOff: { cents: 4200, wantedOn: "2026-12-21" } }]);
  });
  it("refuses a day that is too near or too far, and has none unless asked for", async () => {
    for (const day of ["2026-11-29", "2026-12-14", "2027-12-01"])
      expect((await once(day)).json.code, day).toBe("mandate.wanted_on");
    expect((await once(null)).json.wantedOn).toBeNull();
    const automatic = await signer.prepare({ wantedOn: "2026-12-21" });
    expect(automatic.json).toMatchObject({ mode: "automatic", wantedOn: null });
  });
  it("is out of date once its day is nearer than the notice", async () => {
    const { id, code } = await ready({ mode: "one_off", cents: 4200, wantedOn: "2026-12-15" });
    await app.admin.query(
      `update mandate_signatures set document = jsonb_set(document, '{oneOffOn}', '"2026-12-13"') where organization_id = $1`,
      [debits.organizationId],
    );
    expect((await signer.sign(id, code)).json.code).toBe("mandate.outdated");
  });
});

describe("ACT-6 payments suspended", () => {
  it("the offer says so, with the message, before anything is typed", async () => {
    expect(await offer()).toMatchObject({ suspended: null, can: { once: true, automatic: true } });
    await suspend();
    expect(await offer()).toMatchObject({
      suspended: { until: "2026-12-24", fr: "Bascule de logiciel.", en: "Bascule de logiciel." },
      can: { once: false, automatic: true },
    });
  });
  it("what was prepared before is not signed to be debited once; an automatic mandate is", async () => {
    const once = await ready({ mode: "one_off", cents: 4200 });
    await suspend();
    expect((await signer.sign(once.id, once.code)).json.code).toBe("payments.suspended");
    expect((await signer.signed()).state).toBe("active");
  });
});

describe("MAN-5 what changed between the document and the code", () => {
  it("OFF-8 nothing is signed on an account that was withdrawn since", async () => {
    const { id, code } = await ready({});
    await app.admin.query("update accounts set withdrawn_at = now() where id = $1", [signer.accountId]);
    expect((await signer.sign(id, code)).json.code).toBe("mandate.outdated");
  });
  it("no automatic mandate when the creditor takes none any more", async () => {
    const { id, code } = await ready({});
    await setOffer("automatic = false");
    expect((await signer.sign(id, code)).json.code).toBe("mandate.not_offered");
  });
  it("MAN-6 a mandate in force changes its bank account also when no new one is offered", async () => {
    const { id } = await signer.signed();
    await setOffer("offered = false");
    await signer.api("POST", `/mandates/${id}/account-change`, { iban: OTHER_IBAN, channel: "email" });
    await signer.askCode(id);
    const changed = await signer.sign(id, await signer.codeOf(id));
    expect(changed.json).toMatchObject({ maskedIban: "FR14 •••• •••• •••• 2606" });
  });
});

describe("MAN-4 another way for the code", () => {
  it("is told to who signs only, and sends the next code there; the former dies", async () => {
    const { id, code } = await ready({});
    const read = async (who = signer) => (await who.api("GET", `/mandates/${id}`)).json;
    expect((await read()).codeWays).toEqual({ channels: ["email"], email: signer.user.email, phone: null });
    await app.admin.query(
      `insert into text_settings (organization_id, gateway, enabled, configuration, monthly_cap, updated_at)
       values ($1, 'ovh', true, '\\x00', 100, now())`,
      [debits.organizationId],
    );
    expect((await read()).codeWays.channels).toEqual(["email", "sms"]);
    const asked = await signer.askCode(id, { channel: "sms", phone: "06 98 76 54 01" });
    expect(asked.json.signing).toMatchObject({
      channel: "sms",
      maskedTarget: "+33 •• •• •• 01",
      codesLeft: 3,
    });
    expect((await signer.sign(id, code)).json.code).toBe("mandate.code_wrong");
    const signed = (await signer.sign(id, await signer.codeOf(id))).json;
    expect(signed).toMatchObject({ state: "active", codeWays: null });
    const { rows } = await app.admin.query(
      "select evidence from mandate_signatures where organization_id = $1 and state = 'done'",
      [debits.organizationId],
    );
    expect(rows[0].evidence.code).toMatchObject({ channel: "sms", codesSent: 2 });
    expect(rows[0].evidence.code.addressVerified).toContain("typed by the signer");
  });
});

describe("MAN-3 a mandate signed on paper, in the terms that are offered on line", () => {
  const office = (method: string, path: string, body?: unknown) =>
    call(method, `${debits.base}/api/office/accounts/${signer.accountOut}/${path}`, { cookie, body });
  const type = (over: Record<string, unknown>) =>
    office("POST", "mandates", { iban: IBAN, holder: "Camille Durand", signedOn: "2026-11-20", ...over });
  it("shows the plans to the cent, from the day that the paper says", async () => {
    const terms = (await office("GET", "paper-terms?firstOn=2026-12-05")).json;
    expect(terms).toMatchObject({ dueCents: 10_000, automatic: null, wantedDays: { first: "2026-12-01" } });
    expect(terms.plans.map((one: { months: number }) => one.months)).toEqual([2, 3]);
    expect(terms.plans[1].instalments).toEqual([
      { rank: 1, dueOn: "2026-12-07", cents: 3334 },
      { rank: 2, dueOn: "2027-01-05", cents: 3333 },
      { rank: 3, dueOn: "2027-02-05", cents: 3333 },
    ]);
    expect((await office("GET", `paper-terms?firstOn=${today}`)).json.code).toBe("mandate.first_on");
    expect((await office("GET", "paper-terms")).json.plans[0].instalments[0].dueOn).toBe(
      nextTargetDay(addDays(today, 15)),
    );
  });
  it("keeps the plan with the mandate: what it spreads is collected by its instalments", async () => {
    const typed = (await type({ months: 3, firstOn: "2026-12-05" })).json;
    expect(typed).toMatchObject({ state: "active", planCents: 10_000 });
    const [mandate] = await collectable();
    expect(mandate!.instalments.map((one) => [one.dueOn, one.cents])).toEqual([
      ["2026-12-07", 3334],
      ["2027-01-05", 3333],
      ["2027-02-05", 3333],
    ]);
    expect(mandate!.planEntryIds).toHaveLength(1);
    expect(mandate!.userId).toBeNull();
    expect((await office("GET", "paper-terms")).json.automatic).toBe(typed.id);
  });
  it("refuses a plan longer than the creditor offers, one of nothing, one that begins too early", async () => {
    expect((await type({ months: 4 })).json.code).toBe("mandate.plan_not_offered");
    expect((await type({ months: 3, firstOn: addMonths(today, 13) })).json.code).toBe("mandate.first_on");
    await app.admin.query("update entries set settled_cents = amount_cents where account_id = $1", [
      signer.accountId,
    ]);
    expect((await type({ months: 3 })).json.code).toBe("mandate.nothing_to_spread");
    expect((await type({ mode: "one_off", cents: 100, wantedOn: today })).json.code).toBe(
      "mandate.wanted_on",
    );
    const once = await type({ mode: "one_off", cents: 100, wantedOn: "2026-12-05" });
    expect(once.json.wantedOn).toBe("2026-12-07");
  });
  it("typed twice at the same time, an account has one automatic mandate", async () => {
    const answers = await Promise.all([type({}), type({})]);
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    expect(answers.filter((one) => one.json.code === "mandate.already_automatic")).toHaveLength(1);
  });
});
