import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "identity", contract, doors: routes, refusals, jobs }] });
});
afterAll(() => app.close());

type Organization = Awaited<ReturnType<typeof anOrganization>>;
const jar = (answer: { headers: Headers }) => (answer.headers.get("set-cookie") ?? "").split(";")[0]!;
const session = ({ base }: Organization, cookie: string) => call("GET", `${base}/api/session`, { cookie });
const view = ({ base }: Organization, cookie: string, userId: string) =>
  call("POST", `${base}/api/office/users/${outside("user", userId)}/view-as`, { cookie });
const stop = ({ base }: Organization, cookie: string) => call("POST", `${base}/api/view-as/stop`, { cookie });

describe("seeing a customer's space (ACC-12)", () => {
  it("shows it as he sees it, reading only, under a new token; it is logged, and ends", async () => {
    const place = await anOrganization(app);
    const staff = await aStaffUser(app, place.organization_id, "accountant", { name: "Mme Agent" });
    const user = await aUser(app, place.organization_id, { must_change_password: true });
    const started = await view(place, staff.cookie, user.id);
    expect((await session(place, staff.cookie)).status).toBe(401);
    const eyes = jar(started);
    expect((await session(place, eyes)).json).toMatchObject({
      identifier: user.identifier,
      staff: null,
      viewedBy: { name: "Mme Agent" },
      mustChangePassword: false,
    });
    const write = await call("POST", `${place.base}/api/me/language`, {
      cookie: eyes,
      body: { language: "en" },
    });
    expect(write.json.code).toBe("view_as.read_only");
    expect((await call("GET", `${place.base}/api/office/users`, { cookie: eyes })).status).toBe(404);
    expect((await view(place, eyes, user.id)).status).not.toBe(200);
    const stopped = await stop(place, eyes);
    expect((await session(place, eyes)).status).toBe(401);
    const back = jar(stopped);
    expect((await session(place, back)).json).toMatchObject({ identifier: staff.identifier, viewedBy: null });
    expect((await stop(place, back)).json).toEqual({ done: true, preview: null });
    const { rows } = await app.admin.query(
      "select name, actor_id, viewed_by from facts where organization_id = $1 and subject_id = $2 order by id",
      [place.organization_id, user.id],
    );
    expect(rows).toEqual([
      { name: "identity.viewing_started", actor_id: staff.id, viewed_by: null },
      { name: "identity.viewing_stopped", actor_id: user.id, viewed_by: staff.id },
    ]);
  });

  it("is of customers only, and by staff only", async () => {
    const [place, other] = [await anOrganization(app), await anOrganization(app)];
    const id = place.organization_id;
    const staff = await aStaffUser(app, id, "accountant");
    const colleague = await aStaffUser(app, id, "reader");
    const disabled = await aUser(app, id, { state: "disabled" });
    const stranger = await aUser(app, other.organization_id);
    const user = await aUser(app, id);
    expect((await view(place, staff.cookie, colleague.id)).json.code).toBe("user.not_a_customer");
    expect((await view(place, staff.cookie, staff.id)).json.code).toBe("user.not_a_customer");
    expect((await view(place, staff.cookie, disabled.id)).json.code).toBe("user.disabled");
    expect((await view(place, staff.cookie, stranger.id)).status).toBe(404);
    expect((await view(place, user.cookie, user.id)).status).toBe(404);
    expect((await view(place, colleague.cookie, user.id)).status).toBe(403);
    expect((await view(place, "", user.id)).status).toBe(401);
    const creditor = (await aCreditor(app, id)).id;
    const held = await aStaffUser(app, id, "accountant", { staff_creditor_ids: [creditor] });
    expect((await view(place, held.cookie, user.id)).status).toBe(404);
    expect((await stop(place, "")).status).toBe(401);
  });

  it("closes at once when the role that opened it is lost", async () => {
    const place = await anOrganization(app);
    const staff = await aStaffUser(app, place.organization_id, "manager");
    const user = await aUser(app, place.organization_id);
    const eyes = jar(await view(place, staff.cookie, user.id));
    for (const role of ["reader", null]) {
      await app.admin.query("update users set staff_role = $2 where id = $1", [staff.id, role]);
      expect((await session(place, eyes)).status).toBe(401);
    }
    await app.admin.query("update users set staff_role = 'accountant', state = 'disabled' where id = $1", [
      staff.id,
    ]);
    expect((await session(place, eyes)).status).toBe(401);
  });
});

