/** What changes around a mandate while it lives: its account, its creditor, its state, who asks (MAN-4 to MAN-7, INF-5). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aStaffUser, call } from "../../../test/harness/builders.ts";
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
import { addDays, dayInParis } from "../../platform/dates.ts";
import { idOf } from "../../platform/ids.ts";
import { heldPage } from "../../platform/personal-data.ts";
import { followCreditor } from "./configure-debits.ts";
import { stopMoved } from "./end-mandate.ts";
import {
  collectableMandates,
  hasLivingMandate,
  lockMandates,
  noteCollected,
  personalKinds,
  stopMandates,
} from "./index.ts";

let app: TestApp;
let debits: Debits;
let signer: Signer;
beforeAll(async () => {
  app = await startTestApp({ modules: [mandatesModule] });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(null);
  debits = await openDebits(app);
  signer = await aSigner(app, debits, [10_000]);
});

const uuid = (id: string) => idOf("mandate").parse(id);
const inside: <T>(work: Parameters<typeof app.inside<T>>[1]) => Promise<T> = (work) =>
  app.inside(debits.organizationId, work);
const collectable = () =>
  inside((ctx) => collectableMandates(ctx, debits.creditorId, { after: null, limit: 50 }));
const offer = (who = signer) => who.api("GET", `/accounts/${who.accountOut}/direct-debit`);

describe("ALL-1 INF-5 the personal data of who typed a mandate", () => {
  it("are not those of the customer who signed the paper, and keep nobody from being erased", async () => {
    const staff = await aStaffUser(app, debits.organizationId, "accountant");
    const typed = await call("POST", `${debits.base}/api/office/accounts/${signer.accountOut}/mandates`, {
      cookie: staff.cookie,
      body: { iban: IBAN, holder: "Camille Durand", signedOn: "2026-01-05" },
    });
    expect(typed.status, typed.buffer.toString()).toBe(200);
    const clerk = { userId: staff.id as string, actsFor: [], himself: [] };
    for (const kind of personalKinds.filter((one) => one.kind !== "mandate_events"))
      expect(
        await inside((ctx) => heldPage(ctx, kind, clerk, { after: null, limit: 10 })),
        kind.kind,
      ).toEqual([]);
    expect(await inside((ctx) => hasLivingMandate(ctx, clerk))).toBe(false);
    const customer = {
      userId: signer.user.id as string,
      actsFor: [signer.party.id as string],
      himself: [signer.party.id as string],
    };
    const mandates = personalKinds.find((one) => one.kind === "mandates")!;
    expect(await inside((ctx) => heldPage(ctx, mandates, customer, { after: null, limit: 10 }))).toHaveLength(
      1,
    );
  });
});

describe("an account that passes to somebody else, or leaves the customers' space", () => {
  it("MAN-7 is no longer debited from who signed before, and he who has it now may sign", async () => {
    const { id } = await signer.signed();
    const other = await aSigner(app, debits, []);
    await app.admin.query("update accounts set party_id = $1 where id = $2", [
      other.party.id,
      signer.accountId,
    ]);
    expect(await collectable()).toEqual([]);
    expect(await inside((ctx) => lockMandates(ctx, [uuid(id)]))).toEqual([]);
    expect(await inside(stopMoved)).toBe(1);
    expect(await inside(stopMoved)).toBe(0);
    expect((await signer.api("GET", `/mandates/${id}`)).json.state).toBe("stopped");
    const now = await other.api("POST", `/accounts/${signer.accountOut}/mandates`, {
      iban: OTHER_IBAN,
      holder: "Sacha Martin",
      mode: "automatic",
      channel: "email",
    });
    expect(now.status, now.buffer.toString()).toBe(200);
    await other.askCode(now.json.id);
    expect((await other.sign(now.json.id, await other.codeOf(now.json.id))).json.state).toBe("active");
  });
  it("OFF-8 MAN-7 is not debited while it is withdrawn, which staff read; it is again when it comes back", async () => {
    const { id } = await signer.signed();
    const withdraw = (at: string | null) =>
      app.admin.query("update accounts set withdrawn_at = $2 where id = $1", [signer.accountId, at]);
    const { cookie } = await aStaffUser(app, debits.organizationId, "reader");
    const read = async () => (await call("GET", `${debits.base}/api/office/mandates/${id}`, { cookie })).json;
    expect((await read()).withdrawn).toBe(false);
    await withdraw("2026-11-30");
    expect(await collectable()).toEqual([]);
    expect(await inside((ctx) => lockMandates(ctx, [uuid(id)]))).toEqual([]);
    expect(await read()).toMatchObject({ state: "active", withdrawn: true });
    await withdraw(null);
    expect(await collectable()).toHaveLength(1);
  });
  it("OFF-8 is unknown to its customer once withdrawn: nothing can be signed on it", async () => {
    await app.admin.query("update accounts set withdrawn_at = now() where id = $1", [signer.accountId]);
    expect((await offer()).status).toBe(404);
    expect((await signer.prepare()).status).toBe(404);
  });
});

describe("a creditor that changes its name while a mandate is being signed", () => {
  const rename = () =>
    app.admin.query("update creditors set legal_name = 'Régie nouvelle' where id = $1", [debits.creditorId]);
  it("MAN-5 lets nobody sign a document that names it otherwise", async () => {
    const { id } = (await signer.prepare()).json;
    await signer.askCode(id);
    await rename();
    expect((await signer.sign(id, await signer.codeOf(id))).json.code).toBe("mandate.outdated");
    const again = await signer.signed();
    expect(again.creditorFull.legalName).toBe("Régie nouvelle");
  });
  it("MAN-7 is followed by what is signed and not sealed yet", async () => {
    const { id } = await signer.signed();
    await app.admin.query("update mandates set state = 'signing' where id = $1", [uuid(id)]);
    await rename();
    await followCreditor(app.outer(debits.organizationId), debits.creditorId);
    await app.admin.query("update mandates set state = 'active' where id = $1", [uuid(id)]);
    expect((await collectable())[0]).toMatchObject({ creditorName: "Régie nouvelle", amendment: null });
  });
});

describe("MAN-3 a plan that is signed later than it was prepared", () => {
  it("keeps the notice that its document says the day after; nearer than that, it is out of date", async () => {
    const { id, instalments, preNotificationDays } = (await signer.prepare({ months: 3 })).json;
    const days = Date.parse(instalments[0].dueOn) - Date.parse(dayInParis(new Date()));
    expect(days / 86_400_000).toBeGreaterThan(preNotificationDays);
    await signer.askCode(id);
    const code = await signer.codeOf(id);
    // As if the document had been made some days ago.
    await app.admin.query(
      `update mandate_signatures set document = jsonb_set(document, '{schedule,0,on}', to_jsonb($2::text)) where mandate_id = $1`,
      [uuid(id), addDays(dayInParis(new Date()), preNotificationDays - 1)],
    );
    expect((await signer.sign(id, code)).json.code).toBe("mandate.outdated");
  });
});

describe("ACT-6 payments suspended", () => {
  it("nothing is signed to be debited once; an automatic mandate is, for later", async () => {
    await app.admin.query("update organizations set settings = $2 where organization_id = $1", [
      debits.organizationId,
      { suspension: { from: "2020-01-01", until: null, fr: "Bascule de logiciel.", en: "" } },
    ]);
    const once = await signer.prepare({ mode: "one_off", cents: 5000 });
    expect(once.json.code).toBe("payments.suspended");
    expect((await signer.prepare()).status).toBe(200);
  });
});

describe("MAN-5 MAN-6 each document of a mandate", () => {
  const change = async (id: string, who = signer) => {
    await who.api("POST", `/mandates/${id}/account-change`, { iban: OTHER_IBAN, channel: "email" });
    await who.askCode(id);
    return who.sign(id, await who.codeOf(id));
  };
  it("stays to be read after a change of account, by its customer and by staff, and by nobody else", async () => {
    const { id } = await signer.signed();
    const first = (await signer.api("GET", `/mandates/${id}/document`)).buffer;
    const { documents } = (await change(id)).json;
    expect(documents.map((one: { kind: string }) => one.kind)).toEqual(["mandate", "account_change"]);
    const read = (await signer.api("GET", `/mandates/${id}/document?document=${documents[0].id}`)).buffer;
    expect(read.equals(first)).toBe(true);
    const last = (await signer.api("GET", `/mandates/${id}/document?document=${documents[1].id}`)).buffer;
    expect(last.equals((await signer.api("GET", `/mandates/${id}/document`)).buffer)).toBe(true);
    const { cookie } = await aStaffUser(app, debits.organizationId, "reader");
    const office = (path: string) => call("GET", `${debits.base}/api/office/mandates/${path}`, { cookie });
    expect((await office(id)).json.documents).toEqual(documents);
    expect((await office(`${id}/document?document=${documents[0].id}`)).buffer.equals(first)).toBe(true);
    const other = await aSigner(app, debits);
    const theirs = await other.signed();
    expect((await other.api("GET", `/mandates/${id}/document?document=${documents[0].id}`)).status).toBe(404);
    expect(
      (await other.api("GET", `/mandates/${theirs.id}/document?document=${documents[0].id}`)).status,
    ).toBe(404);
  });
  it("the scan of a paper too, even one sent after the account was changed on line", async () => {
    const { cookie } = await aStaffUser(app, debits.organizationId, "accountant");
    const office = (method: string, path: string, body: unknown) =>
      call(method, `${debits.base}/api/office/${path}`, {
        cookie,
        body,
        ...(Buffer.isBuffer(body) ? { headers: { "content-type": "application/pdf" } } : {}),
      });
    const { id } = (
      await office("POST", `accounts/${signer.accountOut}/mandates`, {
        iban: IBAN,
        holder: "Camille Durand",
        signedOn: "2026-01-05",
      })
    ).json;
    expect((await signer.api("GET", `/mandates/${id}`)).json.documents).toEqual([]);
    await change(id);
    const scanned = (await office("PUT", `mandates/${id}/scan`, Buffer.from("%PDF-1.7 the paper"))).json;
    expect(scanned.evidence).toBe(true);
    expect(scanned.documents).toMatchObject([{ kind: "scan", on: "2026-01-05" }, { kind: "account_change" }]);
    const read = await signer.api("GET", `/mandates/${id}/document?document=${scanned.documents[0].id}`);
    expect(read.buffer.toString()).toBe("%PDF-1.7 the paper");
    expect(read.headers.get("content-disposition")).toContain("scan");
  });
});

describe("a mandate that stops while something of it goes on", () => {
  it("MAN-6 refuses the right code of a change of account when the mandate was stopped since", async () => {
    const { id } = await signer.signed();
    await signer.api("POST", `/mandates/${id}/account-change`, { iban: OTHER_IBAN, channel: "email" });
    await signer.askCode(id);
    const code = await signer.codeOf(id);
    await inside((ctx) => stopMandates(ctx, { ids: [uuid(id)], state: "stopped", reasonCode: "MD01" }));
    expect((await signer.sign(id, code)).json.code).toBe("mandate.not_now");
  });
  it("MAN-7 ends a one-off that was suspended between its file and the bank: resumed, it would wait for ever", async () => {
    const { id } = await signer.signed({ mode: "one_off", cents: 5000 });
    await app.admin.query("update mandates set state = 'suspended' where id = $1", [uuid(id)]);
    await inside((ctx) => noteCollected(ctx, { mandateIds: [uuid(id)], on: "2026-12-01" }));
    expect((await signer.api("GET", `/mandates/${id}`)).json.state).toBe("finished");
  });
});

describe("a mandate with a long life, a party with many", () => {
  it("MAN-5 keeps the whole evidence, and shows the latest of a long story", async () => {
    const { id } = await signer.signed();
    await app.admin.query(
      `insert into mandate_events (organization_id, id, mandate_id, kind, side, at)
       select organization_id, quitus_new_id(), id, 'collected', 'system', now() - interval '1 hour' from mandates, generate_series(1, 1000)
       where id = $1`,
      [uuid(id)],
    );
    await signer.api("POST", `/mandates/${id}/account-change`, { iban: OTHER_IBAN, channel: "email" });
    await signer.askCode(id);
    const changed = await signer.sign(id, await codeOf(app, debits.organizationId, id));
    expect(changed.json.events.at(-1).kind).toBe("account_changed");
    const { rows } = await app.admin.query(
      "select evidence from mandate_signatures where mandate_id = $1 and kind = 'account_change'",
      [uuid(id)],
    );
    expect(rows[0].evidence.events.map((one: { kind: string }) => one.kind)).toEqual([
      "prepared",
      "code_asked",
      "code_sent",
      "code_right",
    ]);
  });
  it("MAN-2 sees the automatic mandate of an account behind any number of others of its party", async () => {
    const { id } = await signer.signed();
    await app.admin.query(
      `insert into mandates (organization_id, id, umr, creditor_id, party_id, account_id, user_id, origin, scheme, mode, state, language,
         purpose, pre_notification_days, debtor_name, debtor_address, debtor_iban, creditor_name, creditor_ics, signed_on, created_at, changed_at)
       select organization_id, quitus_new_id(), 'X-' || n, creditor_id, party_id, account_id, user_id, origin, scheme, mode, 'revoked', language,
         purpose, pre_notification_days, debtor_name, debtor_address, debtor_iban, creditor_name, creditor_ics, signed_on,
         created_at + interval '1 hour', changed_at
       from mandates, generate_series(1, 201) n where id = $1`,
      [uuid(id)],
    );
    expect((await offer()).json.automatic).toBe(id);
  });
});
