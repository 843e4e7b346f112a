import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anOrganization,
  aSession,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { keepTermsOf } from "../../../test/harness/terms.ts";
import { newId, outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { createUser, findUserByEmail, findUsersByIds, takenIdentifiers } from "./index.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "identity", contract, doors: routes, refusals, jobs }] });
});
afterAll(() => app.close());

type Organization = Awaited<ReturnType<typeof anOrganization>>;
const office = (
  method: string,
  { base }: Organization,
  path: string,
  cookie: string | undefined,
  body?: unknown,
  headers: Record<string, string> = {},
) =>
  call(method, `${base}/api/office/${path}`, {
    ...(cookie ? { cookie } : {}),
    ...(body === undefined ? {} : { body }),
    headers,
  });
const at = (userId: string, rest = "") => `users/${outside("user", userId)}${rest}`;
const session = ({ base }: Organization, cookie: string) => call("GET", `${base}/api/session`, { cookie });
const fields = (over: Record<string, unknown> = {}) => ({
  identifier: "C00042",
  name: "Mme Soleil",
  email: "soleil@example.org",
  ...over,
});
const fieldsOf = (user: { identifier: string; name: string; email: string }) => ({
  identifier: user.identifier,
  name: user.name,
  email: user.email,
});
const factNames = async (subject: string) =>
  (await app.admin.query("select name from facts where subject_id = $1 order by id", [subject])).rows.map(
    ({ name }) => name,
  );

