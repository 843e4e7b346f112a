import crypto, { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aSession, aUser, call } from "../../../test/harness/builders.ts";
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

type Organization = Awaited<ReturnType<typeof anOrganization>>;
const calm = (captcha: string) => ({ settings: { captcha } });
const signIn = (
  { base }: Organization,
  identifier: unknown,
  password: string,
  over: Record<string, unknown> = {},
  cookie?: string,
) =>
  call("POST", `${base}/api/sign-in`, {
    body: { identifier, password, ...over },
    ...(cookie ? { cookie } : {}),
  });
const cookieOf = (answer: { headers: Headers }) =>
  answer.headers.getSetCookie().find((cookie) => cookie.startsWith("quitus_session=")) ?? "";
const jar = (answer: { headers: Headers }) => cookieOf(answer).split(";")[0]!;
const session = ({ base }: Organization, cookie: string) => call("GET", `${base}/api/session`, { cookie });
const factsOf = async (organization: Organization, name: string) =>
  (
    await app.admin.query(
      "select subject_id, data::text, actor_id from facts where organization_id = $1 and name = $2 order by id",
      [organization.organization_id, name],
    )
  ).rows;

describe("signing in (ACC-1)", () => {
  it("takes an identifier or an e-mail address, whatever their case", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: passwordHash });
    for (const typed of [user.identifier, ` ${user.email.toUpperCase()} `]) {
      const answer = await signIn(place, typed, PASSWORD);
      expect(answer).toMatchObject({
        status: 200,
        json: { identifier: user.identifier, staff: null, viewedBy: null, mustChangePassword: false },
      });
      expect((await session(place, jar(answer))).json).toEqual(answer.json);
    }
    expect((await factsOf(place, "identity.signed_in")).map((fact) => fact.actor_id)).toEqual([
      user.id,
      user.id,
    ]);
  });

  it("remembers for 30 days, or until the browser closes and 12 hours without a sign", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: passwordHash });
    const short = await signIn(place, user.identifier, PASSWORD);
    const long = await signIn(place, user.identifier, PASSWORD, { remember: true });
    expect(cookieOf(short)).toMatch(/HttpOnly; SameSite=Lax$/);
    expect(cookieOf(short)).toContain(`Path=/o/${place.slug}`);
    expect(cookieOf(short)).not.toContain("Max-Age");
    expect(cookieOf(long)).toContain("Max-Age=2592000");
    try {
      const later = (hours: number) => app.setClock(new Date(Date.now() + hours * 3_600_000));
      later(11);
      expect((await session(place, jar(short))).status).toBe(200);
      later(22);
      expect((await session(place, jar(short))).status).toBe(200);
      later(35);
      expect((await session(place, jar(short))).status).toBe(401);
      expect((await session(place, jar(long))).status).toBe(200);
      later(24 * 31);
      expect((await session(place, jar(long))).status).toBe(401);
    } finally {
      app.setClock(null);
    }
  });

  it("keeps no session alive beyond seven days when it is not remembered", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: passwordHash });
    const cookie = jar(await signIn(place, user.identifier, PASSWORD));
    try {
      const statuses = [];
      for (let hours = 10; hours <= 24 * 7 + 10; hours += 10) {
        app.setClock(new Date(Date.now() + hours * 3_600_000));
        statuses.push((await session(place, cookie)).status);
      }
      expect(statuses.indexOf(401)).toBe(16);
    } finally {
      app.setClock(null);
    }
  });

  it("writes a sign of life at most every five minutes", async () => {
    const place = await anOrganization(app);
    const start = new Date();
    const { cookie, sessionId } = await aUser(app, place.organization_id);
    const seen = async () =>
      (await app.admin.query("select seen_at, xmin::text from sessions where id = $1", [sessionId])).rows[0];
    const before = await seen();
    await session(place, cookie);
    expect(await seen()).toEqual(before);
    const later = new Date(start.getTime() + 6 * 60_000);
    app.setClock(later);
    await Promise.all([session(place, cookie), session(place, cookie), session(place, cookie)]);
    app.setClock(null);
    expect((await seen()).seen_at).toEqual(later);
  });

  it("gives a new token at each sign-in and ends the session that came with it: none can be planted", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: passwordHash });
    const planted = await aSession(app, place.organization_id, user.id);
    const answer = await signIn(place, user.identifier, PASSWORD, {}, planted.cookie);
    expect(jar(answer)).not.toBe(planted.cookie);
    expect((await session(place, planted.cookie)).status).toBe(401);
    const invented = "quitus_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const other = await signIn(place, user.identifier, PASSWORD, {}, invented);
    expect(jar(other)).not.toBe(invented);
    expect((await session(place, invented)).status).toBe(401);
  });

  it("keeps tokens hashed and passwords out of the facts", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: passwordHash });
    const answer = await signIn(place, user.identifier, PASSWORD);
    const token = jar(answer).split("=")[1]!;
    const { rows } = await app.admin.query(
      "select s.*, f.data::text from sessions s join facts f on f.organization_id = s.organization_id where s.organization_id = $1",
      [place.organization_id],
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });

  it("signs out: the token is worth nothing any more", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: passwordHash });
    const cookie = jar(await signIn(place, user.identifier, PASSWORD));
    const out = await call("POST", `${place.base}/api/sign-out`, { cookie });
    expect(out).toMatchObject({ status: 200, json: { done: true } });
    expect(cookieOf(out)).toMatch(/quitus_session=;.*(Expires=Thu, 01 Jan 1970|Max-Age=0)/);
    expect((await session(place, cookie)).status).toBe(401);
    expect((await call("POST", `${place.base}/api/sign-out`, { cookie })).status).toBe(401);
  });

  it("opens nothing in another organization", async () => {
    const [here, there] = [await anOrganization(app), await anOrganization(app)];
    const user = await aUser(app, here.organization_id, { password_hash: passwordHash });
    expect((await signIn(there, user.identifier, PASSWORD)).status).toBe(401);
    const cookie = jar(await signIn(here, user.identifier, PASSWORD));
    expect((await session(there, cookie)).status).toBe(401);
  });

  it("hashes again, at today's cost, a password hashed cheaper", async () => {
    const place = await anOrganization(app);
    const salt = crypto.randomBytes(16);
    const cheap = crypto.argon2Sync("argon2id", {
      message: PASSWORD.normalize("NFC"),
      nonce: salt,
      parallelism: 1,
      tagLength: 32,
      memory: 1024,
      passes: 1,
    });
    const bare = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
    const user = await aUser(app, place.organization_id, {
      password_hash: `$argon2id$v=19$m=1024,t=1,p=1$${bare(salt)}$${bare(cheap)}`,
    });
    expect((await signIn(place, user.identifier, PASSWORD)).status).toBe(200);
    const { rows } = await app.admin.query("select password_hash from users where id = $1", [user.id]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await signIn(place, user.identifier, PASSWORD)).status).toBe(200);
  });
});

