/** What is held goes at its term by itself, and not before (INF-5, GDPR article 5.1.e). */
import { describe, expect, it } from "vitest";
import { aCreditor, anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { aKnownPerson, PASSWORD } from "../../../test/harness/privacy.ts";
import { app, me, messages, openPrivacyOffice, org, rowsOf } from "../../../test/harness/privacy-office.ts";
import { keepTermsOf } from "../../../test/harness/terms.ts";
import { newId } from "../../platform/ids.ts";
import { countHeld } from "../../platform/personal-data.ts";
import { subjectOf } from "../directory/index.ts";
import { closeIdle } from "./close-idle.ts";
import { KINDS } from "./gather-kinds.ts";

const DAY = 86_400_000;

openPrivacyOffice();

/** Some months and a day from now. */
const later = (months: number) => {
  const now = new Date();
  app.setClock(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, now.getUTCDate() + 1)));
};
const keep = async (months: number) => {
  later(months);
  await keepTermsOf(app, org.organization_id);
  await app.quiet();
};
/** How many rows of each kind are held of a person. */
const held = (of = me.userId) =>
  app.inside(org.organization_id, async (ctx) => {
    const counts = await countHeld(ctx, KINDS, await subjectOf(ctx, of));
    return Object.fromEntries([...counts].map(([kind, { count }]) => [kind, count]));
  });

