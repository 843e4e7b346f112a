/** Mandates as staff and other modules see them (MAN-3, MAN-6, MAN-7). */
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
import { verifyPdf } from "../../formats/signature/index.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";
import { idOf, outside } from "../../platform/ids.ts";
import { followCreditor } from "./configure-debits.ts";
import { endDormant, giveUpOld } from "./end-mandate.ts";
import {
  collectableMandates,
  giveBackInstalments,
  lockMandates,
  noteCollected,
  resendAmendments,
  stopMandates,
  takeInstalments,
} from "./index.ts";
import { chainOf } from "./make-evidence.ts";
import { addMonths } from "./rules.ts";
import { sealSignature, sealWaiting } from "./seal-mandate.ts";

let app: TestApp;
let debits: Debits;
let signer: Signer;
let staff: { cookie: string };
beforeAll(async () => {
  app = await startTestApp({ modules: [mandatesModule] });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(null);
  debits = await openDebits(app);
  signer = await aSigner(app, debits, [10_000]);
  staff = await aStaffUser(app, debits.organizationId, "manager");
});

const office = (method: string, path: string, body?: unknown, cookie = staff.cookie) =>
  call(method, `${debits.base}/api/office${path}`, { cookie, body });
const inside = <T>(work: Parameters<TestApp["inside"]>[1]) =>
  app.inside(debits.organizationId, work) as Promise<T>;
const uuid = (id: string) => idOf("mandate").parse(id);
const collectable = () =>
  app.inside(debits.organizationId, (ctx) =>
    collectableMandates(ctx, debits.creditorId, { after: null, limit: 50 }),
  );
const changeAccount = async (id: string) => {
  await signer.api("POST", `/mandates/${id}/account-change`, { iban: OTHER_IBAN, channel: "email" });
  await signer.askCode(id);
  return signer.sign(id, await signer.codeOf(id));
};

