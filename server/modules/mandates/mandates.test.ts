/** Mandates as customers live them, over real HTTP (MAN-1 to MAN-6). */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anAccess, aParty, aUser, call } from "../../../test/harness/builders.ts";
import {
  aSigner,
  codeOf,
  type Debits,
  IBAN,
  mandatesModule,
  OTHER_IBAN,
  openDebits,
  type Signer,
} from "../../../test/harness/mandates.ts";
import { outside } from "../../platform/ids.ts";

let app: TestApp;
let debits: Debits;
let signer: Signer;
beforeAll(async () => {
  app = await startTestApp({ modules: [mandatesModule] });
  debits = await openDebits(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(null);
  signer = await aSigner(app, debits, [8000, 2000]);
});

const factsOf = async (id: string) =>
  (
    await app.admin.query<{ name: string; data: Record<string, unknown> }>(
      "select name, data from facts where subject_kind = 'mandate' and replace(subject_id, '-', '') = $1 order by id",
      [id.slice(4)],
    )
  ).rows;

describe("MAN-1 the offer", () => {
  it("proposes the balance, the e-mail of the access, the channels, and plans to the cent", async () => {
    const offer = (await signer.api("GET", `/accounts/${signer.accountOut}/direct-debit`)).json;
    expect(offer).toMatchObject({
      why: null,
      dueCents: 10_000,
      email: signer.user.email,
      channels: ["email"],
      automaticOffered: true,
      automatic: null,
      remembered: [],
      preNotificationDays: 14,
      creditor: { ics: "FR72ZZZ123456", legalName: "Régie de l’eau de Montfleuri" },
    });
    expect(offer.plans.map((one: { months: number }) => one.months)).toEqual([2, 3]);
    expect(offer.plans[1].instalments.map((one: { cents: number }) => one.cents)).toEqual([3334, 3333, 3333]);
  });
  it("says why there is nothing to sign when the creditor offers nothing", async () => {
    const closed = await openDebits(app);
    await app.admin.query("update mandate_settings set offered = false where creditor_id = $1", [
      closed.creditorId,
    ]);
    const somebody = await aSigner(app, closed);
    const offer = (await somebody.api("GET", `/accounts/${somebody.accountOut}/direct-debit`)).json;
    expect(offer.why).toBe("not_offered");
    expect((await somebody.prepare()).json.code).toBe("mandate.not_offered");
  });
  it.each([
    ["FR76 3000 6000 0112 3456 7890 189", true, null],
    ["FR7630006000011234567890188", false, "checksum"],
    ["FR0630006000011234567890188", false, "national_key"],
    ["FR76", false, "length"],
    ["", false, "empty"],
  ])("reads « %s » as it is typed", async (iban, ok, problem) => {
    const read = (await signer.api("POST", "/iban-checks", { iban })).json;
    expect(read).toMatchObject({ ok, problem });
    if (ok) expect(read.bank).toContain("Crédit Agricole");
  });
  it("stops who reads IBANs in bulk", async () => {
    const other = await aSigner(app, debits);
    await app.admin.query(
      "insert into throttles (organization_id, key, hits, window_ends_at) values ($1, $2, 120, now() + interval '5 minutes')",
      [debits.organizationId, `iban:${other.user.id}`],
    );
    expect((await other.api("POST", "/iban-checks", { iban: IBAN })).status).toBe(429);
  });
  it("refuses an IBAN or a BIC that is wrong, whatever the screen let through", async () => {
    expect((await signer.prepare({ iban: "FR7630006000011234567890188" })).json.code).toBe("mandate.iban");
    expect((await signer.prepare({ bic: "DEUTDEFF" })).json.code).toBe("mandate.bic");
  });
});

describe("MAN-2 to MAN-5 preparing and signing", () => {
  it("prepares a one-off by default, with a reference of its own and a document to read", async () => {
    const made = await signer.prepare({ mode: undefined, cents: 10_000 });
    expect(made.status, made.buffer.toString()).toBe(200);
    expect(made.json).toMatchObject({
      state: "draft",
      mode: "one_off",
      oneOffCents: 10_000,
      maskedIban: "FR76 •••• •••• •••• 0189",
      document: "unsigned",
      signing: { state: "prepared", channel: "email", triesLeft: 5, codesLeft: 5 },
      can: { sign: true, revoke: false, changeAccount: false },
    });
    expect(made.json.umr).toMatch(/^REGIE-\d{7}$/);
    const pdf = await signer.api("GET", `/mandates/${made.json.id}/document?which=waiting&download=no`);
    expect(pdf.buffer.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.headers.get("content-disposition")).toContain("inline");
    expect(JSON.stringify(made.json)).not.toContain("300060000112345");
  });
  it("signs with the right code: in force, sealed, downloadable, told by a fact without code nor IBAN", async () => {
    const { id } = (await signer.prepare()).json;
    await signer.askCode(id);
    const code = await signer.codeOf(id);
    const signed = await signer.sign(id, code);
    expect(signed.status, signed.buffer.toString()).toBe(200);
    expect(signed.json).toMatchObject({ state: "active", document: "sealed", signing: null });
    const pdf = await signer.api("GET", `/mandates/${id}/document`);
    expect(pdf.headers.get("content-disposition")).toContain("attachment");
    const facts = await factsOf(id);
    expect(facts.map((one) => one.name)).toEqual(["mandates.code_asked", "mandates.signed"]);
    expect(JSON.stringify(facts)).not.toMatch(new RegExp(`${code}|${IBAN}`));
    expect(facts[1]!.data["sealedSha256"]).toBe(createHash("sha256").update(pdf.buffer).digest("hex"));
    const kept = await app.admin.query(
      "select code_sealed, code_hash, code_salt, evidence from mandate_signatures where replace(mandate_id::text, '-', '') = $1",
      [id.slice(4)],
    );
    expect(kept.rows[0].code_sealed).toBeNull();
    expect(JSON.stringify(kept.rows[0])).not.toContain(code);
    expect(kept.rows[0].evidence).toMatchObject({
      consent: { given: true },
      code: { channel: "email", tries: 1, codesSent: 1 },
      debtor: { ibanLastFour: "0189" },
    });
  });
  it("signs once however often, and from however many tabs, the code is sent", async () => {
    const { id } = (await signer.prepare()).json;
    await signer.askCode(id);
    const code = await signer.codeOf(id);
    const answers = await Promise.all([1, 2, 3].map(() => signer.sign(id, code)));
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200]);
    expect((await signer.sign(id, code)).json.state).toBe("active");
    expect((await factsOf(id)).filter((one) => one.name === "mandates.signed")).toHaveLength(1);
  });
  it("MAN-4 tells a wrong code, counts the tries, and locks after five; a new code opens again", async () => {
    const { id } = (await signer.prepare()).json;
    await signer.askCode(id);
    const code = await signer.codeOf(id);
    const wrong = code === "000000" ? "000001" : "000000";
    for (const left of [4, 3, 2, 1]) {
      const answer = await signer.sign(id, wrong);
      expect(answer.json).toMatchObject({ code: "mandate.code_wrong" });
      expect(answer.json.detail ?? answer.json.title).toContain(String(left));
    }
    expect((await signer.sign(id, wrong)).json.code).toBe("mandate.code_locked");
    expect((await signer.sign(id, code)).json.code).toBe("mandate.code_locked");
    expect((await signer.api("GET", `/mandates/${id}`)).json.signing.state).toBe("locked");
    await signer.askCode(id);
    expect((await signer.sign(id, code)).json.code).toBe("mandate.code_wrong");
    expect((await signer.sign(id, await signer.codeOf(id))).json.state).toBe("active");
  });
  it("MAN-4 lets a code die after ten minutes, and five codes a document", async () => {
    const { id } = (await signer.prepare()).json;
    await signer.askCode(id);
    const code = await signer.codeOf(id);
    app.setClock(new Date(Date.now() + 11 * 60_000));
    expect((await signer.sign(id, code)).json.code).toBe("mandate.code_expired");
    for (let codes = 1; codes < 5; codes += 1) expect((await signer.askCode(id)).status).toBe(200);
    expect((await signer.askCode(id)).json.code).toBe("mandate.too_many_codes");
  });
  it("MAN-4 sends no text where the organization has no gateway", async () => {
    expect((await signer.prepare({ channel: "sms", phone: "06 12 34 56 78" })).json.code).toBe(
      "mandate.channel",
    );
  });
  it("MAN-3 spreads the balance over three months, and keeps the schedule that was signed", async () => {
    const mandate = await signer.signed({ months: 3 });
    expect(mandate.planCents).toBe(10_000);
    expect(mandate.instalments.map((one: { cents: number }) => one.cents)).toEqual([3334, 3333, 3333]);
    expect((await signer.prepare({ months: 3 })).json.code).toBe("mandate.already_automatic");
    const other = await aSigner(app, debits, []);
    expect((await other.prepare({ months: 3 })).json.code).toBe("mandate.nothing_to_spread");
    expect((await other.prepare({ months: 4 })).json.code).toBe("mandate.plan_not_offered");
  });
  it("keeps one draft per person and account: preparing again gives the former up", async () => {
    const first = (await signer.prepare()).json;
    const second = (await signer.prepare()).json;
    expect(second.umr).not.toBe(first.umr);
    expect((await signer.askCode(first.id)).json.code).toBe("mandate.not_open");
    expect((await signer.api("GET", `/mandates?account=${signer.accountOut}`)).json.items).toEqual([]);
  });
  it("two automatic mandates prepared in two places: one is signed", async () => {
    const colleague = await aColleague(["read", "pay"]);
    const mine = (await signer.prepare()).json;
    const his = (await colleague.prepare()).json;
    await signer.askCode(mine.id);
    await colleague.askCode(his.id);
    const codes = [await signer.codeOf(mine.id), await codeOf(app, debits.organizationId, his.id)];
    const answers = await Promise.all([signer.sign(mine.id, codes[0]!), colleague.sign(his.id, codes[1]!)]);
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    expect(answers.filter((one) => one.json.code === "mandate.already_automatic")).toHaveLength(1);
  });
});