describe("failing to sign in (ACC-1)", () => {
  it("answers the same, after the same work, whoever is typed", async () => {
    const place = await anOrganization(app, calm("never"));
    const id = place.organization_id;
    const known = await aUser(app, id, { password_hash: passwordHash });
    const disabled = await aUser(app, id, { password_hash: passwordHash, state: "disabled" });
    const invited = await aUser(app, id, { state: "invited" });
    const late = await aUser(app, id, {
      password_hash: passwordHash,
      must_change_password: true,
      temporary_until: new Date(Date.now() - 1000),
    });
    const tries: [string, string][] = [
      [known.identifier, "Not-the-password-1"],
      ["nobody-at-all", PASSWORD],
      [disabled.identifier, PASSWORD],
      [invited.identifier, PASSWORD],
      [late.identifier, PASSWORD],
    ];
    // The address of the organization is looked up once and remembered.
    await call("GET", `${place.base}/api/sign-in/challenge`);
    const hashed = vi.spyOn(crypto, "argon2");
    const seen = [];
    for (const [typed, password] of tries) {
      hashed.mockClear();
      const statements = countStatements();
      const { status, json, headers } = await signIn(place, typed, password);
      seen.push({
        status,
        code: json.code,
        title: json.title,
        cookie: headers.get("set-cookie"),
        keys: Object.keys(json),
        hashes: hashed.mock.calls.map(([kind, { memory, passes, tagLength }]) => [
          kind,
          memory,
          passes,
          tagLength,
        ]),
        statements: statements(),
      });
    }
    hashed.mockRestore();
    expect(seen[0]).toMatchObject({
      status: 401,
      code: "sign_in.failed",
      cookie: null,
      hashes: [["argon2id", 19_456, 2, 32]],
    });
    expect(seen[0]!.statements).toBeGreaterThan(10);
    for (const one of seen) expect(one).toEqual(seen[0]);
    const facts = await factsOf(place, "identity.sign_in_failed");
    expect(facts.map((fact) => fact.subject_id)).toEqual([
      known.id,
      "unknown",
      disabled.id,
      invited.id,
      late.id,
    ]);
    expect(JSON.stringify(facts)).not.toContain("nobody-at-all");
  });

  it("slows down guessing at one name, known or not, and forgets after a success", async () => {
    const place = await anOrganization(app, calm("never"));
    const user = await aUser(app, place.organization_id, { password_hash: passwordHash });
    const fail = (typed: string) => signIn(place, typed, "Not-the-password-1");
    for (let i = 0; i < 9; i += 1) expect((await fail(user.identifier)).status).toBe(401);
    expect((await signIn(place, user.identifier, PASSWORD)).status).toBe(200);
    for (const typed of [user.identifier, "nobody"]) {
      const statuses = (await Promise.all(Array.from({ length: 12 }, () => fail(typed)))).map(
        ({ status }) => status,
      );
      expect(statuses.sort()).toEqual([...Array(10).fill(401), 429, 429]);
    }
    const refused = await signIn(place, user.identifier.toUpperCase(), PASSWORD);
    expect(refused).toMatchObject({ status: 429, json: { code: "request.too_many" } });
    expect(refused.json.seconds).toBeGreaterThan(800);
    app.setClock(new Date(Date.now() + 16 * 60_000));
    expect((await signIn(place, user.identifier, PASSWORD)).status).toBe(200);
    app.setClock(null);
  });

  it("slows down guessing at many names from one address", async () => {
    const place = await anOrganization(app, calm("never"));
    await signIn(place, "somebody", "x");
    await app.admin.query(
      "update throttles set hits = 100 where organization_id = $1 and key like 'sign_in:address:%'",
      [place.organization_id],
    );
    expect((await signIn(place, "somebody-else", "x")).status).toBe(429);
  });

  it("refuses to be called from another site", async () => {
    const place = await anOrganization(app);
    const headers = { "sec-fetch-site": "cross-site" };
    const body = { identifier: "a", password: "b" };
    expect((await call("POST", `${place.base}/api/sign-in`, { body, headers })).json.code).toBe(
      "request.cross_site",
    );
  });
});