describe("MAN-7 what collects under mandates", () => {
  it("gets those in force, with their terms, and none that is not", async () => {
    const { id, umr } = await signer.signed({ months: 3 });
    const [one] = await collectable();
    expect(one).toMatchObject({
      id: uuid(id),
      umr,
      scheme: "CORE",
      mode: "automatic",
      ics: "FR72ZZZ123456",
      preNotificationDays: 14,
      debtor: { name: "Camille Durand", iban: IBAN, address: { town: "Mâcon", country: "FR" } },
      oneOff: null,
      amendment: null,
      lastCollectedOn: null,
    });
    expect(one!.instalments.map((part) => part.cents)).toEqual([3334, 3333, 3333]);
    expect(one!.planEntryIds).toHaveLength(1);
    await office("POST", `/mandates/${id}/state`, { to: "suspended", reason: "À vérifier" });
    expect(await collectable()).toEqual([]);
    expect(await inside((ctx) => lockMandates(ctx, [uuid(id)]))).toEqual([]);
  });
  it("a one-off is finished once collected; twice the same", async () => {
    const { id } = await signer.signed({ mode: "one_off", cents: 700 });
    expect((await collectable())[0]).toMatchObject({ oneOff: { cents: 700 }, mode: "one_off" });
    for (const _ of [1, 2])
      await inside((ctx) => noteCollected(ctx, { mandateIds: [uuid(id)], on: "2026-12-15" }));
    expect(await collectable()).toEqual([]);
    const shown = (await signer.api("GET", `/mandates/${id}`)).json;
    expect(shown).toMatchObject({ state: "finished", lastCollectedOn: "2026-12-15" });
    expect(shown.events.filter((one: { kind: string }) => one.kind === "finished")).toHaveLength(1);
  });
  it("instalments are taken once, and given back", async () => {
    await signer.signed({ months: 2 });
    const ids = (await collectable())[0]!.instalments.map((one) => one.id);
    expect(await inside((ctx) => takeInstalments(ctx, [ids[0]!], null))).toBe(1);
    expect(await inside((ctx) => takeInstalments(ctx, [ids[0]!], null))).toBe(0);
    expect((await collectable())[0]!.instalments.map((one) => one.id)).toEqual([ids[1]]);
    expect(await inside((ctx) => giveBackInstalments(ctx, ids))).toBe(1);
    expect((await collectable())[0]!.instalments).toHaveLength(2);
  });
  it("a return stops, told by a fact, never softer than before", async () => {
    const { id } = await signer.signed();
    const stop = (state: "suspended" | "blocked" | "stopped") =>
      inside((ctx) => stopMandates(ctx, { ids: [uuid(id)], state, reasonCode: "AC04" }));
    await stop("blocked");
    await stop("suspended");
    expect((await office("GET", `/mandates/${id}`)).json).toMatchObject({ state: "blocked", reason: "AC04" });
    const facts = await app.admin.query(
      "select data from facts where name = 'mandates.blocked' and subject_id = $1",
      [uuid(id)],
    );
    expect(facts.rows).toMatchObject([{ data: { by: "system", reason: "AC04" } }]);
    // Another account puts it in force again.
    expect((await changeAccount(id)).json.state).toBe("active");
    await stop("stopped");
    expect((await signer.prepare()).status).toBe(200);
  });
  it("another account is an amendment once the bank knows the mandate: sent once, again when it was rejected", async () => {
    const { id } = await signer.signed();
    await changeAccount(id);
    expect((await collectable())[0]!.amendment).toBeNull();
    await inside((ctx) => noteCollected(ctx, { mandateIds: [uuid(id)], on: "2026-12-15" }));
    await signer.api("POST", `/mandates/${id}/account-change`, { iban: IBAN, channel: "email" });
    await signer.askCode(id);
    await signer.sign(id, await signer.codeOf(id));
    expect((await collectable())[0]).toMatchObject({
      amendment: { newAccount: true },
      debtor: { iban: IBAN },
    });
    await inside((ctx) => noteCollected(ctx, { mandateIds: [uuid(id)], on: "2027-01-15" }));
    expect((await collectable())[0]!.amendment).toBeNull();
    await inside((ctx) => resendAmendments(ctx, [uuid(id)]));
    await inside((ctx) => resendAmendments(ctx, [uuid(id)]));
    expect((await collectable())[0]!.amendment).toEqual({ newAccount: true });
  });
  it("a creditor renamed twice says what the bank last heard", async () => {
    const { id } = await signer.signed();
    await inside((ctx) => noteCollected(ctx, { mandateIds: [uuid(id)], on: "2026-12-15" }));
    for (const [name, ics] of [
      ["Eau de Montfleuri", "FR72ZZZ123456"],
      ["Eau du Val", "FR21ZZZ8A2EF1"],
    ]) {
      await app.admin.query("update creditors set legal_name = $2, ics = $3 where id = $1", [
        debits.creditorId,
        name,
        ics,
      ]);
      expect(await followCreditor(app.outer(debits.organizationId), debits.creditorId)).toBe(1);
      expect(await followCreditor(app.outer(debits.organizationId), debits.creditorId)).toBe(0);
    }
    expect((await collectable())[0]).toMatchObject({
      creditorName: "Eau du Val",
      ics: "FR21ZZZ8A2EF1",
      amendment: {
        originalCreditorName: "Régie de l’eau de Montfleuri",
        originalCreditorIdentifier: "FR72ZZZ123456",
      },
    });
  });
  it("a creditor renamed again while the first amendment was rejected says what the bank really heard last", async () => {
    const { id } = await signer.signed();
    await inside((ctx) => noteCollected(ctx, { mandateIds: [uuid(id)], on: "2026-12-15" }));
    const become = async (ics: string) => {
      await app.admin.query("update creditors set ics = $2 where id = $1", [debits.creditorId, ics]);
      await followCreditor(app.outer(debits.organizationId), debits.creditorId);
    };
    await become("FR21ZZZ8A2EF1");
    await inside((ctx) => noteCollected(ctx, { mandateIds: [uuid(id)], on: "2027-01-15" }));
    await become("FR46ZZZ005002");
    for (const _ of [1, 2]) {
      await inside((ctx) => resendAmendments(ctx, [uuid(id)]));
      expect((await collectable())[0]!.amendment).toEqual({ originalCreditorIdentifier: "FR72ZZZ123456" });
    }
  });
  it("36 months without a debit: neither collected nor kept", async () => {
    const { id } = await signer.signed();
    await app.admin.query("update mandates set signed_on = signed_on - interval '37 months' where id = $1", [
      uuid(id),
    ]);
    expect(await collectable()).toEqual([]);
    expect(await inside(endDormant)).toBe(1);
    expect(await inside(endDormant)).toBe(0);
    expect((await signer.api("GET", `/mandates/${id}`)).json.state).toBe("dormant");
  });
});

