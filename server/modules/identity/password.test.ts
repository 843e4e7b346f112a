import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aSession, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { readPdf } from "../../formats/pdf/read-pdf.fixture.ts";
import { outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { hashPassword } from "./hash-password.ts";
import { jobs } from "./jobs.ts";
import { makeRoutes } from "./routes.ts";

const OLD = "Cormoran-42-huppé";
const NEW = "Sarcelle-77-bleue";
let app: TestApp;
let oldHash: string;
/** Users who see accounts of nobody but the creditors that restricted staff are held to. */
const within = new Set<string>();
beforeAll(async () => {
  const doors = makeRoutes({
    knowsAddress: async () => false,
    staysWithin: async (_ctx, userId) => within.has(userId),
  });
  app = await startTestApp({ modules: [{ name: "identity", contract, doors, refusals, jobs }] });
  oldHash = await hashPassword(OLD);
});
afterAll(() => app.close());

type Organization = Awaited<ReturnType<typeof anOrganization>>;
const signIn = ({ base }: Organization, identifier: string, password: string) =>
  call("POST", `${base}/api/sign-in`, { body: { identifier, password } });
const session = ({ base }: Organization, cookie: string) => call("GET", `${base}/api/session`, { cookie });
const jar = (answer: { headers: Headers }) => (answer.headers.get("set-cookie") ?? "").split(";")[0]!;
const change = ({ base }: Organization, cookie: string, oldPassword: string, newPassword: string) =>
  call("POST", `${base}/api/me/password`, { cookie, body: { oldPassword, newPassword } });
const give = ({ base }: Organization, cookie: string | undefined, userId: string) =>
  call("POST", `${base}/api/office/users/${outside("user", userId)}/temporary-password`, {
    ...(cookie ? { cookie } : {}),
  });
const print = ({ base }: Organization, cookie: string, userId: string, temporaryPassword: string) =>
  call("POST", `${base}/api/office/users/${outside("user", userId)}/temporary-password/letter`, {
    cookie,
    body: { temporaryPassword, address: ["12 rue des Lilas", "31000 TOULOUSE"] },
  });

describe("changing one's password (ACC-6)", () => {
  it("asks the old one, ends the other sessions and renews this one", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const other = await aSession(app, place.organization_id, user.id);
    expect((await change(place, user.cookie, NEW, NEW)).json.code).toBe("password.old_wrong");
    expect((await change(place, user.cookie, OLD, OLD)).json.code).toBe("password.same");
    expect((await change(place, user.cookie, OLD, `${user.identifier}-Aa1!`)).json).toMatchObject({
      code: "password.too_weak",
      reasons: ["identity"],
    });
    expect((await session(place, other.cookie)).status).toBe(200);
    const done = await change(place, user.cookie, OLD, NEW);
    expect(done).toMatchObject({ status: 200, json: { done: true } });
    expect((await session(place, other.cookie)).status).toBe(401);
    expect((await session(place, user.cookie)).status).toBe(401);
    expect((await session(place, jar(done))).json.identifier).toBe(user.identifier);
    expect((await signIn(place, user.identifier, OLD)).status).toBe(401);
    expect((await signIn(place, user.identifier, NEW)).status).toBe(200);
  });

  it("happens once when it is asked twice at once", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const both = await Promise.all([
      change(place, user.cookie, OLD, NEW),
      change(place, user.cookie, OLD, "Avocette-88-noire"),
    ]);
    const kept = both.filter(({ status }) => status === 200);
    expect(kept).toHaveLength(1);
    expect((await session(place, jar(kept[0]!))).status).toBe(200);
  });

  it("cannot be used to guess the old one", async () => {
    const place = await anOrganization(app);
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const answers = [];
    for (let i = 0; i < 11; i += 1) answers.push((await change(place, user.cookie, "wrong", NEW)).status);
    expect(answers).toEqual([...Array(10).fill(422), 429]);
  });

  it("is for who is signed in", async () => {
    const place = await anOrganization(app);
    expect((await change(place, "", OLD, NEW)).status).toBe(401);
  });
});

