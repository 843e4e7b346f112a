/** Decided and erased: what goes, what stays, whatever runs twice or stops (INF-5). */
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { call } from "../../../test/harness/builders.ts";
import { aKnownPerson, PASSWORD } from "../../../test/harness/privacy.ts";
import {
  api,
  app,
  asked,
  creditorId,
  decide,
  manager,
  me,
  messages,
  office,
  openPrivacyOffice,
  org,
  rowsOf,
} from "../../../test/harness/privacy-office.ts";
import { recordFact } from "../../platform/facts.ts";
import { idOf, newId, outside } from "../../platform/ids.ts";
import { sealFacts } from "../audit/seal-facts.ts";
import { verifyChain } from "../audit/verify-chain.ts";
import { KINDS } from "./gather-kinds.ts";
import { runErasure } from "./run-erasure.ts";
import { reviveForsaken, sweepErased } from "./sweep-privacy.ts";

openPrivacyOffice();
async function erased(over: Record<string, unknown> = {}) {
  const id = await asked();
  const told = await decide(id, over);
  expect(told.status).toBe(200);
  await app.quiet();
  return id;
}
/** The mail that tells the decision: mails of one moment leave in any order. */
const answer = () =>
  messages.mailbox
    .messages(me.user.email as string)
    .find((one) => one.subject.startsWith("Votre demande d’effacement :"));
const heldNow = async () => {
  const { json } = await office(
    "GET",
    `/${(await rowsOf("select id from erasures where organization_id = $1")).map((one) => outside("erasure", one.id))[0]}`,
  );
  return Object.fromEntries(
    json.kinds.map((one: { kind: string; outcome: string }) => [one.kind, one.outcome]),
  );
};