describe("INF-5 each kind at its term", () => {
  const of = {
    log: ["sessions", "links"],
    relation: ["mails", "texts", "requests", "request_messages", "request_files", "announcement_readings"],
    proof: ["mandate_signatures", "dispute_files"],
  };

  it("keeps everything that still serves, goes on with what is over, and touches no books", async () => {
    await rowsOf(
      "update coordinate_changes set state = 'decided', closed_at = now() where organization_id = $1",
    );
    await rowsOf(
      `update disputes set state = 'resolved', outcome = 'rejected', holding = false, resolved_at = now(), waiting_since = null
       where organization_id = $1`,
    );
    const before = await held();
    const kept = (kinds: readonly string[]) => Object.fromEntries(kinds.map((kind) => [kind, before[kind]]));
    const gone = (kinds: readonly string[]) => Object.fromEntries(kinds.map((kind) => [kind, 0]));
    await keep(11);
    expect(await held()).toMatchObject({ ...kept(of.relation), ...kept(of.proof) });
    await keep(13);
    expect(await held()).toMatchObject({ ...gone(of.log), ...kept(of.relation) });
    await keep(35);
    expect(await held()).toMatchObject({
      ...kept(of.relation),
      coordinate_changes: before["coordinate_changes"],
    });
    await keep(37);
    expect(await held()).toMatchObject({
      ...gone([...of.relation, "coordinate_changes"]),
      ...kept(of.proof),
    });
    await keep(59);
    expect(await held()).toMatchObject(kept([...of.proof, "dispute_steps"]));
    await keep(61);
    await keep(61);
    expect((await held())["bank_payers"]).toBe(0);
    expect(await held()).toMatchObject({
      ...gone(of.proof),
      ...kept([
        "entries",
        "invoices",
        "payments",
        "collections",
        "bank_transfers",
        "disputes",
        "mandates",
        "parties",
      ]),
    });
  });

  it("empties what stays for figures or for the books: it says of nobody any more who he is", async () => {
    await rowsOf(
      `update disputes set state = 'resolved', outcome = 'rejected', holding = false, resolved_at = now(), waiting_since = null
       where organization_id = $1`,
    );
    await keep(61);
    expect(await rowsOf("select body from dispute_steps where organization_id = $1")).toEqual([{ body: "" }]);
    const rewrite = app.inside(org.organization_id, ({ db }) =>
      db.updateTable("dispute_steps").set({ body: "x" }).execute(),
    );
    await expect(rewrite).rejects.toThrow(/row-level security/);
    expect(
      await rowsOf(
        "select debtor_name, debtor_iban, sealed_hash, umr is not null as umr from mandates where organization_id = $1",
      ),
    ).toEqual([{ debtor_name: "—", debtor_iban: "0189", sealed_hash: null, umr: true }]);
    expect(await rowsOf("select email, amount_cents from payments where organization_id = $1")).toEqual([
      { email: null, amount_cents: 100 },
    ]);
    const { files } = app.services;
    for (const file of [me.files.requestPdf, me.files.disputePdf])
      expect(await files.has(org.organization_id, file.hash)).toBe(false);
    expect(await files.has(org.organization_id, me.files.invoicePdf.hash)).toBe(true);
  });

  it("leaves a mandate that may still be debited, and one whose last debit may still be contested", async () => {
    await rowsOf("update mandates set state = 'active' where organization_id = $1");
    await keep(61);
    expect(await rowsOf("select length(debtor_iban) as n from mandates where organization_id = $1")).toEqual([
      { n: 27 },
    ]);
    const recent = new Date(app.services.clock().getTime() - 200 * DAY);
    await rowsOf(
      "update mandates set state = 'revoked', last_collected_on = $2 where organization_id = $1",
      recent,
    );
    await keep(61);
    expect(await rowsOf("select length(debtor_iban) as n from mandates where organization_id = $1")).toEqual([
      { n: 27 },
    ]);
  });

  it("forgets how to reach whom one has nothing to do with any more, and nobody else", async () => {
    const contact = () =>
      rowsOf(
        "select email is not null as mail, phone is not null as phone, name from parties where organization_id = $1",
      );
    await rowsOf("delete from access_accounts where organization_id = $1");
    await keep(37);
    expect(await contact()).toMatchObject([{ mail: true, phone: true }]);
    await rowsOf("update accounts set balance_cents = 0 where organization_id = $1");
    await rowsOf(
      "update coordinate_changes set state = 'decided', closed_at = asked_at where organization_id = $1",
    );
    await rowsOf("update entries set entered_on = '2020-01-01' where organization_id = $1");
    await keep(37);
    expect(await contact()).toMatchObject([{ mail: false, phone: false, name: me.party.name }]);
    expect(await rowsOf("select details, paper from party_coordinates where organization_id = $1")).toEqual([
      { details: {}, paper: false },
    ]);
  });

  it("follows the organization's own grid, tells what went in numbers only, and touches no other organization", async () => {
    const other = await anOrganization(app);
    const theirs = await aCreditor(app, other.organization_id);
    await aKnownPerson(app, other.organization_id, theirs.id as string);
    await rowsOf(
      `update organizations set settings = '{"retention":{"relationYears":1}}' where organization_id = $1`,
    );
    await keep(13);
    expect((await held())["mails"]).toBe(0);
    const { rows } = await app.admin.query("select 1 from mails where organization_id = $1", [
      other.organization_id,
    ]);
    expect(rows).toHaveLength(1);
    const [told] = await rowsOf(
      "select data, subject_kind from facts where organization_id = $1 and name = 'privacy.terms_kept'",
    );
    expect(told).toMatchObject({ subject_kind: "organization", data: { gone: { mails: 1, texts: 1 } } });
    expect(Object.values(told.data.gone).every((count) => typeof count === "number")).toBe(true);
  });

  it("goes page by page, however much there is", async () => {
    await rowsOf(
      `insert into mails (organization_id, id, kind, to_address, subject, text, html, subject_kind, subject_id, once_key, state, created_at)
       select $1, gen_random_uuid(), 'announcement', 'a@example.org', 's', 't', 'h', 'x', 'x', 'many:' || n, 'sent', now() from generate_series(1, 1200) n`,
    );
    await keep(37);
    expect(await rowsOf("select 1 from mails where organization_id = $1")).toEqual([]);
  });

  it("removes the letters that hold codes after a week, and the answered requests to be erased after their proof", async () => {
    const [letters, manager] = [newId(), await aStaffUser(app, org.organization_id, "manager")];
    await rowsOf(
      `insert into access_letters (organization_id, id, state, file_hash, asked_by, asked_at, finished_at)
       values ($1, $2, 'done', $3, $4, now(), now())`,
      letters,
      me.files.requestPdf.hash,
      manager.id,
    );
    const erasure = newId();
    await rowsOf(
      `insert into erasures (organization_id, id, user_id, asked_by, reason, state, asked_at, due_on, decided_at, decided_by)
       values ($1, $2, $3, $3, 'x', 'refused', now(), now(), now(), $4)`,
      erasure,
      me.userId,
      manager.id,
    );
    await rowsOf("insert into erasure_steps values ($1, $2, 'mails', 'kept', 1, null, now())", erasure);
    await keep(1);
    expect(await rowsOf("select file_hash from access_letters where organization_id = $1")).toEqual([
      { file_hash: null },
    ]);
    await keep(59);
    expect(await rowsOf("select 1 from erasures where organization_id = $1")).toHaveLength(1);
    await keep(61);
    expect(await rowsOf("select 1 from erasures where organization_id = $1")).toEqual([]);
    expect(await rowsOf("select 1 from erasure_steps where organization_id = $1")).toEqual([]);
  });
});