/** Somebody else with access to the same party. */
async function aColleague(rights: string[], over: Record<string, unknown> = {}) {
  const user = await aUser(app, debits.organizationId);
  await anAccess(app, debits.organizationId, user.id as string, signer.party.id as string, {
    rights,
    main: false,
    ...over,
  });
  const api = (method: string, path: string, body?: unknown) =>
    call(method, `${debits.base}/api${path}`, { cookie: user.cookie, body });
  return {
    user,
    api,
    prepare: (wish: Record<string, unknown> = {}) =>
      api("POST", `/accounts/${signer.accountOut}/mandates`, {
        iban: IBAN,
        holder: "Sam Petit",
        mode: "automatic",
        channel: "email",
        ...wish,
      }),
    askCode: (id: string) => api("POST", `/mandates/${id}/code`, {}),
    sign: (id: string, code: string) => api("POST", `/mandates/${id}/sign`, { code, agreed: true }),
  };
}

describe("who", () => {
  it("COP-4 whoever may pay for a joint account signs; with read alone he reads", async () => {
    const mandate = await signer.signed();
    const reader = await aColleague(["read"]);
    expect((await reader.api("GET", `/mandates/${mandate.id}`)).json).toMatchObject({
      umr: mandate.umr,
      can: { sign: false, revoke: false, changeAccount: false },
    });
    expect((await reader.api("POST", `/mandates/${mandate.id}/revoke`)).status).toBe(404);
    expect((await reader.prepare()).status).toBe(404);
    const payer = await aColleague(["read", "pay"]);
    expect((await payer.api("POST", `/mandates/${mandate.id}/revoke`)).json.state).toBe("revoked");
  });
  it("ACC-8 the main user only, when the creditor says so", async () => {
    await app.admin.query("update mandate_settings set signers = 'main' where creditor_id = $1", [
      debits.creditorId,
    ]);
    const colleague = await aColleague(["read", "pay"]);
    expect((await colleague.prepare()).json.code).toBe("mandate.not_signer");
    expect((await signer.prepare()).status).toBe(200);
    await app.admin.query("update mandate_settings set signers = 'any' where creditor_id = $1", [
      debits.creditorId,
    ]);
  });
  it("nobody else sees what is prepared or signed", async () => {
    const { id } = (await signer.prepare()).json;
    const colleague = await aColleague(["read", "pay"]);
    expect((await colleague.api("GET", `/mandates/${id}`)).status).toBe(404);
    const stranger = await aSigner(app, debits);
    expect((await stranger.api("GET", `/mandates/${id}`)).status).toBe(404);
    const party = await aParty(app, debits.organizationId);
    expect(party.id).not.toBe(signer.party.id);
  });
});