describe("INF-5 deciding", () => {
  it("refuses with a reason, told by mail, and changes nothing", async () => {
    const id = await asked();
    expect((await decide(id, { decision: "refuse" })).json.code).toBe("erasure.answer_missing");
    expect((await decide(id, { decision: "refuse", answer: "Un litige est ouvert." })).json.state).toBe(
      "refused",
    );
    await app.quiet();
    const mail = answer();
    expect(mail?.subject).toContain("votre demande est refusée");
    expect(mail?.text).toContain("Un litige est ouvert.");
    expect((await api("GET", "/me/data")).json.erasure).toMatchObject({
      state: "refused",
      answer: "Un litige est ouvert.",
    });
    expect((await decide(id)).json.code).toBe("erasure.decided");
  });

  it("is confirmed by the identifier of the person, and waits for a payment under way, or a mandate in force", async () => {
    const id = await asked();
    expect((await decide(id, { confirmation: "autre" })).json.code).toBe("erasure.not_confirmed");
    await app.admin.query(
      "update payments set state = 'waiting', closed_at = null where organization_id = $1",
      [org.organization_id],
    );
    expect((await office("GET", `/${id}`)).json.blockers).toEqual(["payment"]);
    expect((await decide(id)).json.code).toBe("erasure.payment_open");
    await app.admin.query(
      "update payments set state = 'cancelled', closed_at = now() where organization_id = $1",
      [org.organization_id],
    );
    await app.admin.query("update mandates set state = 'active' where organization_id = $1", [
      org.organization_id,
    ]);
    expect((await office("GET", `/${id}`)).json.blockers).toEqual(["mandate"]);
    expect((await decide(id)).json.code).toBe("erasure.mandate_living");
  });

  it("erases all that can be, keeps what the law keeps, and leaves no trace of who it was elsewhere", async () => {
    await erased();
    const outcomes = await heldNow();
    for (const kind of KINDS.filter((one) => !["archives"].includes(one.kind)))
      expect(outcomes[kind.kind], kind.kind).toBe(!kind.erase ? "kept" : kind.erase.part ? "part" : "erased");
    const [user] = await rowsOf("select * from users where organization_id = $1 and id = $2", me.userId);
    expect(user).toMatchObject({
      name: "Compte effacé",
      email: null,
      password_hash: null,
      state: "disabled",
    });
    expect(user.identifier).not.toBe(me.user.identifier);
    const [party] = await rowsOf("select * from parties where organization_id = $1 and id = $2", me.partyId);
    expect(party).toMatchObject({
      name: me.user.name,
      email: null,
      phone: null,
      address: ["1 rue des Lilas"],
    });
    for (const table of [
      "sessions",
      "devices",
      "passkeys",
      "totp_secrets",
      "recovery_codes",
      "mail_links",
      "push_devices",
      "notification_phones",
      "notification_choices",
      "cart_entries",
      "access_accounts",
      "announcement_readings",
    ])
      expect(
        (await rowsOf(`select 1 from ${table} where organization_id = $1 and user_id = $2`, me.userId))
          .length,
        table,
      ).toBe(0);
    expect(await rowsOf("select body from request_messages where organization_id = $1")).toEqual([
      { body: "" },
      { body: "" },
    ]);
    expect(
      await rowsOf("select was, wanted from coordinate_change_fields where organization_id = $1"),
    ).toEqual([{ was: "", wanted: "" }]);
    expect(await rowsOf("select details from party_coordinates where organization_id = $1")).toEqual([
      { details: {} },
    ]);
    expect((await rowsOf("select email, amount_cents from payments where organization_id = $1"))[0]).toEqual({
      email: null,
      amount_cents: 100,
    });
    expect(
      (await rowsOf("select 1 from entries where organization_id = $1 and superseded_at is null")).length,
    ).toBe(1);
    expect(
      (await rowsOf("select 1 from invoices where organization_id = $1 and pdf_hash is not null")).length,
    ).toBe(1);
    const { files } = app.services;
    expect(await files.has(org.organization_id, me.files.requestPdf.hash)).toBe(false);
    expect(await files.has(org.organization_id, me.files.invoicePdf.hash)).toBe(true);
    expect(await files.has(org.organization_id, me.files.disputePdf.hash)).toBe(true);
  });

  it("tells the person, then erases the mail that told it", async () => {
    await erased();
    const mail = answer();
    expect(mail?.subject).toContain("vos données sont effacées");
    expect(mail?.text).toContain("écritures des comptes");
    await app.inside(org.organization_id, sweepErased);
    const left = await rowsOf(
      "select to_address, subject, text from mails where organization_id = $1 and user_id = $2",
      me.userId,
    );
    expect(left.length).toBeGreaterThan(1);
    expect(left.every((one) => one.to_address === "" && one.subject === "" && one.text === "")).toBe(true);
  });

  it("erases but some kinds, for a reason that is told", async () => {
    const id = await asked();
    expect((await decide(id, { keep: ["requests"] })).json.code).toBe("erasure.answer_missing");
    expect((await decide(id, { keep: ["entries"], answer: "x" })).json.code).toBe("erasure.kind_unknown");
    const keep = ["requests", "request_messages", "request_files"];
    await decide(id, { keep, answer: "Un dégât des eaux est en cours." });
    await app.quiet();
    const outcomes = await heldNow();
    expect([outcomes["requests"], outcomes["request_messages"], outcomes["mails"]]).toEqual([
      "kept",
      "kept",
      "erased",
    ]);
    expect(
      (await rowsOf("select body from request_messages where organization_id = $1 order by body desc")).map(
        (one) => one.body,
      ),
    ).toContain("note entre collègues");
    const mail = answer();
    expect(mail?.subject).toContain("effacées en partie");
    expect(mail?.text).toContain("Un dégât des eaux est en cours.");
  });

  it("shuts the person out at once, for good: no session, no password, no link, no way back by staff", async () => {
    const { identifier, email } = me.user as { identifier: string; email: string };
    await erased();
    expect((await api("GET", "/me/data")).status).toBe(401);
    for (const typed of [identifier, email]) {
      const told = await call("POST", `${org.base}/api/sign-in`, {
        body: { identifier: typed, password: PASSWORD, remember: false },
      });
      expect(told.json.code).toBe("sign_in.failed");
    }
    const user = outside("user", me.userId);
    const back = await api("POST", `/office/users/${user}/state`, { state: "active" }, manager.cookie);
    expect(back.json.code).toBe("user.erased");
    expect((await office("POST", "", { user, reason: "Encore" })).json.code).toBe("erasure.done");
  });

  it("leaves the trail whole: its seals verify, and no fact of privacy says who it was", async () => {
    await app.inside(org.organization_id, (ctx) =>
      recordFact(ctx, { name: "identity.signed_in", subject: { kind: "user", id: me.userId } }),
    );
    await sealFacts(app.outer(org.organization_id), true);
    await erased();
    await sealFacts(app.outer(org.organization_id), true);
    expect(await verifyChain(app.outer(org.organization_id))).toMatchObject({ ok: true, waiting: 0 });
    const facts = await rowsOf(
      "select name, data::text from facts where organization_id = $1 and name like 'privacy.%' order by id",
    );
    expect(facts.map((one) => one.name)).toEqual([
      "privacy.erasure_asked",
      "privacy.erasure_decided",
      "privacy.erased",
    ]);
    for (const secret of [me.user.name, me.user.email, me.user.identifier, "Je déménage"])
      expect(facts.map((one) => one.data).join()).not.toContain(String(secret));
  });
});

