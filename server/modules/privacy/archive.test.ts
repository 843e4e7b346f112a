/** My data, handed to me and to nobody else (INF-5). */
import { describe, expect, it } from "vitest";
import { anAccess, anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { PASSWORD } from "../../../test/harness/privacy.ts";
import { api, app, me, messages, openPrivacyOffice, org } from "../../../test/harness/privacy-office.ts";
import { readZip } from "../../../test/harness/read-zip.ts";
import { idOf } from "../../platform/ids.ts";
import { hashPassword } from "../identity/index.ts";
import { KINDS } from "./gather-kinds.ts";
import { makeArchive } from "./make-archive.ts";
import { endOldArchives, reviveForsaken } from "./sweep-privacy.ts";

openPrivacyOffice();
const data = (method: string, path: string, body?: unknown, cookie = me.user.cookie) =>
  api(method, `/me/data${path}`, body, cookie);
const prepare = async (cookie = me.user.cookie) => (await data("POST", "/archives", undefined, cookie)).json;
const download = (id: string, password = PASSWORD, cookie = me.user.cookie) =>
  data("POST", `/archives/${id}/file`, { password }, cookie);
async function made(cookie = me.user.cookie) {
  const { id } = await prepare(cookie);
  await app.quiet();
  return id as string;
}

describe("INF-5 what is held of me", () => {
  it("tells every kind, why, on what basis and for how long, by the organization's grid", async () => {
    const { json } = await data("GET", "");
    const kinds = json.kinds.map((one: { kind: string }) => one.kind);
    expect(kinds.toSorted()).toEqual(
      KINDS.map((one) => one.kind)
        .filter((one) => one !== "archives" && one !== "erasures")
        .toSorted(),
    );
    const entries = json.kinds.find((one: { kind: string }) => one.kind === "entries");
    expect(entries).toMatchObject({ basis: "law", term: "accounting", years: 10, months: null, count: 1 });
    await app.admin.query(
      `update organizations set settings = '{"retention":{"accountingYears":11}}' where organization_id = $1`,
      [org.organization_id],
    );
    const again = (await data("GET", "")).json.kinds;
    expect(again.find((one: { kind: string }) => one.kind === "entries").years).toBe(11);
  });

  it("tells what I agreed to, since when, and where to take it back", async () => {
    const colleague = await aUser(app, org.organization_id, { name: "Jean Roux" });
    await anAccess(app, org.organization_id, colleague.id as string, me.partyId, { main: false });
    const { consents } = (await data("GET", "")).json;
    expect(consents.map((one: { kind: string; path: string }) => [one.kind, one.path]).toSorted()).toEqual([
      ["colleague", "/acces-partages"],
      ["news", "/mes-notifications"],
      ["paper", "/mes-coordonnees"],
      ["phone", "/mes-notifications"],
      ["push", "/mes-notifications"],
    ]);
    expect(consents.every((one: { at: string | null }) => one.at !== null)).toBe(true);
    expect(consents.find((one: { kind: string }) => one.kind === "colleague").detail).toContain("Jean Roux");
  });
});

describe("INF-5 my archive", () => {
  it("holds a page to read, each kind as CSV and JSON, my invoices and the files that I sent", async () => {
    const id = await made();
    const file = await download(id);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "application/zip"]);
    const files = readZip(file.buffer);
    const summary = files.get("sommaire.html")!.toString();
    expect(summary).toContain('<html lang="fr">');
    expect(summary).toContain(me.user.name as string);
    for (const kind of KINDS.filter((one) => one.kind !== "erasures")) {
      const rows = JSON.parse(files.get(`donnees/${kind.kind}.json`)!.toString()) as Record<
        string,
        unknown
      >[];
      expect(rows.length, kind.kind).toBeGreaterThan(0);
      expect(Object.keys(rows[0]!)).toEqual(kind.columns.map((column) => column.key));
      expect(files.get(`donnees/${kind.kind}.csv`)!.toString().split("\r\n").length, kind.kind).toBe(
        rows.length + 2,
      );
    }
    const [invoice] = [...files.keys()].filter((name) => name.startsWith("fichiers/invoices/"));
    expect(files.get(invoice!)!.toString()).toContain("%PDF-1.7 facture");
    expect(files.get("fichiers/request_files/cave.pdf")!.toString()).toContain("demande");
    expect(files.get("fichiers/dispute_files/preuve.pdf")!.toString()).toContain("litige");
    expect(files.get("donnees/request_messages.json")!.toString()).not.toContain("note entre collègues");
    expect(files.get("donnees/entries.csv")!.toString()).toContain("42,00");
    const whole = [...files.values()].map((one) => one.toString()).join("\n");
    expect(whole).not.toMatch(/argon2|token_hash|passwordHash/);
  });

  it("is read in pages, however much there is", async () => {
    await app.admin.query(
      `insert into entries (organization_id, id, account_id, source_key, origin, entered_on, label, piece, amount_cents)
       select $1, gen_random_uuid(), $2, 'many:' || n, 'batch', '2026-01-01', 'Écriture ' || n, 'M-' || n, 100 from generate_series(1, 1700) n`,
      [org.organization_id, me.account.id],
    );
    const files = readZip((await download(await made())).buffer);
    const rows = JSON.parse(files.get("donnees/entries.json")!.toString()) as { piece: string }[];
    expect(new Set(rows.map((one) => one.piece)).size).toBe(1701);
  });

  it("is told by mail, in English for who reads English", async () => {
    await app.admin.query("update users set language = 'en' where id = $1", [me.userId]);
    const files = readZip((await download(await made())).buffer);
    expect([...files.keys()]).toContain("summary.html");
    expect([...files.keys()]).toContain("data/entries.csv");
    const [mail] = messages.mailbox.messages(me.user.email as string);
    expect(mail?.subject).toBe("Your data is ready");
    expect(mail?.text).toContain("/mes-donnees");
  });

  it("is made one at a time, and three times a day", async () => {
    const [first, second] = await Promise.all([prepare(), prepare()]);
    expect(second.id).toBe(first.id);
    await app.quiet();
    for (let more = 0; more < 3; more += 1) {
      await prepare();
      await app.quiet();
    }
    expect((await data("POST", "/archives")).json.code).toBe("request.too_many");
  });

  it("is nobody else's: another user, a colleague, another organization, staff who look through my eyes", async () => {
    const id = await made();
    const other = await aUser(app, org.organization_id, { password_hash: await hashPassword(PASSWORD) });
    await anAccess(app, org.organization_id, other.id as string, me.partyId);
    expect((await download(id, PASSWORD, other.cookie)).status).toBe(404);
    expect((await data("GET", `/archives/${id}`, undefined, other.cookie)).status).toBe(404);
    const elsewhere = await anOrganization(app);
    const foreigner = await aUser(app, elsewhere.organization_id, {
      password_hash: await hashPassword(PASSWORD),
    });
    const url = `${elsewhere.base}/api/me/data/archives/${id}/file`;
    const body = { password: PASSWORD };
    expect((await call("POST", url, { cookie: foreigner.cookie, body })).status).toBe(404);
    const staff = await aStaffUser(app, org.organization_id, "manager");
    await app.admin.query("update sessions set viewing_as = $2 where id = $1", [staff.sessionId, me.userId]);
    expect((await download(id, PASSWORD, staff.cookie)).status).toBe(403);
    expect((await data("POST", "/archives", undefined, staff.cookie)).status).toBe(403);
  });

  it("asks for the password again, and notes who took it", async () => {
    const id = await made();
    expect((await download(id, "pas le bon")).json.code).toBe("password.old_wrong");
    await download(id);
    const { rows } = await app.admin.query(
      "select name from facts where organization_id = $1 and subject_id = $2 and name like 'privacy.%' order by id",
      [org.organization_id, me.userId],
    );
    expect(rows.map((row) => row.name)).toEqual([
      "privacy.archive_asked",
      "privacy.archive_ready",
      "privacy.archive_downloaded",
    ]);
  });

  it("ACC-9 asks who has no password to sign in again at his provider instead", async () => {
    const staff = await aStaffUser(app, org.organization_id, "reader");
    const id = await made(staff.cookie);
    const proof = async () => (await data("GET", "", undefined, staff.cookie)).json.proof;
    expect([await proof(), (await data("GET", "")).json.proof]).toEqual(["provider", "password"]);
    expect((await download(id, "", staff.cookie)).json.code).toBe("proof.sign_in_again");
    await app.admin.query("update sessions set proved_at = now() where id = $1", [staff.sessionId]);
    expect(await proof()).toBe("given");
    expect((await download(id, "", staff.cookie)).status).toBe(200);
  });

  it("is kept seven days, then its content is gone", async () => {
    const id = await made();
    const { rows } = await app.admin.query("select file_hash from data_archives where organization_id = $1", [
      org.organization_id,
    ]);
    const hash = rows[0].file_hash as string;
    app.setClock(new Date(Date.now() + 7 * 86_400_000 + 1000));
    expect((await download(id)).json.code).toBe("archive.not_ready");
    expect(await app.services.files.has(org.organization_id, hash)).toBe(true);
    await app.inside(org.organization_id, endOldArchives);
    await app.inside(org.organization_id, endOldArchives);
    await app.quiet();
    expect(await app.services.files.has(org.organization_id, hash)).toBe(false);
    app.setClock(null);
    expect((await data("GET", "")).json.archive.state).toBe("gone");
  });

  it("is taken up again after a crash in the middle, and made once", async () => {
    const { id } = await prepare();
    const inside = idOf("archive").parse(id);
    await app.quiet();
    await app.admin.query(
      "update data_archives set state = 'making', file_hash = null, beat_at = now() - interval '1 hour' where id = $1",
      [inside],
    );
    await app.inside(org.organization_id, reviveForsaken);
    await app.quiet();
    expect((await data("GET", `/archives/${id}`)).json.state).toBe("ready");
    const before = (await app.admin.query("select * from data_archives where id = $1", [inside])).rows[0];
    await makeArchive(app.outer(org.organization_id), inside);
    expect((await app.admin.query("select * from data_archives where id = $1", [inside])).rows[0]).toEqual(
      before,
    );
  });

  it("leaves no file behind when its person is erased, or when it was made by another meanwhile", async () => {
    const id = idOf("archive").parse((await prepare()).id);
    await app.quiet();
    const kept = (await app.admin.query("select * from data_archives where id = $1", [id])).rows[0];
    const put = app.services.files.put.bind(app.services.files);
    const stored: string[] = [];
    const files = {
      ...app.services.files,
      put: async (...given: Parameters<typeof put>) => {
        const file = await put(...given);
        stored.push(file.hash);
        // Between the file and its row: the person is erased.
        await app.admin.query("delete from data_archives where id = $1", [id]);
        return file;
      },
    };
    await app.admin.query("update data_archives set state = 'making', file_hash = null where id = $1", [id]);
    const outer = app.outer(org.organization_id);
    await makeArchive({ ...outer, services: { ...outer.services, files } }, id);
    expect(stored).toHaveLength(1);
    expect(stored[0]).not.toBe(kept.file_hash);
    expect(await app.services.files.has(org.organization_id, stored[0]!)).toBe(false);
  });

  it("is made for staff too", async () => {
    const staff = await aStaffUser(app, org.organization_id, "accountant", {
      password_hash: await hashPassword(PASSWORD),
      name: "Nadia Mercier",
    });
    const files = readZip((await download(await made(staff.cookie), PASSWORD, staff.cookie)).buffer);
    expect(JSON.parse(files.get("donnees/access.json")!.toString())[0]).toMatchObject({
      name: "Nadia Mercier",
      staff_role: "accountant",
    });
    expect([...files.keys()]).not.toContain("donnees/entries.csv");
    expect((await call("GET", `${org.base}/api/me/data`, { cookie: staff.cookie })).json.can.askErasure).toBe(
      false,
    );
  });
});
