import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { createOrganization, markPublished, readSettings } from "./index.ts";
import { routes } from "./routes.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "organizations", contract, doors: routes, refusals }] });
});
afterAll(() => app.close());

const identity = {
  name: "Régie de Belfort",
  accent: "#0A6B57",
  contact: {
    service: "Régie",
    email: "regie@example.org",
    phone: "03 84 00 00 00",
    address: ["1 place d'Armes"],
    hours: "",
  },
  legalNotice: "Mentions",
  accessibilityStatement: "Non conforme",
  settings: { captcha: "always", searchableMonths: 12 },
};
const fields = {
  code: "EAU",
  name: "Régie de l’eau",
  legalName: "Régie municipale de l’eau",
  address: ["1 rue du Puits", "90000 Belfort"],
  siret: "12345678901234",
  ics: "FR72ZZZ123456",
  iban: "FR7630006000011234567890189",
  email: "eau@example.org",
  dueRule: { kind: "days", days: 30, endOfMonth: true },
  fiscalYearEndMonth: 12,
  customerPrefixes: ["411"],
};

describe("organization", () => {
  it("ACC-11 shows anybody the organization served at an address, with every default", async () => {
    const org = await anOrganization(app, { name: "Mairie", kind: "municipality" });
    const answer = await call("GET", `${org.base}/api/organization`);
    expect(answer.json).toMatchObject({
      id: outside("organization", org.organization_id),
      name: "Mairie",
      kind: "municipality",
      logo: null,
      contact: { service: "", address: [] },
      settings: { captcha: "after_failures", searchableMonths: 36, paySeveral: true, payPartially: false },
      demoOutbox: null,
    });
  });
  it("ACC-11 finds an organization by its own host name too", async () => {
    const host = app.origin.replace("http://", "");
    const other = await anOrganization(app, { name: "Par son nom d’hôte" });
    await app.admin.query("insert into organization_addresses values ($1, $2)", [
      `host:${host}`,
      other.organization_id,
    ]);
    expect((await call("GET", `${app.origin}/api/organization`)).json.name).toBe("Par son nom d’hôte");
    expect((await call("GET", `${app.origin}/o/nobody-here/api/organization`)).json.code).toBe(
      "organization.unknown",
    );
  });
  it("OFF-5 lets a manager change it, twice the same, and nobody else", async () => {
    const org = await anOrganization(app);
    const url = `${org.base}/api/office/organization`;
    const manager = await aStaffUser(app, org.organization_id, "manager");
    const put = (cookie?: string) => call("PUT", url, { ...(cookie ? { cookie } : {}), body: identity });
    expect((await put()).status).toBe(401);
    expect((await put((await aUser(app, org.organization_id)).cookie)).status).toBe(404);
    expect((await put((await aStaffUser(app, org.organization_id, "accountant")).cookie)).status).toBe(403);
    const first = await put(manager.cookie);
    expect(first.json).toMatchObject({
      name: "Régie de Belfort",
      accent: "#0a6b57",
      settings: { captcha: "always", searchableMonths: 12, paySeveral: true },
    });
    expect((await put(manager.cookie)).json).toEqual(first.json);
    expect(await app.inside(org.organization_id, readSettings)).toMatchObject({ searchableMonths: 12 });
    const facts = await app.admin.query(
      "select name, actor_id from facts where organization_id = $1 order by id",
      [org.organization_id],
    );
    expect(facts.rows[0]).toEqual({ name: "organizations.updated", actor_id: manager.id });
  });
  it("ALL-1 leaves other organizations alone", async () => {
    const [mine, theirs] = [await anOrganization(app), await anOrganization(app, { name: "Autre" })];
    const manager = await aStaffUser(app, mine.organization_id, "manager");
    const answer = await call("PUT", `${theirs.base}/api/office/organization`, {
      cookie: manager.cookie,
      body: identity,
    });
    expect(answer.status).toBe(401);
    expect((await call("GET", `${theirs.base}/api/organization`)).json.name).toBe("Autre");
  });
});

describe("logo", () => {
  it("ACC-11 keeps an image for what its bytes are, and refuses what is none", async () => {
    const org = await anOrganization(app);
    const { cookie } = await aStaffUser(app, org.organization_id, "manager");
    const url = `${org.base}/api/office/organization/logo`;
    const put = (body: Buffer, type: string, as?: string) =>
      call("PUT", url, { ...(as ? { cookie: as } : {}), body, headers: { "content-type": type } });
    expect((await call("GET", `${org.base}/api/organization/logo`)).status).toBe(404);
    expect((await put(PNG, "image/png")).status).toBe(401);
    expect((await put(PNG, "image/png", (await aUser(app, org.organization_id)).cookie)).status).toBe(404);
    expect((await put(Buffer.from("<svg onload=alert(1)>"), "image/png", cookie)).json.code).toBe(
      "logo.not_an_image",
    );
    expect((await put(Buffer.concat([PNG, Buffer.alloc(600_000)]), "image/png", cookie)).status).toBe(413);
    expect((await put(PNG, "text/html", cookie)).status).toBe(415);
    const first = await put(PNG, "image/jpeg", cookie);
    expect(first.json.logo).toMatch(/^\/api\/organization\/logo\?v=[0-9a-f]{12}$/);
    expect((await put(PNG, "image/jpeg", cookie)).json.logo).toBe(first.json.logo);
    const logo = await call("GET", org.base + first.json.logo);
    expect(logo.headers.get("content-type")).toBe("image/png");
    expect(logo.headers.get("content-disposition")).toContain('filename="logo.png"');
    expect(logo.buffer.equals(PNG)).toBe(true);
    const index = await app.admin.query("select media_type, bytes from files where organization_id = $1", [
      org.organization_id,
    ]);
    expect(index.rows).toEqual([{ media_type: "image/png", bytes: PNG.length }]);
  });
});