describe("INF-5 erasing runs twice, and goes on after a crash", () => {
  it("does what is left when it stopped after some kinds", async () => {
    const id = idOf("erasure").parse(await asked());
    await app.admin.query(
      `update erasures set state = 'erasing', decided_at = now() - interval '1 hour', decided_by = $2, acts_for = $3, himself = $3 where id = $1`,
      [id, manager.id, [me.partyId]],
    );
    await app.admin.query(
      "insert into erasure_steps (organization_id, erasure_id, kind, outcome, held, done_at) values ($1, $2, 'mails', 'kept', 1, now())",
      [org.organization_id, id],
    );
    await app.inside(org.organization_id, reviveForsaken);
    await app.quiet();
    expect((await rowsOf("select state from erasures where organization_id = $1"))[0].state).toBe("done");
    expect(
      (await rowsOf("select to_address from mails where organization_id = $1 and kind = 'announcement'"))[0]
        .to_address,
    ).not.toBe("");
    const before = await rowsOf("select * from erasure_steps where organization_id = $1 order by kind");
    await runErasure(app.outer(org.organization_id), id);
    expect(await rowsOf("select * from erasure_steps where organization_id = $1 order by kind")).toEqual(
      before,
    );
    expect(
      (await rowsOf("select 1 from facts where organization_id = $1 and name = 'privacy.erased'")).length,
    ).toBe(1);
  });

  it("keeps the content of a file that somebody else has too, before or since", async () => {
    const uploads = [
      { text: "%PDF-1.7 la même facture", known: "1 day", sent: "0 day" },
      { text: "%PDF-1.7 publiée depuis", known: "2 hours", sent: "2 hours" },
    ];
    const hashes: string[] = [];
    for (const { text, known, sent } of uploads) {
      const { hash, bytes } = await app.services.files.put(
        org.organization_id,
        Readable.from([Buffer.from(text)]),
      );
      hashes.push(hash);
      await app.admin.query(
        "insert into files (organization_id, hash, media_type, bytes, created_at) values ($1, $2, 'application/pdf', $3, now() - $4::interval)",
        [org.organization_id, hash, bytes, known],
      );
      await app.admin.query(
        "insert into attachments (organization_id, id, uploaded_by, name, media_type, hash, bytes, request_message_id, created_at) values ($1, $2, $3, 'f.pdf', 'application/pdf', $4, $5, $6, now() - $7::interval)",
        [org.organization_id, newId(), me.userId, hash, bytes, me.ids.message, sent],
      );
    }
    await erased();
    expect(await rowsOf("select 1 from attachments where organization_id = $1")).toEqual([]);
    for (const hash of hashes) expect(await app.services.files.has(org.organization_id, hash)).toBe(true);
  });

  it("touches nobody else", async () => {
    const other = await aKnownPerson(app, org.organization_id, creditorId);
    const seen = async () => ({
      user: await rowsOf("select * from users where organization_id = $1 and id = $2", other.userId),
      party: await rowsOf("select * from parties where organization_id = $1 and id = $2", other.partyId),
      mails: await rowsOf("select * from mails where organization_id = $1 and user_id = $2", other.userId),
      requests: await rowsOf(
        "select * from requests where organization_id = $1 and user_id = $2",
        other.userId,
      ),
    });
    const before = await seen();
    await erased();
    expect(await seen()).toEqual(before);
  });

  it("leaves alone the coordinates of a company, and of whom somebody else manages", async () => {
    await app.admin.query("update parties set kind = 'company' where id = $1", [me.partyId]);
    await erased();
    expect(
      (await rowsOf("select email from parties where organization_id = $1 and id = $2", me.partyId))[0].email,
    ).not.toBeNull();
    expect(
      (await rowsOf("select details from party_coordinates where organization_id = $1"))[0].details,
    ).not.toEqual({});
  });
});