describe("API tokens", () => {
  const tokens = ({ base }: Organization) => `${base}/api/office/api-tokens`;
  const create = (place: Organization, cookie: string | undefined, over: Record<string, unknown> = {}) =>
    call("POST", tokens(place), {
      ...(cookie ? { cookie } : {}),
      body: { name: "Comptabilité", scopes: ["read"], ...over },
    });
  const read = (place: Organization, bearer: string) =>
    call("GET", `${place.base}/api/office/users`, { bearer });

  it("show their secret once, are kept hashed, read the office, and die when revoked", async () => {
    const [place, other] = [await anOrganization(app), await anOrganization(app)];
    const { cookie } = await aStaffUser(app, place.organization_id, "administrator");
    const { id, secret } = (await create(place, cookie)).json;
    expect(secret).toMatch(/^qts_[A-Za-z0-9_-]{43}$/);
    const listed = async () => (await call("GET", tokens(place), { cookie })).json.items;
    expect(await listed()).toMatchObject([{ id, name: "Comptabilité", scopes: ["read"], lastUsedAt: null }]);
    const { rows } = await app.admin.query(
      "select t.*, f.data::text from api_tokens t, facts f where t.organization_id = $1 and f.organization_id = $1",
      [place.organization_id],
    );
    expect(JSON.stringify(rows)).not.toContain(secret.slice(4));
    expect((await read(place, secret)).status).toBe(200);
    expect((await listed())[0].lastUsedAt).not.toBeNull();
    expect((await read(other, secret)).status).toBe(401);
    expect((await read(place, `${secret}x`)).status).toBe(401);
    const write = await call("POST", `${place.base}/api/office/users`, {
      bearer: secret,
      body: { identifier: "x1", name: "x", email: null },
    });
    expect(write.status).toBe(404);
    expect((await call("GET", `${place.base}/api/session`, { bearer: secret })).status).toBe(404);
    for (let i = 0; i < 2; i += 1)
      expect((await call("DELETE", `${tokens(place)}/${id}`, { cookie })).json).toEqual({ done: true });
    expect((await read(place, secret)).status).toBe(401);
    expect((await listed())[0].revokedAt).not.toBeNull();
    const facts = await app.admin.query(
      "select name from facts where organization_id = $1 and subject_kind = 'token' order by id",
      [place.organization_id],
    );
    expect(facts.rows.map(({ name }) => name)).toEqual(["identity.token_created", "identity.token_revoked"]);
  });

  it("with the right to publish only do not read", async () => {
    const place = await anOrganization(app);
    const { cookie } = await aStaffUser(app, place.organization_id, "administrator");
    const { secret } = (await create(place, cookie, { scopes: ["publish", "publish"] })).json;
    expect((await read(place, secret)).status).toBe(404);
  });

  it("are an administrator's, who gives no more than what he has", async () => {
    const [place, other] = [await anOrganization(app), await anOrganization(app)];
    const id = place.organization_id;
    const [mine, beyond] = [(await aCreditor(app, id)).id as string, (await aCreditor(app, id)).id as string];
    const foreign = (await aCreditor(app, other.organization_id)).id as string;
    const administrator = await aStaffUser(app, id, "administrator");
    const held = await aStaffUser(app, id, "administrator", { staff_creditor_ids: [mine] });
    const manager = await aStaffUser(app, id, "manager");
    const customer = await aUser(app, id);
    const stranger = await aStaffUser(app, other.organization_id, "administrator");
    expect((await create(place, undefined)).status).toBe(401);
    expect((await create(place, customer.cookie)).status).toBe(404);
    expect((await create(place, manager.cookie)).status).toBe(403);
    const only = (...creditors: string[]) => ({
      creditors: creditors.map((one) => outside("creditor", one)),
    });
    expect((await create(place, administrator.cookie, only(foreign))).status).toBe(404);
    expect((await create(place, held.cookie, only(beyond))).status).toBe(404);
    const token = (await create(place, held.cookie)).json;
    const { rows } = await app.admin.query("select creditor_ids from api_tokens where organization_id = $1", [
      id,
    ]);
    expect(rows).toEqual([{ creditor_ids: [mine] }]);
    const theirs = `${other.base}/api/office/api-tokens/${token.id}`;
    expect((await call("DELETE", theirs, { cookie: stranger.cookie })).status).toBe(404);
    expect((await read(place, token.secret)).status).toBe(200);
  });
});