describe("creditors", () => {
  it("OFF-5 are created by an administrator, once per code", async () => {
    const org = await anOrganization(app);
    const url = `${org.base}/api/office/creditors`;
    const { cookie } = await aStaffUser(app, org.organization_id, "administrator");
    expect((await call("POST", url, { body: fields })).status).toBe(401);
    const manager = await aStaffUser(app, org.organization_id, "manager");
    expect((await call("POST", url, { cookie: manager.cookie, body: fields })).status).toBe(403);
    const key = { "idempotency-key": "one" };
    const created = await call("POST", url, { cookie, body: fields, headers: key });
    expect(created.json).toMatchObject({ ...fields, publishedAt: null, earliestSearchable: null });
    expect((await call("POST", url, { cookie, body: fields, headers: key })).json).toEqual(created.json);
    expect((await call("POST", url, { cookie, body: fields })).json.code).toBe("creditor.code_taken");
    const wrong = { ...fields, code: "X", iban: "FR7630006000011234567890188" };
    expect((await call("POST", url, { cookie, body: wrong })).json.code).toBe("creditor.iban_invalid");
  });
  it("OFF-5 created at the same time with one code are one", async () => {
    const org = await anOrganization(app);
    const { cookie } = await aStaffUser(app, org.organization_id, "administrator");
    const post = () => call("POST", `${org.base}/api/office/creditors`, { cookie, body: fields });
    const answers = await Promise.all([post(), post(), post()]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });
  it("ACC-9 are listed and changed only for staff who may see them", async () => {
    const org = await anOrganization(app);
    const other = await anOrganization(app);
    const [a, b] = [
      await aCreditor(app, org.organization_id, { code: "A", name: "Abeille" }),
      await aCreditor(app, org.organization_id, { code: "B", name: "bourdon" }),
    ];
    const foreign = await aCreditor(app, other.organization_id);
    const url = `${org.base}/api/office/creditors`;
    const all = await aStaffUser(app, org.organization_id, "manager");
    const some = await aStaffUser(app, org.organization_id, "manager", { staff_creditor_ids: [b.id] });
    const names = async (cookie: string) =>
      (await call("GET", url, { cookie })).json.items.map((item: { name: string }) => item.name);
    expect((await call("GET", url)).status).toBe(401);
    expect((await call("GET", url, { cookie: (await aUser(app, org.organization_id)).cookie })).status).toBe(
      404,
    );
    expect(await names(all.cookie)).toEqual(["Abeille", "bourdon"]);
    expect(await names(some.cookie)).toEqual(["bourdon"]);
    const put = (id: string, cookie: string, body = fields) =>
      call("PUT", `${url}/${outside("creditor", id)}`, { cookie, body });
    expect((await put(a.id, some.cookie)).status).toBe(404);
    expect((await put(foreign.id, all.cookie)).status).toBe(404);
    expect((await put(b.id, some.cookie)).json.code).toBe("EAU");
    expect((await put(b.id, some.cookie)).status).toBe(200);
    expect((await put(b.id, all.cookie, { ...fields, code: "A" })).json.code).toBe("creditor.code_taken");
    const administrator = await aStaffUser(app, org.organization_id, "administrator", {
      staff_creditor_ids: [b.id],
    });
    expect((await call("POST", url, { cookie: administrator.cookie, body: fields })).status).toBe(403);
  });
  it("ACT-9 say when they were last published, and how far back one may search", async () => {
    const org = await anOrganization(app);
    const creditor = await aCreditor(app, org.organization_id);
    const { cookie } = await aStaffUser(app, org.organization_id, "reader");
    const [late, early] = [new Date("2026-11-20T10:00:00Z"), new Date("2026-11-01T10:00:00Z")];
    await app.inside(org.organization_id, (ctx) => markPublished(ctx, creditor.id, late));
    await app.inside(org.organization_id, (ctx) => markPublished(ctx, creditor.id, early));
    app.setClock(new Date("2026-11-23T10:00:00Z"));
    const { json } = await call("GET", `${org.base}/api/office/creditors`, { cookie });
    app.setClock(null);
    expect(json.items[0]).toMatchObject({
      publishedAt: late.toISOString(),
      earliestSearchable: "2023-11-23",
    });
  });
});

describe("a new organization", () => {
  it("API-6 is reached at once at its address, which nobody can take again", async () => {
    const given = {
      slug: "belfort",
      name: "Belfort",
      kind: "municipality",
      host: "Belfort.example",
    } as const;
    const id = await createOrganization(app.services.pool, given);
    expect((await call("GET", `${app.origin}/o/belfort/api/organization`)).json.id).toBe(
      outside("organization", id),
    );
    await expect(createOrganization(app.services.pool, given)).rejects.toMatchObject({
      code: "organization.address_taken",
    });
    await expect(createOrganization(app.services.pool, { ...given, slug: "autre" })).rejects.toMatchObject({
      code: "organization.address_taken",
    });
    const { rows } = await app.admin.query(
      "select count(*)::int as n from organizations where slug in ('belfort', 'autre')",
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});