describe("INF-5 an access that nobody uses any more", () => {
  const close = () => closeIdle(app.outer(org.organization_id));
  const warnings = () =>
    messages.mailbox.messages(me.user.email as string).filter((one) => one.subject.includes("sera fermé"));
  const signIn = () =>
    call("POST", `${org.base}/api/sign-in`, {
      body: { identifier: me.user.identifier, password: PASSWORD, remember: false },
    });
  const erasedAt = async () =>
    (await rowsOf("select erased_at from users where organization_id = $1 and id = $2", me.userId))[0]
      .erased_at;
  /** His last sign-in is as old as that; nothing else of him blocks. */
  const idleFor = (days: number) =>
    rowsOf(
      "update users set last_sign_in_at = $3 where organization_id = $1 and id = $2",
      me.userId,
      new Date(Date.now() - days * DAY),
    );

  it("is warned of once, a month before, then closed; what is not the access stays", async () => {
    await idleFor(600);
    await close();
    expect(await erasedAt()).toBeNull();
    await idleFor(715);
    await close();
    await close();
    await app.quiet();
    expect(warnings()).toHaveLength(1);
    expect(await erasedAt()).toBeNull();
    app.setClock(new Date(Date.now() + 31 * DAY));
    await close();
    await close();
    expect(await erasedAt()).not.toBeNull();
    expect((await signIn()).json.code).toBe("sign_in.failed");
    for (const table of [
      "access_accounts",
      "sessions",
      "passkeys",
      "totp_secrets",
      "notification_phones",
      "push_devices",
    ])
      expect(
        await rowsOf(`select 1 from ${table} where organization_id = $1 and user_id = $2`, me.userId),
        table,
      ).toEqual([]);
    expect(
      await rowsOf("select 1 from payments where organization_id = $1 and user_id = $2", me.userId),
    ).toHaveLength(1);
    expect(await rowsOf("select email is not null as mail from parties where organization_id = $1")).toEqual([
      { mail: true },
    ]);
    app.setClock(null);
    // The row that stays is nobody to be looked for.
    const office = await aStaffUser(app, org.organization_id, "reader");
    for (const list of ["users", "identities"]) {
      const seen = await call("GET", `${org.base}/api/office/${list}?limit=100`, { cookie: office.cookie });
      expect(
        seen.json.items.map((one: { name: string }) => one.name),
        list,
      ).not.toContain("Compte effacé");
    }
    const closed = await rowsOf(
      "select subject_id from facts where organization_id = $1 and name = 'privacy.access_closed'",
    );
    expect(closed).toEqual([{ subject_id: me.userId }]);
  });

  it("is kept by a sign-in after the warning, and warned of again when it is left again", async () => {
    await rowsOf("delete from totp_secrets where organization_id = $1");
    await rowsOf("delete from passkeys where organization_id = $1");
    await idleFor(720);
    await close();
    expect((await signIn()).status).toBe(200);
    app.setClock(new Date(Date.now() + 31 * DAY));
    await close();
    expect(await erasedAt()).toBeNull();
    app.setClock(new Date(Date.now() + 715 * DAY));
    await close();
    await app.quiet();
    expect(warnings()).toHaveLength(2);
  });

  it("is not closed while its holder is still debited, nor when it is a colleague of the office's", async () => {
    await rowsOf("update mandates set state = 'active' where organization_id = $1");
    await idleFor(800);
    const agent = await aStaffUser(app, org.organization_id, "reader", {
      last_sign_in_at: new Date(Date.now() - 900 * DAY),
    });
    const never = await aUser(app, org.organization_id, {
      state: "invited",
      created_at: new Date(Date.now() - 900 * DAY),
    });
    await close();
    app.setClock(new Date(Date.now() + 31 * DAY));
    await close();
    await app.quiet();
    const left = await rowsOf(
      "select id from users where organization_id = $1 and erased_at is null and id = any($2)",
      [me.userId, agent.id, never.id],
    );
    expect(left.map((one: { id: string }) => one.id).toSorted()).toEqual(
      [me.userId, agent.id as string].toSorted(),
    );
    // Nobody is warned of what is held back, nor of what he never had.
    expect(warnings()).toEqual([]);
    expect(messages.mailbox.messages(never.email as string)).toEqual([]);
  });
});