describe("MAN-5 the sealed file", () => {
  it("carries a signature that readers check, the evidence and the document as it was read", async () => {
    const { id } = await signer.signed();
    const pdf = await signer.api("GET", `/mandates/${id}/document`);
    const verdict = await verifyPdf(pdf.buffer);
    expect(verdict.state).toBe("signed");
    const text = pdf.buffer.toString("latin1");
    for (const name of ["preuve.json", "document-lu.pdf"]) expect(text).toContain(name);
    const { items } = (await office("GET", `/mandates/${id}/evidence`)).json;
    const [evidence] = items;
    expect(evidence).toMatchObject({
      signer: { name: signer.user.name },
      code: { addressVerified: expect.stringContaining("access") },
      from: { ip: "127.0.0.1" },
    });
    expect(JSON.stringify(items)).not.toContain(IBAN);
    const links = evidence.events.map(({ hash: _, at, ...one }: { hash: string; at: string }) => ({
      ...one,
      at: new Date(at),
    }));
    expect(chainOf(links, evidence.document.sha256)).toEqual(evidence.events);
    links[0].kind = "typed";
    expect(chainOf(links, evidence.document.sha256)).not.toEqual(evidence.events);
  });
  it("signs on after a crash between the code and the seal: signing until then, sealed once by the job", async () => {
    const { id } = (await signer.prepare()).json;
    await signer.askCode(id);
    const broken = app.services.files;
    app.services.files = { ...broken, get: () => Promise.reject(new Error("the store is away")) };
    const signed = await signer.sign(id, await signer.codeOf(id));
    app.services.files = broken;
    expect(signed.json).toMatchObject({ state: "signing", signing: { state: "sealing" } });
    expect(await collectable()).toEqual([]);
    expect((await office("GET", `/mandates/${id}`)).json.can.seal).toBe(true);
    const { rows } = await app.admin.query(
      "select id from mandate_signatures where mandate_id = $1 and state = 'right'",
      [uuid(id)],
    );
    await Promise.all([1, 2].map(() => sealSignature(app.outer(debits.organizationId), rows[0].id)));
    expect((await signer.api("GET", `/mandates/${id}`)).json.state).toBe("active");
    const facts = await app.admin.query(
      "select 1 from facts where name = 'mandates.signed' and subject_id = $1",
      [uuid(id)],
    );
    expect(facts.rows).toHaveLength(1);
  });
  it("a sweep seals what its job lost, two minutes later", async () => {
    const { id } = await signer.signed();
    await app.admin.query("update mandates set state = 'signing' where id = $1", [uuid(id)]);
    await app.admin.query("update mandate_signatures set state = 'right' where mandate_id = $1", [uuid(id)]);
    expect(await sealWaiting(app.outer(debits.organizationId))).toBe(0);
    app.setClock(new Date(Date.now() + 3 * 60_000));
    expect(await sealWaiting(app.outer(debits.organizationId))).toBe(1);
    expect((await signer.api("GET", `/mandates/${id}`)).json.state).toBe("active");
  });
  it("gives up what nobody signed for a day; what is in force stays", async () => {
    const { id } = (await signer.prepare()).json;
    const { rows: before } = await app.admin.query("select document_hash from mandates where id = $1", [
      uuid(id),
    ]);
    const kept = () => app.services.files.has(debits.organizationId, before[0].document_hash);
    expect(await kept()).toBe(true);
    app.setClock(new Date(Date.now() + 25 * 3_600_000));
    const outer = app.outer(debits.organizationId);
    expect(await giveUpOld(outer)).toBe(1);
    expect(await giveUpOld(outer)).toBe(0);
    expect((await signer.askCode(id)).json.code).toBe("mandate.not_open");
    expect(await kept()).toBe(false);
    const { rows } = await app.admin.query("select * from mandates where id = $1", [uuid(id)]);
    expect(JSON.stringify(rows)).not.toContain(IBAN);
    expect(
      (await app.admin.query("select 1 from mandate_signatures where mandate_id = $1", [uuid(id)])).rows,
    ).toEqual([]);
  });
});