describe("MAN-6 afterwards", () => {
  it("remembers the bank account, masked, and signs with it again", async () => {
    const first = await signer.signed({ mode: "one_off", cents: 500 });
    const offer = (await signer.api("GET", `/accounts/${signer.accountOut}/direct-debit`)).json;
    expect(offer.remembered).toMatchObject([{ mandate: first.id, maskedIban: "FR76 •••• •••• •••• 0189" }]);
    const again = await signer.prepare({ iban: "", remembered: first.id });
    expect(again.json.maskedIban).toBe("FR76 •••• •••• •••• 0189");
    // Of a joint account, nobody signs for the bank account of another.
    const colleague = await aColleague(["read", "pay"]);
    const path = `/accounts/${signer.accountOut}/direct-debit`;
    expect((await colleague.api("GET", path)).json.remembered).toEqual([]);
    expect((await colleague.prepare({ iban: "", remembered: first.id })).json.code).toBe("mandate.iban");
  });
  it("does not take back an automatic mandate to one-off: there is no such route, and a second is refused", async () => {
    await signer.signed();
    expect((await signer.prepare()).json.code).toBe("mandate.already_automatic");
  });
  it("revokes, told by a fact; again it changes nothing; the account is free for another", async () => {
    const { id } = await signer.signed();
    expect((await signer.api("POST", `/mandates/${id}/revoke`)).json.state).toBe("revoked");
    expect((await signer.api("POST", `/mandates/${id}/revoke`)).json.state).toBe("revoked");
    expect((await factsOf(id)).filter((one) => one.name === "mandates.revoked")).toHaveLength(1);
    expect((await signer.prepare()).status).toBe(200);
  });
  it("changes the bank account with a code again; until then the former one stays", async () => {
    const { id, umr } = await signer.signed();
    const change = await signer.api("POST", `/mandates/${id}/account-change`, {
      iban: OTHER_IBAN,
      channel: "email",
    });
    expect(change.json).toMatchObject({
      umr,
      state: "active",
      maskedIban: "FR76 •••• •••• •••• 0189",
      signing: { kind: "account_change", maskedIban: "FR14 •••• •••• •••• 2606" },
    });
    await signer.askCode(id);
    const signed = (await signer.sign(id, await signer.codeOf(id))).json;
    expect(signed).toMatchObject({ umr, state: "active", maskedIban: "FR14 •••• •••• •••• 2606" });
    expect(signed.events.map((one: { kind: string }) => one.kind)).toContain("account_changed");
    const same = await signer.api("POST", `/mandates/${id}/account-change`, {
      iban: OTHER_IBAN,
      channel: "email",
    });
    expect(same.json.code).toBe("mandate.same_account");
  });
  it("gives up what waits to be signed", async () => {
    const { id } = (await signer.prepare()).json;
    expect((await signer.api("POST", `/mandates/${id}/give-up`)).json.state).toBe("abandoned");
    expect(outside("mandate", "00000000-0000-0000-0000-000000000000")).toMatch(/^mdt_/);
  });
});
