import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aSession, aUser, call } from "../../../test/harness/builders.ts";
import { JOBS_SCHEMA } from "../../platform/database/migrate.ts";
import { ANSWER_JOB } from "./ask-link.ts";
import { contract, refusals } from "./contract.ts";
import { hashPassword } from "./hash-password.ts";
import { createUser, mintMailLink, openMailLink } from "./index.ts";
import { jobs } from "./jobs.ts";
import { makeRoutes } from "./routes.ts";
import type { LinkKind } from "./rules.ts";

const OLD = "Cormoran-42-huppé";
const NEW = "Sarcelle-77-bleue";
const PARTY_ADDRESS = "known.party@example.org";
let app: TestApp;
let oldHash: string;
beforeAll(async () => {
  const doors = makeRoutes({
    knowsAddress: async (_ctx, email) => email === PARTY_ADDRESS,
    staysWithin: async () => false,
  });
  app = await startTestApp({ modules: [{ name: "identity", contract, doors, refusals, jobs }], work: true });
  oldHash = await hashPassword(OLD);
});
afterAll(() => app.close());

type Organization = Awaited<ReturnType<typeof anOrganization>>;
type Fact = { name: string; subject_id: string; actor_id: string | null; data: Record<string, string> };
const factsOf = async (organization: Organization): Promise<Fact[]> =>
  (
    await app.admin.query(
      "select name, subject_id, actor_id, data from facts where organization_id = $1 order by id",
      [organization.organization_id],
    )
  ).rows;
const linksAsked = async (organization: Organization) =>
  (await factsOf(organization)).filter(({ name }) => name === "identity.link_asked");
const mint = async (organization: Organization, linkId: string) =>
  (await app.inside(organization.organization_id, (ctx) => mintMailLink(ctx, linkId)))!;
/** A link as its mail carries it. */
const aLink = async (organization: Organization, userId: string, kind: LinkKind, newEmail?: string) => {
  const id = await app.inside(organization.organization_id, (ctx) =>
    openMailLink(ctx, userId, kind, newEmail ?? null),
  );
  return (await mint(organization, id)).token;
};
const follow = ({ base }: Organization, token: string, password?: string, cookie?: string) =>
  call("POST", `${base}/api/mail-links/${token}`, {
    body: password === undefined ? {} : { password },
    ...(cookie ? { cookie } : {}),
  });
const look = ({ base }: Organization, token: string) => call("GET", `${base}/api/mail-links/${token}`);
const signIn = ({ base }: Organization, identifier: string, password: string) =>
  call("POST", `${base}/api/sign-in`, { body: { identifier, password } });
const session = ({ base }: Organization, cookie: string) => call("GET", `${base}/api/session`, { cookie });
const jar = (answer: { headers: Headers }) => (answer.headers.get("set-cookie") ?? "").split(";")[0]!;
const askActivation = ({ base }: Organization, email: string) =>
  call("POST", `${base}/api/activation`, { body: { email, language: "en" } });
const askReset = ({ base }: Organization, identifier: string) =>
  call("POST", `${base}/api/password-reset`, { body: { identifier } });

describe("activation by e-mail (ACC-2)", () => {
  it("leads an invited user from his address to his space", async () => {
    const place = await anOrganization(app);
    const userId = await app.inside(place.organization_id, (ctx) =>
      createUser(ctx, { identifier: "C00012", name: "Mme Lune", email: "lune@example.org", language: "fr" }),
    );
    expect((await askActivation(place, "Lune@Example.org")).json).toEqual({ answer: "neutral" });
    await app.quiet();
    const [asked] = await linksAsked(place);
    expect(asked).toMatchObject({ subject_id: userId, data: { kind: "activation" } });
    const { token, ...minted } = await mint(place, asked!.data["linkId"]!);
    expect(minted).toMatchObject({
      kind: "activation",
      newEmail: null,
      user: {
        id: userId,
        identifier: "C00012",
        name: "Mme Lune",
        email: "lune@example.org",
        language: "fr",
        state: "invited",
      },
    });
    expect((await look(place, token)).json).toMatchObject({
      kind: "activation",
      name: "Mme Lune",
      identifier: "C00012",
      passwordRules: { minLength: 8 },
    });
    const done = await follow(place, token, NEW);
    expect(done.json).toEqual({ kind: "activation", signedIn: true });
    expect((await session(place, jar(done))).json).toMatchObject({ identifier: "C00012" });
    expect((await signIn(place, "lune@example.org", NEW)).status).toBe(200);
  });

  it("gives one neutral answer, and tells the directory of an address that no user has", async () => {
    const place = await anOrganization(app);
    await aUser(app, place.organization_id, { state: "disabled", email: "gone@example.org" });
    for (const email of ["gone@example.org", "who@example.org", PARTY_ADDRESS])
      expect((await askActivation(place, email)).json).toEqual({ answer: "neutral" });
    await app.quiet();
    const facts = await factsOf(place);
    const asked = ["identity.activation_asked", { language: "en" }];
    // The address goes to the directory's job: the trail, which nobody rewrites, has none.
    expect(facts.map(({ name, data }) => [name, data])).toEqual([asked, asked]);
  });

  it("does the same work in the door for every address", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id);
    for (const email of [user.email, "who@example.org"]) await askActivation(place, email);
    const { rows } = await app.admin.query(
      `select data from ${JOBS_SCHEMA}.job where name = $1 and data ->> 'organizationId' = $2`,
      [ANSWER_JOB, place.organization_id],
    );
    expect(rows.map(({ data }) => data.typed).sort()).toEqual([user.email, "who@example.org"].sort());
  });

  it("answers explicitly when the organization chose to", async () => {
    const place = await anOrganization(app, { settings: { activationAnswer: "explicit" } });
    const user = await aUser(app, place.organization_id);
    await aUser(app, place.organization_id, { state: "disabled", email: "gone@example.org" });
    const answers = [];
    for (const email of [user.email, PARTY_ADDRESS, "who@example.org", "gone@example.org"])
      answers.push((await askActivation(place, email)).json.answer);
    expect(answers).toEqual(["sent", "sent", "unknown", "unknown"]);
  });

  it("lets nobody have mails sent without end", async () => {
    const place = await anOrganization(app, { settings: { captcha: "never" } });
    for (let i = 0; i < 5; i += 1)
      expect((await askActivation(place, "victim@example.org")).status).toBe(200);
    expect((await askActivation(place, "VICTIM@example.org")).status).toBe(429);
    expect((await askReset(place, "victim@example.org")).status).toBe(429);
    expect((await askActivation(place, "other@example.org")).status).toBe(200);
  });
});