/** How many statements the application sends to the database from now on. */
function countStatements(): () => number {
  let sent = 0;
  const watched = new Set<unknown>();
  const acquired = (client: { query: (...given: never[]) => unknown }) => {
    if (watched.has(client)) return;
    watched.add(client);
    const before = client.query;
    client.query = (...given: never[]) => {
      sent += 1;
      return before.apply(client, given);
    };
    restore.push(() => {
      client.query = before;
    });
  };
  const restore: (() => void)[] = [];
  app.services.pool.on("acquire", acquired as never);
  return () => {
    app.services.pool.off("acquire", acquired as never);
    for (const one of restore) one();
    return sent;
  };
}

type Challenge = { required: boolean; challenge: string; salt: string; hash: string; maximum: number };
function solve({ challenge, salt, hash, maximum }: Challenge) {
  for (let number = 0; number <= maximum; number += 1)
    if (createHash("sha256").update(`${salt}${number}`).digest("hex") === hash) return { challenge, number };
  throw new Error("a challenge has an answer");
}

describe("the proof of work (ACC-1)", () => {
  const ask = async ({ base }: Organization, identifier: string): Promise<Challenge> =>
    (await call("GET", `${base}/api/sign-in/challenge?identifier=${encodeURIComponent(identifier)}`)).json;

  it("is asked always, never, or after three failures with one name", async () => {
    const always = await anOrganization(app, calm("always"));
    const never = await anOrganization(app, calm("never"));
    const after = await anOrganization(app);
    expect((await ask(always, "x")).required).toBe(true);
    expect((await ask(never, "x")).required).toBe(false);
    for (const typed of ["nobody", (await aUser(app, after.organization_id)).email]) {
      for (let i = 0; i < 3; i += 1) {
        expect((await ask(after, typed)).required).toBe(false);
        expect((await signIn(after, typed, "wrong")).json.code).toBe("sign_in.failed");
      }
      expect((await ask(after, typed)).required).toBe(true);
      expect((await ask(after, "somebody-else")).required).toBe(false);
      expect((await signIn(after, typed, "wrong")).json.code).toBe("sign_in.captcha_needed");
    }
  });

  it("is asked after ten failures from one address, whatever the name", async () => {
    const place = await anOrganization(app);
    for (let i = 0; i < 10; i += 1) await signIn(place, `nobody${i}`, "wrong");
    expect((await ask(place, "first-time")).required).toBe(true);
  });

  it("opens the door once: not twice, not late, not elsewhere, not when forged or wrong", async () => {
    const place = await anOrganization(app, calm("always"));
    const other = await anOrganization(app, calm("always"));
    const user = await aUser(app, place.organization_id, { password_hash: passwordHash });
    const enter = async (captcha: unknown) =>
      (await signIn(place, user.identifier, PASSWORD, { captcha })).status;
    expect(await enter(null)).toBe(403);
    const answer = solve(await ask(place, user.identifier));
    expect(await enter({ ...answer, number: answer.number + 1 })).toBe(403);
    expect(await enter({ ...answer, challenge: answer.challenge.replace(/^\d/, "9") })).toBe(403);
    expect(await enter(solve(await ask(other, user.identifier)))).toBe(403);
    const both = await Promise.all([enter(answer), enter(answer)]);
    expect(both.sort()).toEqual([200, 403]);
    expect(await enter(answer)).toBe(403);
    const late = solve(await ask(place, user.identifier));
    app.setClock(new Date(Date.now() + 5 * 60_000 + 1000));
    expect(await enter(late)).toBe(403);
    app.setClock(null);
  });

  it("fits in what a browser can do and what a contract can carry", async () => {
    const challenge = await ask(await anOrganization(app), "");
    expect(challenge.maximum).toBe(50_000);
    expect(challenge.challenge.length).toBeLessThan(300);
    expect(solve(challenge).number).toBeLessThanOrEqual(50_000);
  });
});
