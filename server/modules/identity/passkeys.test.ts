import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anAuthenticator } from "../../../test/harness/authenticator.ts";
import { anOrganization, aUser, call } from "../../../test/harness/builders.ts";
import { contract, refusals } from "./contract.ts";
import { hashPassword } from "./hash-password.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

const PASSWORD = "Cormoran-42-huppé";
let app: TestApp;
let passwordHash: string;
/** The organization whose pages are at `http://localhost`: passkeys belong to a name. */
let place: Awaited<ReturnType<typeof anOrganization>>;
let origin: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "identity", contract, doors: routes, refusals, jobs }] });
  passwordHash = await hashPassword(PASSWORD);
  place = await anOrganization(app, { settings: { captcha: "never" } });
  origin = app.origin.replace("127.0.0.1", "localhost");
  await app.admin.query("insert into organization_addresses (address, organization_id) values ($1, $2)", [
    `host:${new URL(origin).host}`,
    place.organization_id,
  ]);
});
afterAll(() => app.close());

type Somebody = { identifier: string; cookie: string; id: string };
const person = async () =>
  (await aUser(app, place.organization_id, { password_hash: passwordHash })) as unknown as Somebody;
const post = (path: string, body: unknown, cookie?: string, base = origin) =>
  call("POST", `${base}/api${path}`, { body, ...(cookie ? { cookie } : {}) });
const get = (path: string, cookie: string) => call("GET", `${origin}/api${path}`, { cookie });
const jar = (answer: { headers: Headers }) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0]!)
    .join("; ");

async function enrol(who: Somebody, device = anAuthenticator(origin)) {
  const { json } = await post("/me/passkeys/challenge", { password: PASSWORD }, who.cookie);
  const answer = device.create(json.options);
  const kept = await post("/me/passkeys", { token: json.token, name: "Mon téléphone", answer }, who.cookie);
  return { device, kept, begun: json, answer, cookie: jar(kept) };
}
const half = async (who: Somebody) =>
  (await post("/sign-in", { identifier: who.identifier, password: PASSWORD })).json.secondStep;