describe("the office", () => {
  it("finds mandates by reference, holder and last four of the IBAN; staff limited to others see none", async () => {
    const { umr } = await signer.signed();
    for (const words of [umr, "durand 0189", "camille"]) {
      const { items } = (await office("GET", `/mandates?search=${encodeURIComponent(words)}`)).json;
      expect(items.map((one: { umr: string }) => one.umr)).toEqual([umr]);
    }
    expect((await office("GET", "/mandates?state=revoked")).json.items).toEqual([]);
    const other = await aStaffUser(app, debits.organizationId, "accountant", {
      staff_creditor_ids: ["00000000-0000-7000-8000-000000000000"],
    });
    expect((await office("GET", "/mandates", undefined, other.cookie)).json.items).toEqual([]);
  });
  it("pages by key, newest first", async () => {
    const made = [
      await signer.signed({ mode: "one_off", cents: 1 }),
      await signer.signed({ mode: "one_off", cents: 2 }),
    ];
    const first = (await office("GET", "/mandates?limit=1")).json;
    const second = (await office("GET", `/mandates?limit=1&cursor=${first.next}`)).json;
    expect([...first.items, ...second.items].map((one: { id: string }) => one.id)).toEqual(
      made.toReversed().map((one) => one.id),
    );
    expect(second.next).toBeNull();
  });
  it("types a paper mandate, B2B too, keeps its scan, and refuses references that are ours or taken", async () => {
    const paper = (over: Record<string, unknown> = {}) =>
      office("POST", `/accounts/${signer.accountOut}/mandates`, {
        iban: IBAN,
        holder: "SARL Durand",
        scheme: "B2B",
        signedOn: "2026-10-01",
        umr: "PAPIER/7",
        ...over,
      });
    const made = await paper();
    expect(made.json).toMatchObject({ umr: "PAPIER/7", scheme: "B2B", state: "active", document: "none" });
    expect((await paper()).json.code).toBe("mandate.already_automatic");
    const once = { mode: "one_off", cents: 100 };
    expect((await paper({ ...once })).json.code).toBe("mandate.umr_taken");
    expect((await paper({ ...once, umr: "papier/7" })).json.code).toBe("mandate.umr_taken");
    expect((await paper({ ...once, umr: "REGIE-0000001" })).json.code).toBe("mandate.umr");
    expect((await paper({ ...once, umr: "", signedOn: "2030-01-01" })).json.code).toBe("mandate.signed_on");
    const scan = (content: string) =>
      call("PUT", `${debits.base}/api/office/mandates/${made.json.id}/scan`, {
        cookie: staff.cookie,
        body: Buffer.from(content),
        headers: { "content-type": "application/pdf" },
      });
    expect((await scan("<html>nothing of a PDF")).json.code).toBe("mandate.scan_type");
    expect((await scan("%PDF-1.7 scanned")).json.document).toBe("sealed");
    const back = await office("GET", `/mandates/${made.json.id}/document`);
    expect(back.buffer.toString()).toBe("%PDF-1.7 scanned");
    expect((await collectable())[0]).toMatchObject({ umr: "PAPIER/7", scheme: "B2B" });
  });
  it("types a paper signed long ago that was debited lately: its last use counts, and the bank knows it", async () => {
    const today = dayInParis(new Date());
    const paper = (over: Record<string, unknown>) =>
      office("POST", `/accounts/${signer.accountOut}/mandates`, {
        iban: IBAN,
        holder: "Camille Durand",
        signedOn: "2019-05-06",
        ...over,
      });
    expect((await paper({})).json.code).toBe("mandate.signed_on");
    for (const lastCollectedOn of [addMonths(today, -37), "2019-05-05", addDays(today, 1)])
      expect((await paper({ lastCollectedOn })).json.code, lastCollectedOn).toBe("mandate.last_use");
    const lastCollectedOn = addMonths(today, -1);
    const made = (await paper({ lastCollectedOn })).json;
    expect(made).toMatchObject({ state: "active", signedOn: "2019-05-06", lastCollectedOn });
    expect(made.usableUntil).toBe(addMonths(lastCollectedOn, 36));
    expect(await collectable()).toMatchObject([{ id: uuid(made.id), amendment: null }]);
    await changeAccount(made.id);
    expect((await collectable())[0]!.amendment).toEqual({ newAccount: true });
  });
  it("suspends, resumes and revokes with a reason; nothing else moves", async () => {
    const { id } = await signer.signed();
    const move = (to: string) => office("POST", `/mandates/${id}/state`, { to, reason: "Demande du client" });
    expect((await move("active")).json.code).toBe("mandate.not_now");
    expect((await move("suspended")).json).toMatchObject({ state: "suspended", reason: "Demande du client" });
    expect((await move("active")).json.state).toBe("active");
    expect((await move("revoked")).json.state).toBe("revoked");
    expect((await move("suspended")).json.code).toBe("mandate.not_now");
  });
});

