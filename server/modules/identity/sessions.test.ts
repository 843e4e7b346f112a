import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aSession, aUser, call } from "../../../test/harness/builders.ts";
import { outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { hashPassword } from "./hash-password.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

const PASSWORD = "Cormoran-42-huppé";
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";
let app: TestApp;
let passwordHash: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "identity", contract, doors: routes, refusals, jobs }] });
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => app.close());

type Place = Awaited<ReturnType<typeof anOrganization>>;
const signIn = ({ base }: Place, identifier: string, headers: Record<string, string> = {}) =>
  call("POST", `${base}/api/sign-in`, { body: { identifier, password: PASSWORD }, headers });
const jar = (answer: { headers: Headers }) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0]!)
    .join("; ");
const person = (place: Place) => aUser(app, place.organization_id, { password_hash: passwordHash });

describe("my sessions (ACC-10)", () => {
  it("are listed in words, this one first, and end one by one or all others at once", async () => {
    const place = await anOrganization(app);
    const user = await person(place);
    const here = await signIn(place, user.identifier, { "user-agent": FIREFOX });
    const cookie = jar(here);
    const list = async () => (await call("GET", `${place.base}/api/me/sessions`, { cookie })).json.items;
    expect(await list()).toMatchObject([
      { current: true, browser: "Firefox", system: "Windows", address: "127.0.0.1", remembered: false },
      { current: false, browser: null, system: null },
    ]);
    const other = await aSession(app, place.organization_id, user.id as string);
    const end = (id: string, as = cookie) =>
      call("DELETE", `${place.base}/api/me/sessions/${outside("session", id)}`, { cookie: as });
    const [{ id: own }] = await list();
    expect((await call("DELETE", `${place.base}/api/me/sessions/${own}`, { cookie })).json.code).toBe(
      "session.current",
    );
    expect((await end(other.sessionId)).status).toBe(200);
    expect((await end(other.sessionId)).status).toBe(404);
    expect((await call("GET", `${place.base}/api/session`, { cookie: other.cookie })).status).toBe(401);
    const ended = async () =>
      (await call("POST", `${place.base}/api/me/sessions/end-others`, { cookie })).json;
    expect(await ended()).toEqual({ ended: 1 });
    expect(await ended()).toEqual({ ended: 0 });
    expect((await call("GET", `${place.base}/api/session`, { cookie: user.cookie })).status).toBe(401);
    expect(await list()).toHaveLength(1);
  });

  it("are one's own: nobody else's can be ended, nor those of another organization", async () => {
    const place = await anOrganization(app);
    const [me, other] = [await person(place), await person(place)];
    const foreigner = await person(await anOrganization(app));
    for (const target of [other, foreigner]) {
      const path = `${place.base}/api/me/sessions/${outside("session", target.sessionId)}`;
      expect((await call("DELETE", path, { cookie: me.cookie })).status).toBe(404);
    }
    expect((await call("GET", `${place.base}/api/session`, { cookie: other.cookie })).status).toBe(200);
    expect((await call("GET", `${place.base}/api/me/sessions`)).status).toBe(401);
  });
});

describe("a new device (ACC-10)", () => {
  const told = async (place: Place) =>
    (
      await app.admin.query(
        "select subject_id, data from facts where organization_id = $1 and name = 'identity.new_device'",
        [place.organization_id],
      )
    ).rows;

  it("is told when other devices are known; the same browser is known again, kept hashed", async () => {
    const place = await anOrganization(app);
    const user = await person(place);
    const first = await signIn(place, user.identifier);
    const device = first.headers
      .getSetCookie()
      .find((one) => one.startsWith("quitus_device="))!
      .split(";")[0]!;
    expect(await told(place)).toEqual([]);
    const again = await signIn(place, user.identifier, { cookie: device });
    expect(jar(again)).toContain(device);
    expect(await told(place)).toEqual([]);
    await signIn(place, user.identifier, { cookie: "quitus_device=forged" });
    const [fact] = await told(place);
    expect(fact).toMatchObject({ subject_id: user.id });
    const { rows } = await app.admin.query("select id from sessions where id = $1 and user_id = $2", [
      fact.data.sessionId,
      user.id,
    ]);
    expect(rows).toHaveLength(1);
    const kept = await app.admin.query("select token_hash from devices where user_id = $1", [user.id]);
    const hash = createHash("sha256").update(device.split("=")[1]!).digest("hex");
    expect(kept.rows.map((row) => row.token_hash.toString("hex"))).toContain(hash);
    expect(kept.rows).toHaveLength(2);
  });

  it("is a matter of each person: a browser that a neighbour uses is new for me", async () => {
    const place = await anOrganization(app);
    const [me, neighbour] = [await person(place), await person(place)];
    const cookie = jar(await signIn(place, neighbour.identifier));
    await signIn(place, me.identifier);
    await signIn(place, me.identifier, { cookie });
    expect((await told(place)).map((fact) => fact.subject_id)).toEqual([me.id]);
  });
});