describe("temporary passwords (ACC-4)", () => {
  it("open the door for 72 hours, to choosing one's own password and to nothing else", async () => {
    const place = await anOrganization(app);
    const staff = await aStaffUser(app, place.organization_id, "accountant");
    const user = await aUser(app, place.organization_id, { state: "invited" });
    const first = await give(place, staff.cookie, user.id);
    const given = await give(place, staff.cookie, user.id);
    expect(given.json.identifier).toBe(user.identifier);
    expect(given.json.temporaryPassword).toMatch(/^[abdefghjmnrtADEFGHJLMNRT34679]{12}$/);
    expect(Date.parse(given.json.expiresAt) - Date.now()).toBeGreaterThan(71.9 * 3_600_000);
    expect((await signIn(place, user.identifier, first.json.temporaryPassword)).status).toBe(401);
    const entered = await signIn(place, user.identifier, given.json.temporaryPassword);
    expect(entered.json).toMatchObject({ mustChangePassword: true });
    const elsewhere = await call("GET", `${place.base}/api/office/users`, { cookie: jar(entered) });
    expect(elsewhere.json.code).toBe("password.must_change");
    const own = await change(place, jar(entered), given.json.temporaryPassword, NEW);
    expect((await session(place, jar(own))).json).toMatchObject({ mustChangePassword: false });
    expect((await signIn(place, user.identifier, given.json.temporaryPassword)).status).toBe(401);
    expect((await signIn(place, user.identifier, NEW)).status).toBe(200);
  });

  it("die after 72 hours", async () => {
    const place = await anOrganization(app);
    const staff = await aStaffUser(app, place.organization_id, "accountant");
    const user = await aUser(app, place.organization_id, { password_hash: oldHash });
    const { temporaryPassword } = (await give(place, staff.cookie, user.id)).json;
    expect((await session(place, user.cookie)).status).toBe(401);
    expect((await signIn(place, user.identifier, OLD)).status).toBe(401);
    try {
      app.setClock(new Date(Date.now() + 72 * 3_600_000 + 1000));
      expect((await signIn(place, user.identifier, temporaryPassword)).status).toBe(401);
      expect((await print(place, staff.cookie, user.id, temporaryPassword)).json.code).toBe(
        "password.letter_mismatch",
      );
    } finally {
      app.setClock(null);
    }
  });

  it("are kept nowhere in clear", async () => {
    const place = await anOrganization(app);
    const staff = await aStaffUser(app, place.organization_id, "accountant");
    const user = await aUser(app, place.organization_id);
    const { temporaryPassword } = (await give(place, staff.cookie, user.id)).json;
    const { rows } = await app.admin.query(
      "select u.*, f.name as fact, f.data::text from users u join facts f on f.subject_id = u.id::text where u.id = $1",
      [user.id],
    );
    expect(rows.map(({ fact }) => fact)).toEqual(["identity.temporary_password_given"]);
    expect(JSON.stringify(rows)).not.toContain(temporaryPassword);
  });

  it("come as a letter, only while it is the last one given", async () => {
    const place = await anOrganization(app, { contact: { phone: "05 61 00 00 00" } });
    const staff = await aStaffUser(app, place.organization_id, "accountant");
    const user = await aUser(app, place.organization_id);
    const first = (await give(place, staff.cookie, user.id)).json.temporaryPassword;
    const last = (await give(place, staff.cookie, user.id)).json.temporaryPassword;
    expect((await print(place, staff.cookie, user.id, first)).json.code).toBe("password.letter_mismatch");
    const letter = await print(place, staff.cookie, user.id, last);
    expect(letter.headers.get("content-type")).toBe("application/pdf");
    expect(letter.headers.get("content-disposition")).toContain(`acces-${user.identifier}.pdf`);
    const text = (await readPdf(letter.buffer)).pages
      .map((page) => page.text)
      .join(" ")
      .replaceAll(/\s+/g, " ");
    expect(text.replaceAll(" ", "")).toContain(last);
    for (const part of [user.identifier, user.name, "31000 TOULOUSE", place.name, `/o/${place.slug}`])
      expect(text).toContain(part);
    expect((await print(place, staff.cookie, user.id, last)).status).toBe(200);
  });

  it("are not given by nobody, readers or strangers, to the disabled, nor to staff but by an administrator", async () => {
    const [place, other] = [await anOrganization(app), await anOrganization(app)];
    const id = place.organization_id;
    const user = await aUser(app, id);
    const accountant = await aStaffUser(app, id, "accountant");
    const administrator = await aStaffUser(app, id, "administrator");
    expect((await give(place, undefined, user.id)).status).toBe(401);
    expect((await give(place, user.cookie, user.id)).status).toBe(404);
    expect((await give(place, (await aStaffUser(app, id, "reader")).cookie, user.id)).status).toBe(403);
    const stranger = await aUser(app, other.organization_id);
    expect((await give(place, accountant.cookie, stranger.id)).status).toBe(404);
    const disabled = await aUser(app, id, { state: "disabled" });
    expect((await give(place, accountant.cookie, disabled.id)).json.code).toBe("user.disabled");
    expect((await give(place, accountant.cookie, administrator.id)).json.code).toBe(
      "user.staff_needs_administrator",
    );
    expect((await give(place, administrator.cookie, accountant.id)).status).toBe(200);
  });

  it("ACC-9 are given by staff held to some creditors only to who sees nothing else", async () => {
    const place = await anOrganization(app);
    const creditor = "01979a5c-2d3e-7f10-a1b2-c3d4e5f60718";
    const held = await aStaffUser(app, place.organization_id, "accountant", {
      staff_creditor_ids: [creditor],
    });
    const [inside, beyond] = [
      await aUser(app, place.organization_id),
      await aUser(app, place.organization_id),
    ];
    within.add(inside.id);
    expect((await give(place, held.cookie, inside.id)).status).toBe(200);
    expect((await give(place, held.cookie, beyond.id)).status).toBe(404);
    expect((await print(place, held.cookie, beyond.id, "x")).status).toBe(404);
  });
});