describe("adding a passkey (ACC-9)", () => {
  it("asks the password and a device that recognized the person; other sessions end; codes are given once", async () => {
    const who = await person();
    expect((await post("/me/passkeys/challenge", { password: "wrong" }, who.cookie)).json.code).toBe(
      "password.old_wrong",
    );
    const { kept, cookie, begun, answer } = await enrol(who);
    expect(kept).toMatchObject({ status: 200 });
    expect(kept.json.recoveryCodes).toHaveLength(10);
    expect(begun.options).toMatchObject({
      rp: { id: "localhost" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect((await get("/session", who.cookie)).status).toBe(401);
    const { json } = await get("/me/protection", cookie);
    expect(json).toMatchObject({
      totp: false,
      passkeys: [{ name: "Mon téléphone", lastUsedAt: null }],
      can: { addPasskey: true },
    });
    const again = await post("/me/passkeys", { token: begun.token, name: "x", answer }, cookie);
    expect(again.json.code).toBe("second_step.over");
    const second = await enrol({ ...who, cookie });
    expect(second.kept.json.recoveryCodes).toBeNull();
    expect(second.begun.options.excludeCredentials).toHaveLength(1);
  });

  it("refuses another page, another challenge, a person not recognized, and a passkey kept already", async () => {
    const [who, other] = [await person(), await person()];
    const device = anAuthenticator(origin);
    const attempt = async (make: (options: Record<string, unknown>) => unknown, as = who) => {
      const { json } = await post("/me/passkeys/challenge", { password: PASSWORD }, as.cookie);
      return (
        await post("/me/passkeys", { token: json.token, name: "x", answer: make(json.options) }, as.cookie)
      ).json.code;
    };
    expect(await attempt((options) => device.create(options, { origin: "https://evil.example" }))).toBe(
      "passkey.refused",
    );
    expect(await attempt((options) => device.create(options, { unverified: true }))).toBe("passkey.refused");
    expect(await attempt((options) => device.create({ ...options, challenge: "AAAA" }))).toBe(
      "passkey.refused",
    );
    const begun = (await post("/me/passkeys/challenge", { password: PASSWORD }, other.cookie)).json;
    const stolen = { token: begun.token, name: "x", answer: device.create(begun.options) };
    expect((await post("/me/passkeys", stolen, who.cookie)).json.code).toBe("second_step.over");
    expect(await attempt((options) => device.create(options))).toBeUndefined();
    expect(await attempt((options) => device.create(options), other)).toBe("passkey.already");
  });

  it("needs a page with a name: not by path on a bare address", async () => {
    const who = await person();
    const answer = await post("/me/passkeys/challenge", { password: PASSWORD }, who.cookie, place.base);
    expect(answer.json.code).toBe("passkey.no_secure_page");
    expect((await call("GET", `${place.base}/api/sign-in/means`)).json.passkeys).toBe(false);
    expect((await call("GET", `${origin}/api/sign-in/means`)).json).toEqual({ passkeys: true, sso: null });
  });
});

describe("a passkey as second step", () => {
  it("opens with the challenge of that sign-in, once; somebody else's does not", async () => {
    const [who, other] = [await person(), await person()];
    const { device } = await enrol(who);
    const { device: foreign } = await enrol(other);
    const begun = await half(who);
    expect(begun).toMatchObject({
      totp: false,
      recovery: true,
      passkey: { allowCredentials: [{ id: device.id }] },
    });
    const show = (passkey: unknown, token = begun.token) =>
      post("/sign-in/second-step", { token, proof: { passkey } });
    expect((await show(foreign.get(begun.passkey))).json.code).toBe("second_step.wrong");
    expect((await show(device.get((await half(who)).passkey))).json.code).toBe("second_step.wrong");
    const signed = device.get(begun.passkey, { unverified: true });
    expect((await show(signed)).status).toBe(200);
    expect((await show(signed)).json.code).toBe("second_step.over");
  });

  it("is refused when its counter goes back: a copy of the key signs", async () => {
    const who = await person();
    const { device } = await enrol(who);
    const use = async (counter?: number) => {
      const begun = await half(who);
      const passkey = device.get(begun.passkey, counter === undefined ? {} : { counter });
      return (await post("/sign-in/second-step", { token: begun.token, proof: { passkey } })).status;
    };
    expect(await use(5)).toBe(200);
    expect(await use(5)).toBe(422);
    expect(await use(3)).toBe(422);
    expect(await use(6)).toBe(200);
  });
});

describe("a passkey alone", () => {
  const ask = async () => (await post("/sign-in/passkey/challenge", {})).json;
  it("signs in without a name or a password, when the device recognized the person", async () => {
    const who = await person();
    const { device } = await enrol(who);
    const begun = await ask();
    expect(begun.options).toMatchObject({ rpId: "localhost", userVerification: "required" });
    expect(begun.options.allowCredentials).toBeUndefined();
    const enter = (answer: unknown, token = begun.token) => post("/sign-in/passkey", { token, answer });
    expect((await enter(device.get(begun.options, { unverified: true }))).json.code).toBe("passkey.unknown");
    expect((await enter(anAuthenticator(origin).get(begun.options))).json.code).toBe("passkey.unknown");
    expect((await enter(device.get(begun.options, { origin: "http://localhost.evil" }))).json.code).toBe(
      "passkey.unknown",
    );
    const signed = device.get(begun.options);
    const both = await Promise.all([enter(signed), enter(signed)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
    const inside = both.find(({ status }) => status === 200)!;
    expect(inside.json.identifier).toBe(who.identifier);
    expect((await get("/session", jar(inside))).status).toBe(200);
  });

  it("is worth nothing late, in another organization, or for a user who is disabled", async () => {
    const who = await person();
    const { device } = await enrol(who);
    const elsewhere = await anOrganization(app);
    const begun = await ask();
    const signed = { token: begun.token, answer: device.get(begun.options) };
    expect((await post("/sign-in/passkey", signed, undefined, elsewhere.base)).json.code).toBe(
      "second_step.over",
    );
    await app.admin.query("update users set state = 'disabled' where id = $1", [who.id]);
    expect((await post("/sign-in/passkey", signed)).json.code).toBe("passkey.unknown");
    await app.admin.query("update users set state = 'active' where id = $1", [who.id]);
    app.setClock(new Date(Date.now() + 301_000));
    expect((await post("/sign-in/passkey", signed)).json.code).toBe("second_step.over");
    app.setClock(null);
  });

  it("spares whoever was given a temporary password from typing it", async () => {
    const who = await person();
    const { device } = await enrol(who);
    await app.admin.query("update users set must_change_password = true where id = $1", [who.id]);
    const begun = await ask();
    const entered = await post("/sign-in/passkey", { token: begun.token, answer: device.get(begun.options) });
    expect(entered.json.mustChangePassword).toBe(false);
    expect((await get("/session", jar(entered))).json.mustChangePassword).toBe(false);
  });
});

describe("giving a passkey up", () => {
  it("asks the password, and is for one's own only", async () => {
    const [who, other] = [await person(), await person()];
    const { cookie } = await enrol(who);
    const [{ id }] = (await get("/me/protection", cookie)).json.passkeys;
    const remove = (password: string, as: string) => post(`/me/passkeys/${id}/remove`, { password }, as);
    expect((await remove(PASSWORD, other.cookie)).status).toBe(404);
    expect((await remove("wrong", cookie)).status).toBe(422);
    expect((await remove(PASSWORD, cookie)).status).toBe(200);
    expect((await remove(PASSWORD, cookie)).status).toBe(404);
    expect((await get("/me/protection", cookie)).json).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
    expect(
      (await post("/sign-in", { identifier: who.identifier, password: PASSWORD })).json.id,
    ).toBeDefined();
  });
});