describe("users, for the office", () => {
  it("are created, changed, disabled and enabled, each told once", async () => {
    const place = await anOrganization(app);
    const { cookie } = await aStaffUser(app, place.organization_id, "manager");
    const created = await office("POST", place, "users", cookie, fields());
    expect(created).toMatchObject({
      status: 200,
      json: { identifier: "C00042", state: "invited", language: "fr", staffRole: null, sessions: 0 },
    });
    const path = `users/${created.json.id}`;
    const changes = fields({ name: "Mme Lune", language: "en" });
    for (let i = 0; i < 2; i += 1)
      expect((await office("PUT", place, path, cookie, changes)).json).toMatchObject({ name: "Mme Lune" });
    for (const state of ["disabled", "disabled", "active", "active"])
      expect((await office("POST", place, `${path}/state`, cookie, { state })).status).toBe(200);
    expect((await office("GET", place, path, cookie)).json).toMatchObject({
      // Enabled again, but he never chose a password.
      state: "invited",
      language: "en",
    });
    const { rows } = await app.admin.query(
      "select id from users where identifier = 'C00042' and organization_id = $1",
      [place.organization_id],
    );
    expect(await factNames(rows[0].id)).toEqual([
      "identity.user_created",
      "identity.user_updated",
      "identity.user_disabled",
      "identity.user_enabled",
    ]);
  });

  it("are created once for one idempotency key", async () => {
    const place = await anOrganization(app);
    const { cookie } = await aStaffUser(app, place.organization_id, "manager");
    const create = () => office("POST", place, "users", cookie, fields(), { "idempotency-key": "k1" });
    const both = await Promise.all([create(), create()]);
    expect(both[0].json).toEqual(both[1].json);
    expect((await office("POST", place, "users", cookie, fields())).json.code).toBe("user.identifier_taken");
  });

  it("share neither identifier nor address, whatever the case, nor one for the other", async () => {
    const place = await anOrganization(app);
    const { cookie } = await aStaffUser(app, place.organization_id, "manager");
    const user = await aUser(app, place.organization_id);
    const named = await aUser(app, place.organization_id, { identifier: "bob@example.org" });
    const code = async (over: Record<string, unknown>) =>
      (await office("POST", place, "users", cookie, fields(over))).json.code;
    expect(await code({ identifier: user.identifier.toUpperCase() })).toBe("user.identifier_taken");
    expect(await code({ email: user.email.toUpperCase() })).toBe("email.taken");
    expect(await code({ identifier: user.email })).toBe("user.identifier_taken");
    expect(await code({ email: named.identifier })).toBe("email.taken");
    const changed = await office("PUT", place, at(user.id), cookie, fields({ identifier: named.identifier }));
    expect(changed.json.code).toBe("user.identifier_taken");
    const races = await Promise.all(
      [1, 2, 3].map(() =>
        office("POST", place, "users", cookie, fields({ identifier: "RACE", email: null })),
      ),
    );
    expect(races.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it("lose links and tell the old address when staff change theirs", async () => {
    const place = await anOrganization(app);
    const { cookie } = await aStaffUser(app, place.organization_id, "manager");
    const user = await aUser(app, place.organization_id);
    await office("POST", place, at(user.id, "/activation"), cookie);
    await office("PUT", place, at(user.id), cookie, { ...fieldsOf(user), email: "moved@example.org" });
    const { rows } = await app.admin.query("select used_at from mail_links where user_id = $1", [user.id]);
    expect(rows).toHaveLength(1);
    expect(rows[0].used_at).not.toBeNull();
    expect(await factNames(user.id)).toEqual([
      "identity.link_asked",
      "identity.email_changed",
      "identity.user_updated",
    ]);
  });

  it("lose their sessions when disabled, at once", async () => {
    const place = await anOrganization(app);
    const { cookie } = await aStaffUser(app, place.organization_id, "manager");
    const user = await aUser(app, place.organization_id);
    await aSession(app, place.organization_id, user.id);
    expect((await office("GET", place, at(user.id), cookie)).json.sessions).toBe(2);
    await office("POST", place, at(user.id, "/state"), cookie, { state: "disabled" });
    expect((await session(place, user.cookie)).status).toBe(401);
    expect((await office("GET", place, at(user.id), cookie)).json.sessions).toBe(0);
  });

  it("are sent a link only if they have an address and may come in", async () => {
    const place = await anOrganization(app);
    const { cookie } = await aStaffUser(app, place.organization_id, "accountant");
    const send = async (over: Record<string, unknown>) => {
      const user = await aUser(app, place.organization_id, over);
      const answer = await office("POST", place, at(user.id, "/activation"), cookie);
      const { rows } = await app.admin.query("select kind from mail_links where user_id = $1", [user.id]);
      return answer.json.code ?? rows[0].kind;
    };
    expect(await send({ state: "invited" })).toBe("activation");
    expect(await send({})).toBe("password");
    expect(await send({ email: null })).toBe("user.no_email");
    expect(await send({ state: "disabled" })).toBe("user.disabled");
  });

  it("are listed by name, a page at a time, searched and filtered", async () => {
    const place = await anOrganization(app);
    const id = place.organization_id;
    const { cookie } = await aStaffUser(app, id, "reader", { name: "Zoé", identifier: "zoe" });
    for (const name of ["bruno", "Anne", "Anne", "claire 100%"])
      await aUser(app, id, { name, state: name === "bruno" ? "invited" : "active" });
    await aUser(app, (await anOrganization(app)).organization_id, { name: "Stranger" });
    const names: string[] = [];
    let cursor = "";
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await office("GET", place, `users?limit=2${cursor}`, cookie);
      names.push(...page.json.items.map((item: { name: string }) => item.name));
      if (!page.json.next) break;
      cursor = `&cursor=${encodeURIComponent(page.json.next)}`;
    }
    expect(names).toEqual(["Anne", "Anne", "bruno", "claire 100%", "Zoé"]);
    const found = async (query: string) =>
      (await office("GET", place, `users?${query}`, cookie)).json.items.map(
        (item: { name: string }) => item.name,
      );
    expect(await found("search=ANNE")).toEqual(["Anne", "Anne"]);
    expect(await found(`search=${encodeURIComponent("100%")}`)).toEqual(["claire 100%"]);
    expect(await found(`search=${encodeURIComponent("_")}`)).toEqual([]);
    expect(await found("staff=yes")).toEqual(["Zoé"]);
    expect(await found("staff=no&state=invited")).toEqual(["bruno"]);
    expect((await office("GET", place, "users?cursor=rubbish", cookie)).status).toBe(200);
  });

  it("open to who may: nobody 401, a customer 404, too low a rank 403, another organization 404", async () => {
    const [place, other] = [await anOrganization(app), await anOrganization(app)];
    const user = await aUser(app, place.organization_id);
    const reader = await aStaffUser(app, place.organization_id, "reader");
    const stranger = await aUser(app, other.organization_id);
    const elsewhere = await aStaffUser(app, other.organization_id, "administrator");
    const manager = await aStaffUser(app, place.organization_id, "manager");
    const writes: [string, string, unknown?][] = [
      ["POST", "users", fields()],
      ["PUT", at(user.id), fields()],
      ["POST", at(user.id, "/activation"), undefined],
      ["POST", at(user.id, "/state"), { state: "disabled" }],
      ["POST", at(user.id, "/view-as"), undefined],
    ];
    for (const [method, path, body] of writes) {
      expect((await office(method, place, path, undefined, body)).status).toBe(401);
      expect((await office(method, place, path, user.cookie, body)).status).toBe(404);
      expect((await office(method, place, path, reader.cookie, body)).status).toBe(403);
      expect((await office(method, place, path, elsewhere.cookie, body)).status).toBe(401);
      const foreign = path.replace(outside("user", user.id), outside("user", stranger.id));
      if (foreign !== path)
        expect((await office(method, place, foreign, manager.cookie, body)).status).toBe(404);
    }
    for (const path of ["users", at(user.id)]) {
      expect((await office("GET", place, path, undefined)).status).toBe(401);
      expect((await office("GET", place, path, user.cookie)).status).toBe(404);
      expect((await office("GET", place, path, reader.cookie)).status).toBe(200);
    }
    expect((await office("GET", place, at(stranger.id), manager.cookie)).status).toBe(404);
  });
});

describe("staff (ACC-9)", () => {
  it("are managed by an administrator only", async () => {
    const place = await anOrganization(app);
    const id = place.organization_id;
    const manager = await aStaffUser(app, id, "manager");
    const administrator = await aStaffUser(app, id, "administrator");
    const user = await aUser(app, id);
    const role = { ...fieldsOf(user), staffRole: "reader" };
    const refused = "user.staff_needs_administrator";
    expect(
      (await office("POST", place, "users", manager.cookie, fields({ staffRole: "reader" }))).json.code,
    ).toBe(refused);
    expect((await office("PUT", place, at(user.id), manager.cookie, role)).json.code).toBe(refused);
    const self = { ...fieldsOf(manager), staffRole: "administrator" };
    expect((await office("PUT", place, at(manager.id), manager.cookie, self)).json.code).toBe(refused);
    const mail = { ...fieldsOf(administrator), staffRole: "administrator", email: "mine@example.org" };
    expect((await office("PUT", place, at(administrator.id), manager.cookie, mail)).json.code).toBe(refused);
    const state = { state: "disabled" };
    expect(
      (await office("POST", place, at(administrator.id, "/state"), manager.cookie, state)).json.code,
    ).toBe(refused);
    expect((await office("PUT", place, at(user.id), administrator.cookie, role)).json.staffRole).toBe(
      "reader",
    );
    // Other rights: he signs in again.
    expect((await session(place, user.cookie)).status).toBe(401);
    expect((await session(place, administrator.cookie)).status).toBe(200);
  });

  it("ACC-9 held to some creditors see their customers, their colleagues and who is nobody's yet, and no other", async () => {
    const place = await anOrganization(app);
    const id = place.organization_id;
    const [mine, other] = [(await aCreditor(app, id)).id as string, (await aCreditor(app, id)).id as string];
    const customer = (await aCustomer(app, id, mine, { user: { name: "Anne" } })).user;
    const stranger = (await aCustomer(app, id, other, { user: { name: "Bruno" } })).user;
    const nobodys = await aUser(app, id, { name: "Chloé" });
    const held = await aStaffUser(app, id, "manager", { staff_creditor_ids: [mine], name: "Zoé" });
    const get = (path: string, cookie = held.cookie) =>
      call("GET", `${place.base}/api/office/users${path}`, { cookie });
    const names = async (cookie?: string) =>
      (await get("", cookie)).json.items.map((one: { name: string }) => one.name);
    expect(await names()).toEqual(["Anne", "Chloé", "Zoé"]);
    const statuses = [];
    for (const user of [customer, nobodys, stranger])
      statuses.push((await get(`/${outside("user", user.id as string)}`)).status);
    expect(statuses).toEqual([200, 200, 404]);
    const whole = await aStaffUser(app, id, "reader", { name: "Yann" });
    expect(await names(whole.cookie)).toEqual(["Anne", "Bruno", "Chloé", "Yann", "Zoé"]);
  });
  it("held to some creditors keep to them, and an administrator so held manages nobody", async () => {
    const [place, other] = [await anOrganization(app), await anOrganization(app)];
    const id = place.organization_id;
    const creditor = (await aCreditor(app, id)).id as string;
    const foreign = (await aCreditor(app, other.organization_id)).id as string;
    const administrator = await aStaffUser(app, id, "administrator");
    const create = (cookie: string, creditors: string[]) =>
      office(
        "POST",
        place,
        "users",
        cookie,
        fields({ staffRole: "reader", staffCreditors: creditors.map((one) => outside("creditor", one)) }),
      );
    expect((await create(administrator.cookie, [foreign])).status).toBe(404);
    expect((await create(administrator.cookie, [])).status).toBe(400);
    expect((await create(administrator.cookie, [creditor, creditor])).json.staffCreditors).toEqual([
      outside("creditor", creditor),
    ]);
    const held = await aStaffUser(app, id, "administrator", { staff_creditor_ids: [creditor] });
    expect((await session(place, held.cookie)).json.staff).toEqual({
      role: "administrator",
      creditors: [outside("creditor", creditor)],
    });
    expect((await create(held.cookie, [creditor])).json.code).toBe("user.staff_needs_administrator");
    const customer = await aUser(app, id);
    const moved = { ...fieldsOf(customer), email: "mine@example.org" };
    expect((await office("PUT", place, at(customer.id), held.cookie, moved)).status).toBe(404);
    const off = { state: "disabled" };
    expect((await office("POST", place, at(customer.id, "/state"), held.cookie, off)).status).toBe(404);
  });

  it("keep an administrator, even when two take the role from each other at once", async () => {
    const place = await anOrganization(app);
    const one = await aStaffUser(app, place.organization_id, "administrator");
    const disable = (by: { cookie: string }, whom: { id: string }) =>
      office("POST", place, at(whom.id, "/state"), by.cookie, { state: "disabled" });
    const demote = (by: { cookie: string }, whom: typeof one) =>
      office("PUT", place, at(whom.id), by.cookie, { ...fieldsOf(whom), staffRole: "reader" });
    expect((await disable(one, one)).json.code).toBe("user.last_administrator");
    expect((await demote(one, one)).json.code).toBe("user.last_administrator");
    const two = await aStaffUser(app, place.organization_id, "administrator");
    await Promise.all([disable(one, two), demote(two, one)]);
    const { rows } = await app.admin.query(
      "select count(*)::int as n from users where organization_id = $1 and staff_role = 'administrator' and state = 'active'",
      [place.organization_id],
    );
    expect(rows[0].n).toBe(1);
  });
});

describe("what other modules ask", () => {
  it("finds users by id and by address, in one organization", async () => {
    const [place, other] = [await anOrganization(app), await anOrganization(app)];
    const user = await aUser(app, place.organization_id);
    const stranger = await aUser(app, other.organization_id);
    await app.inside(place.organization_id, async (ctx) => {
      const found = await findUsersByIds(ctx, [user.id, stranger.id, newId()]);
      expect([...found.keys()]).toEqual([user.id]);
      expect(Object.keys(found.get(user.id)!).sort()).toEqual(
        ["email", "id", "identifier", "language", "lastSignInAt", "name", "state"].sort(),
      );
      expect(await findUserByEmail(ctx, user.email.toUpperCase())).toMatchObject({ id: user.id });
      expect(await findUserByEmail(ctx, stranger.email)).toBeNull();
    });
  });

  it("creates customers, and tells which identifiers are taken", async () => {
    const place = await anOrganization(app);
    await app.inside(place.organization_id, async (ctx) => {
      for (const identifier of ["c-7-2", "C-7-3", "C-70"])
        await createUser(ctx, { identifier, name: "X", email: null, language: "fr" });
      expect([...(await takenIdentifiers(ctx, "C 7"))].sort()).toEqual(["c-7-2", "c-7-3"]);
    });
  });
});

describe("the purge", () => {
  it("deletes what is over and nothing else", async () => {
    const place = await anOrganization(app);
    const id = place.organization_id;
    const user = await aUser(app, id);
    const past = new Date(Date.now() - 49 * 3_600_000);
    await aSession(app, id, user.id, { expires_at: past });
    for (const [at, key] of [
      [past, "old"],
      [new Date(), "new"],
    ] as const) {
      const later = new Date(at.getTime() + 60_000);
      await app.admin.query("insert into throttles values ($1, $2, 1, $3)", [id, key, later]);
      await app.admin.query("insert into idempotency_keys values ($1, 'a', $2, 'h', null, $3)", [
        id,
        key,
        at,
      ]);
      await app.admin.query(
        "insert into mail_links values ($1, $2, $3, 'password', $4, null, $5, $6, null)",
        [id, newId(), user.id, Buffer.from(key), at, later],
      );
    }
    for (let i = 0; i < 2; i += 1)
      await keepTermsOf(app, id, "sessions", "throttles", "idempotency_keys", "links");
    for (const table of ["sessions", "throttles", "idempotency_keys", "mail_links"]) {
      const { rows } = await app.admin.query(`select 1 from ${table} where organization_id = $1`, [id]);
      expect(rows, table).toHaveLength(1);
    }
    expect((await session(place, user.cookie)).status).toBe(200);
  });
});