describe("a forgotten password (ACC-5)", () => {
  it("is asked by identifier or by address, with one answer; it ends every other session", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const other = await aSession(app, place.organization_id, user.id);
    for (const typed of [user.identifier.toUpperCase(), user.email, "nobody"])
      expect((await askReset(place, typed)).json).toEqual({ done: true });
    await app.quiet();
    const asked = await linksAsked(place);
    expect(asked.map(({ data, subject_id }) => [data["kind"], subject_id])).toEqual([
      ["password", user.id],
      ["password", user.id],
    ]);
    const tokens = [];
    for (const { data } of asked) tokens.push((await mint(place, data["linkId"]!)).token);
    const done = await follow(place, tokens[0]!, NEW);
    expect(done.json).toEqual({ kind: "password", signedIn: true });
    expect((await session(place, user.cookie)).status).toBe(401);
    expect((await session(place, other.cookie)).status).toBe(401);
    expect((await session(place, jar(done))).status).toBe(200);
    expect((await signIn(place, user.identifier, OLD)).status).toBe(401);
    expect((await signIn(place, user.identifier, NEW)).status).toBe(200);
    // The other link that was on its way opens nothing any more.
    expect((await follow(place, tokens[1]!, OLD)).json.code).toBe("mail_link.dead");
    const names = (await factsOf(place)).map(({ name, actor_id }) => [name, actor_id]);
    expect(names).toContainEqual(["identity.password_changed", user.id]);
  });

  it("works once, for 30 minutes, in one organization, for a user who may come in", async () => {
    const place = await anOrganization(app);
    const other = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const token = await aLink(place, user.id, "password");
    expect((await follow(other, token, NEW)).json.code).toBe("mail_link.dead");
    expect((await look(other, token)).status).toBe(410);
    expect((await follow(place, token, NEW)).status).toBe(200);
    expect((await follow(place, token, OLD)).json.code).toBe("mail_link.dead");
    expect((await look(place, token)).status).toBe(410);
    const late = await aLink(place, user.id, "password");
    app.setClock(new Date(Date.now() + 30 * 60_000 + 1000));
    expect((await follow(place, late, OLD)).status).toBe(410);
    app.setClock(null);
    await app.admin.query("update users set state = 'disabled' where id = $1", [user.id]);
    expect((await follow(place, await aLinkOfDisabled(place, user.id), OLD)).status).toBe(410);
    expect((await follow(place, "x".repeat(43), OLD)).status).toBe(410);
  });

  const aLinkOfDisabled = async (place: Organization, userId: string) => {
    await app.admin.query("update users set state = 'active' where id = $1", [userId]);
    const token = await aLink(place, userId, "password");
    await app.admin.query("update users set state = 'disabled' where id = $1", [userId]);
    return token;
  };

  it("gives a link to one of two who use it at once, and no deadlock to two links of one user", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const [one, two] = [await aLink(place, user.id, "password"), await aLink(place, user.id, "password")];
    const passwords = ["Sarcelle-77-bleue", "Avocette-88-noire", "Spatule-99-blanche", "Bihoreau-66-gris"];
    const answers = await Promise.all(
      passwords.map((password, index) => follow(place, index % 2 ? one : two, password)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
    const won = answers.findIndex(({ status }) => status === 200);
    expect((await signIn(place, user.identifier, passwords[won]!)).status).toBe(200);
    const { rows } = await app.admin.query("select count(*)::int as n from sessions where user_id = $1", [
      user.id,
    ]);
    expect(rows[0].n).toBe(2);
  });

  it("asks again for a weak password without using the link up", async () => {
    const place = await anOrganization(app, { settings: { passwordPolicy: "strong" } });
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const token = await aLink(place, user.id, "password");
    const weak = await follow(place, token, "Kf7!vmRq");
    expect(weak).toMatchObject({ status: 422, json: { code: "password.too_weak", reasons: ["length"] } });
    expect((await follow(place, token)).json.code).toBe("password.too_weak");
    expect((await follow(place, token, NEW)).status).toBe(200);
  });

  it("ends the session of whoever used that browser before", async () => {
    const place = await anOrganization(app);
    const before = await aUser(app, place.organization_id);
    const user = await aUser(app, place.organization_id);
    const done = await follow(place, await aLink(place, user.id, "password"), NEW, before.cookie);
    expect((await session(place, before.cookie)).status).toBe(401);
    expect((await session(place, jar(done))).json.identifier).toBe(user.identifier);
  });
});

