import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aSession, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { codeOf } from "../../../test/harness/codes.ts";
import { outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { hashPassword } from "./hash-password.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

const PASSWORD = "Cormoran-42-huppé";
let app: TestApp;
let passwordHash: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "identity", contract, doors: routes, refusals, jobs }] });
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => app.close());

type Place = Awaited<ReturnType<typeof anOrganization>>;
type Somebody = { identifier: string; cookie: string; id: string };
const person = async (place: Place, over = {}) =>
  (await aUser(app, place.organization_id, { password_hash: passwordHash, ...over })) as unknown as Somebody;
const post = ({ base }: Place, path: string, body: unknown, cookie?: string) =>
  call("POST", `${base}/api${path}`, { body, ...(cookie ? { cookie } : {}) });
const get = ({ base }: Place, path: string, cookie: string) => call("GET", `${base}/api${path}`, { cookie });
const jar = (answer: { headers: Headers }) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0]!)
    .join("; ");
const signIn = (place: Place, identifier: string) =>
  post(place, "/sign-in", { identifier, password: PASSWORD });
const later = (seconds: number) => app.setClock(new Date(Date.now() + seconds * 1000));
const factsOf = async (place: Place, name: string) =>
  (
    await app.admin.query(
      "select subject_id, actor_id, data from facts where organization_id = $1 and name = $2 order by id",
      [place.organization_id, name],
    )
  ).rows;

/** Enrols an application; what is answered last, the secret and the cookie that goes on. */
async function enrol(place: Place, who: Somebody) {
  const { json } = await post(place, "/me/totp", { password: PASSWORD }, who.cookie);
  const confirmed = await post(place, "/me/totp/confirm", { code: codeOf(json.secret) }, who.cookie);
  return {
    secret: json.secret as string,
    confirmed,
    codes: confirmed.json.recoveryCodes as string[],
    cookie: jar(confirmed),
  };
}
const step = (place: Place, token: string, proof: unknown) =>
  post(place, "/sign-in/second-step", { token, proof });