describe("MAN-3 the law of 20 November 2026", () => {
  const settings = (over: Record<string, unknown> = {}) =>
    office("PUT", `/creditors/${debits.creditorOut}/direct-debit`, {
      offered: true,
      automatic: true,
      planMonths: 3,
      preNotificationDays: 14,
      channels: ["email"],
      signers: "any",
      ...over,
    });
  it("asks who sets a plan to confirm having read what the law says of it, and keeps a fact", async () => {
    expect((await settings()).json.code).toBe("mandate.credit_warning");
    expect((await settings({ planMonths: 2 })).json.code).toBe("mandate.credit_warning");
    expect((await settings({ planMonths: 0 })).status).toBe(200);
    const saved = (await settings({ creditWarningRead: true })).json;
    expect(saved).toMatchObject({
      planMonths: 3,
      creditFromMonths: 2,
      creditWarning: { by: expect.any(String) },
    });
    const facts = await app.admin.query(
      "select data from facts where organization_id = $1 and name = 'mandates.credit_warning_read'",
      [debits.organizationId],
    );
    expect(facts.rows).toMatchObject([{ data: { planMonths: 3 } }]);
  });
  it("does not open direct debit for a creditor without identifier, IBAN or address", async () => {
    await app.admin.query("update creditors set ics = 'FR00ZZZ123456' where id = $1", [debits.creditorId]);
    expect((await settings({ planMonths: 0 })).json.code).toBe("mandate.creditor_incomplete");
    expect((await office("GET", `/creditors/${debits.creditorOut}/direct-debit`)).json.missing).toEqual([
      "ics",
    ]);
    expect(outside("creditor", debits.creditorId)).toBe(debits.creditorOut);
  });
});