describe("links and their mails", () => {
  it("keep no token: neither in the fact nor in the row, and a mail written again kills the former one", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id);
    const id = await app.inside(place.organization_id, (ctx) => openMailLink(ctx, user.id, "password"));
    const first = await mint(place, id);
    const second = await mint(place, id);
    expect((await look(place, first.token)).status).toBe(410);
    expect((await look(place, second.token)).status).toBe(200);
    const { rows } = await app.admin.query(
      "select l.*, f.data::text from mail_links l, facts f where l.id = $1",
      [id],
    );
    for (const { token } of [first, second]) expect(JSON.stringify(rows)).not.toContain(token);
    await follow(place, second.token, NEW);
    expect(await mint(place, id)).toBeNull();
  });

  it("are not sent a day late, nor to somebody disabled meanwhile, nor for another organization", async () => {
    const [place, other] = [await anOrganization(app), await anOrganization(app)];
    const user = await aUser(app, place.organization_id);
    const id = await app.inside(place.organization_id, (ctx) => openMailLink(ctx, user.id, "password"));
    expect(await mint(other, id)).toBeNull();
    app.setClock(new Date(Date.now() + 25 * 3_600_000));
    expect(await mint(place, id)).toBeNull();
    app.setClock(null);
    await app.admin.query("update users set state = 'disabled' where id = $1", [user.id]);
    expect(await mint(place, id)).toBeNull();
  });
});

describe("a new address (ACC-6)", () => {
  it("counts once confirmed from the new one; the old one is told, and links sent there die", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const change = (email: string, password: string) =>
      call("POST", `${place.base}/api/me/email`, { cookie: user.cookie, body: { email, password } });
    expect((await change("new@example.org", "wrong")).json.code).toBe("password.old_wrong");
    expect((await change("new@example.org", OLD)).json).toEqual({ done: true });
    expect((await session(place, user.cookie)).json.email).toBe(user.email);
    const sentToOld = await aLink(place, user.id, "password");
    const asked = (await linksAsked(place)).find(({ data }) => data["kind"] === "email")!;
    const minted = await mint(place, asked.data["linkId"]!);
    expect(minted).toMatchObject({ kind: "email", newEmail: "new@example.org" });
    expect((await look(place, minted.token)).json).toMatchObject({ newEmail: "new@example.org" });
    const done = await follow(place, minted.token);
    expect(done.json).toEqual({ kind: "email", signedIn: false });
    expect(done.headers.get("set-cookie")).toBeNull();
    expect((await session(place, user.cookie)).json.email).toBe("new@example.org");
    expect((await follow(place, minted.token)).status).toBe(410);
    expect((await look(place, sentToOld)).status).toBe(410);
    expect((await factsOf(place)).at(-1)).toMatchObject({
      name: "identity.email_changed",
      data: { by: "user" },
    });
  });

  it("is nobody else's address or identifier, not even at the last moment", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const other = await aUser(app, place.organization_id);
    const named = await aUser(app, place.organization_id, { identifier: "bob@example.org" });
    const change = (email: string) =>
      call("POST", `${place.base}/api/me/email`, { cookie: user.cookie, body: { email, password: OLD } });
    // Whoever only types an address learns nothing of whom it serves; whoever reads its mail is told.
    for (const taken of [other.email.toUpperCase(), named.identifier]) {
      expect((await change(taken)).json).toEqual({ done: true });
      const asked = (await linksAsked(place)).findLast(({ data }) => data["kind"] === "email")!;
      const { token } = await mint(place, asked.data["linkId"]!);
      expect((await follow(place, token)).json.code).toBe("email.taken");
    }
    const token = await aLink(place, user.id, "email", "wanted@example.org");
    await app.admin.query("update users set email = 'Wanted@example.org' where id = $1", [other.id]);
    expect((await follow(place, token)).json.code).toBe("email.taken");
    // Refused is not used: the link still stands if the address becomes free.
    await app.admin.query("update users set email = null where id = $1", [other.id]);
    expect((await follow(place, token)).status).toBe(200);
  });
});