describe("an authenticator application (ACC-9)", () => {
  it("is enrolled with the password and a code of it; the other sessions end; codes are given once", async () => {
    const place = await anOrganization(app);
    const who = await person(place);
    const elsewhere = await aSession(app, place.organization_id, who.id);
    expect((await post(place, "/me/totp", { password: "wrong" }, who.cookie)).json.code).toBe(
      "password.old_wrong",
    );
    const first = (await post(place, "/me/totp", { password: PASSWORD }, who.cookie)).json;
    const { json } = await post(place, "/me/totp", { password: PASSWORD }, who.cookie);
    expect(json.uri).toContain(`secret=${json.secret}`);
    expect(json.qr.path).toMatch(/^M4 4h7v1h-7z/);
    const wrong = await post(place, "/me/totp/confirm", { code: codeOf(first.secret) }, who.cookie);
    expect(wrong.json.code).toBe("second_step.wrong");
    expect((await get(place, "/me/protection", who.cookie)).json.totp).toBe(false);
    const done = await post(place, "/me/totp/confirm", { code: codeOf(json.secret) }, who.cookie);
    expect(done.json.recoveryCodes).toHaveLength(10);
    expect((await get(place, "/session", who.cookie)).status).toBe(401);
    expect((await get(place, "/session", elsewhere.cookie)).status).toBe(401);
    expect((await get(place, "/me/protection", jar(done))).json).toMatchObject({
      totp: true,
      recoveryCodesLeft: 10,
      owed: false,
    });
    expect((await post(place, "/me/totp", { password: PASSWORD }, jar(done))).json.code).toBe("totp.already");
    expect((await post(place, "/me/totp/confirm", { code: codeOf(json.secret) }, jar(done))).json.code).toBe(
      "totp.not_begun",
    );
    const kept = await app.admin.query(
      "select sealed::text || coalesce((select string_agg(code_hash::text, '') from recovery_codes), '') as text from totp_secrets where user_id = $1",
      [who.id],
    );
    expect(kept.rows[0].text).not.toContain(Buffer.from(json.secret).toString("hex"));
    expect((await factsOf(place, "identity.second_factor_added")).map((fact) => fact.data)).toEqual([
      { kind: "totp" },
    ]);
  });

  it("is asked after the password: no session exists until its code came, which is worth once", async () => {
    const place = await anOrganization(app);
    const who = await person(place);
    const { secret } = await enrol(place, who);
    const half = await signIn(place, who.identifier);
    expect(half).toMatchObject({
      status: 200,
      json: { secondStep: { totp: true, passkey: null, recovery: true } },
    });
    expect(half.headers.getSetCookie()).toEqual([]);
    const { token } = half.json.secondStep;
    expect((await get(place, "/session", `quitus_session=${token}`)).status).toBe(401);
    // The code that confirmed it was taken already.
    expect((await step(place, token, { code: codeOf(secret) })).json.code).toBe("second_step.wrong");
    later(31);
    const code = codeOf(secret, app.services.clock());
    const other = (await signIn(place, who.identifier)).json.secondStep.token;
    const both = await Promise.all([step(place, token, { code }), step(place, other, { code })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    const inside = both.find(({ status }) => status === 200)!;
    expect((await get(place, "/session", jar(inside))).json).toEqual(inside.json);
    expect((await step(place, token, { code })).status).not.toBe(200);
    app.setClock(null);
    expect((await factsOf(place, "identity.signed_in")).at(-1)).toMatchObject({
      actor_id: who.id,
      data: { by: "totp" },
    });
  });

  it("cannot be guessed: six tries in a quarter of an hour, whatever the ceremony", async () => {
    const place = await anOrganization(app);
    const who = await person(place);
    const { secret } = await enrol(place, who);
    // Confirming counted as one try of the six.
    const statuses = [];
    for (let i = 0; i < 7; i += 1) {
      const { token } = (await signIn(place, who.identifier)).json.secondStep;
      statuses.push((await step(place, token, { code: "000000" })).status);
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429]);
    later(16 * 60);
    const { token } = (await signIn(place, who.identifier)).json.secondStep;
    expect((await step(place, token, { code: codeOf(secret, app.services.clock()) })).status).toBe(200);
    app.setClock(null);
  });

  it("waits five minutes, in one organization, for a user who may still enter", async () => {
    const place = await anOrganization(app);
    const elsewhere = await anOrganization(app);
    const who = await person(place);
    const { secret } = await enrol(place, who);
    const begun = async () => (await signIn(place, who.identifier)).json.secondStep.token as string;
    later(60);
    const code = codeOf(secret, app.services.clock());
    expect((await step(elsewhere, await begun(), { code })).json.code).toBe("second_step.over");
    const token = await begun();
    await app.admin.query("update users set state = 'disabled' where id = $1", [who.id]);
    expect((await step(place, token, { code })).json.code).toBe("second_step.over");
    await app.admin.query("update users set state = 'active' where id = $1", [who.id]);
    later(60 + 301);
    expect((await step(place, token, { code: codeOf(secret, app.services.clock()) })).json.code).toBe(
      "second_step.over",
    );
    app.setClock(null);
  });

  it("is asked too after a link for a new password: a mailbox is no second factor", async () => {
    const place = await anOrganization(app);
    const who = await person(place);
    await enrol(place, who);
    const { openMailLink } = await import("./open-mail-link.ts");
    const { mintMailLink } = await import("./mint-mail-link.ts");
    const link = await app.inside(place.organization_id, async (ctx) =>
      mintMailLink(ctx, await openMailLink(ctx, who.id, "password")),
    );
    const followed = await post(place, `/mail-links/${link!.token}`, { password: "Goéland-77-argenté" });
    expect(followed.json).toEqual({ kind: "password", signedIn: false });
    expect(followed.headers.getSetCookie()).toEqual([]);
    const half = await post(place, "/sign-in", {
      identifier: who.identifier,
      password: "Goéland-77-argenté",
    });
    expect(half.json.secondStep.totp).toBe(true);
  });

  it("is given up with the password; then codes open nothing, and the password is enough", async () => {
    const place = await anOrganization(app);
    const who = await person(place);
    const { cookie, codes } = await enrol(place, who);
    const { token } = (await signIn(place, who.identifier)).json.secondStep;
    expect((await post(place, "/me/totp/remove", { password: "wrong" }, cookie)).status).toBe(422);
    for (let twice = 0; twice < 2; twice += 1)
      expect((await post(place, "/me/totp/remove", { password: PASSWORD }, cookie)).status).toBe(200);
    expect((await step(place, token, { recoveryCode: codes[0] })).json.code).toBe("second_step.over");
    expect((await signIn(place, who.identifier)).json.identifier).toBe(who.identifier);
    expect(await factsOf(place, "identity.second_factor_removed")).toHaveLength(1);
    expect((await post(place, "/me/recovery-codes", { password: PASSWORD }, cookie)).json.code).toBe(
      "second_factor.none",
    );
  });
});

describe("recovery codes (ACC-9)", () => {
  it("open once each, however typed; new ones replace them all", async () => {
    const place = await anOrganization(app);
    const who = await person(place);
    const { codes, cookie } = await enrol(place, who);
    const begun = async () => (await signIn(place, who.identifier)).json.secondStep.token as string;
    const typed = codes[0]!.toLowerCase().replaceAll("-", " ");
    expect((await step(place, await begun(), { recoveryCode: typed })).status).toBe(200);
    expect((await step(place, await begun(), { recoveryCode: codes[0] })).json.code).toBe(
      "second_step.wrong",
    );
    const tokens = [await begun(), await begun()];
    const both = await Promise.all(tokens.map((token) => step(place, token, { recoveryCode: codes[1] })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect((await factsOf(place, "identity.recovery_code_used")).map((fact) => fact.data)).toEqual([
      { left: 9 },
      { left: 8 },
    ]);
    const made = await post(place, "/me/recovery-codes", { password: PASSWORD }, cookie);
    expect(made.json.recoveryCodes).toHaveLength(10);
    expect((await step(place, await begun(), { recoveryCode: codes[2] })).status).toBe(422);
    expect((await step(place, await begun(), { recoveryCode: made.json.recoveryCodes[2] })).status).toBe(200);
  });
});

describe("a second factor that staff owe (ACC-9)", () => {
  it("is added before anything else is open, when the organization asks for it", async () => {
    const place = await anOrganization(app);
    const staff = (await aStaffUser(app, place.organization_id, "administrator", {
      password_hash: passwordHash,
    })) as unknown as Somebody;
    const customer = await person(place);
    expect((await get(place, "/office/users", staff.cookie)).status).toBe(200);
    await app.admin.query(
      "update organizations set settings = '{\"staffSecondFactor\": true}' where organization_id = $1",
      [place.organization_id],
    );
    expect((await get(place, "/office/users", staff.cookie)).json).toMatchObject({
      status: 403,
      code: "second_factor.must_enrol",
    });
    expect((await get(place, "/session", staff.cookie)).json.mustEnrol).toBe(true);
    expect((await get(place, "/session", customer.cookie)).json.mustEnrol).toBe(false);
    expect((await signIn(place, staff.identifier)).json).toMatchObject({ mustEnrol: true });
    expect((await get(place, "/me/protection", staff.cookie)).json.owed).toBe(true);
    const { cookie } = await enrol(place, staff);
    expect((await get(place, "/office/users", cookie)).status).toBe(200);
    expect((await get(place, "/session", cookie)).json.mustEnrol).toBe(false);
    await post(place, "/me/totp/remove", { password: PASSWORD }, cookie);
    expect((await get(place, "/office/users", cookie)).status).toBe(403);
  });

  it("closes a customer's space that staff look into without one", async () => {
    const place = await anOrganization(app);
    const customer = await person(place);
    const staff = (await aStaffUser(app, place.organization_id, "administrator")) as unknown as Somebody;
    const viewing = await post(
      place,
      `/office/users/${outside("user", customer.id)}/view-as`,
      {},
      staff.cookie,
    );
    expect((await get(place, "/session", jar(viewing))).status).toBe(200);
    await app.admin.query(
      "update organizations set settings = '{\"staffSecondFactor\": true}' where organization_id = $1",
      [place.organization_id],
    );
    expect((await get(place, "/session", jar(viewing))).status).toBe(401);
  });
});

describe("staff and a user's second factors (ACC-9)", () => {
  it("see them and take them away, audited; his sessions end; twice changes nothing", async () => {
    const place = await anOrganization(app);
    const who = await person(place);
    const { cookie } = await enrol(place, who);
    const manager = (await aStaffUser(app, place.organization_id, "manager")) as unknown as Somebody;
    const path = `/office/users/${outside("user", who.id)}`;
    expect((await get(place, path, manager.cookie)).json.protection).toEqual({
      totp: true,
      passkeys: 0,
      recoveryCodesLeft: 10,
      sso: false,
    });
    for (let twice = 0; twice < 2; twice += 1)
      expect((await post(place, `${path}/protection/reset`, {}, manager.cookie)).json.protection).toEqual({
        totp: false,
        passkeys: 0,
        recoveryCodesLeft: 0,
        sso: false,
      });
    expect((await get(place, "/session", cookie)).status).toBe(401);
    expect((await signIn(place, who.identifier)).json.identifier).toBe(who.identifier);
    expect(await factsOf(place, "identity.second_factor_reset")).toEqual([
      { subject_id: who.id, actor_id: manager.id, data: { totp: true, passkeys: 0 } },
    ]);
  });

  it("leave those of staff to an administrator, and are nobody else's business", async () => {
    const place = await anOrganization(app);
    const reset = async (role: "accountant" | "manager" | "administrator", target: string, at = place) =>
      (
        await post(
          at,
          `/office/users/${outside("user", target)}/protection/reset`,
          {},
          (
            await aStaffUser(app, at.organization_id, role)
          ).cookie,
        )
      ).status;
    const colleague = await aStaffUser(app, place.organization_id, "reader");
    const customer = await person(place);
    expect(await reset("manager", colleague.id as string)).toBe(403);
    expect(await reset("administrator", colleague.id as string)).toBe(200);
    expect(await reset("accountant", customer.id)).toBe(403);
    expect(await reset("administrator", customer.id, await anOrganization(app))).toBe(404);
  });
});
