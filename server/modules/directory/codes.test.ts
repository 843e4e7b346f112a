import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  anAccess,
  anAccount,
  anOrganization,
  aParty,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { readPdf } from "../../formats/pdf/read-pdf.fixture.ts";
import { outside } from "../../platform/ids.ts";
import { contract as identityContract, refusals as identityRefusals } from "../identity/contract.ts";
import { routes as identityRoutes } from "../identity/routes.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { makeLetters } from "./print-letters.ts";
import { routes } from "./routes.ts";
import { newCode, proofOf, proves, readCode, spacedCode } from "./rules.ts";

let app: TestApp;
beforeAll(async () => {
  const identity = {
    name: "identity",
    contract: identityContract,
    doors: identityRoutes,
    refusals: identityRefusals,
  };
  app = await startTestApp({
    modules: [identity, { name: "directory", contract, doors: routes, refusals, jobs }],
    work: true,
  });
});
afterAll(() => app.close());

type Place = Awaited<ReturnType<typeof anOrganization>>;
type Row = { id: string; party: string };
const PASSWORD = "Marguerite-2026";

/** Asks for letters, waits for them and reads the codes on their pages. */
async function print(place: Place, cookie: string, parties: string[] | null) {
  const url = `${place.base}/api/office/access-letters`;
  const asked = await call("POST", url, { cookie, body: { parties } });
  expect(asked.status).toBe(200);
  await app.quiet();
  const { json } = await call("GET", `${url}/${asked.json.id}`, { cookie });
  const file = await call("GET", `${url}/${asked.json.id}/file`, { cookie });
  if (file.status !== 200) return { batch: json, pages: [], codes: [] as string[], status: file.status };
  const { pages } = await readPdf(file.buffer);
  const codes = pages.map((page) =>
    page.items
      .filter((item) => item.size > 25)
      .map((item) => item.text.trim())
      .join(""),
  );
  return { batch: json, pages, codes, status: 200 };
}
const give = (place: Place, code: string, proof: string) =>
  call("POST", `${place.base}/api/access-code`, { body: { code, proof } });
const follow = (place: Place, token: string) =>
  call("POST", `${place.base}/api/mail-links/${token}`, { body: { password: PASSWORD } });

describe("an access code", () => {
  const code = fc
    .infiniteStream(fc.integer({ min: 0, max: 31 }))
    .map((numbers) => newCode(() => numbers.next().value as number));
  it("ACC-3 is read whatever its hyphens, its case and the letters taken for digits", () => {
    fc.assert(
      fc.property(code, (one) => {
        expect(readCode(spacedCode(one))).toBe(one);
        expect(readCode(` ${spacedCode(one).toLowerCase().replaceAll("0", "o").replaceAll("1", "l")} `)).toBe(
          one,
        );
      }),
    );
  });
  it("ACC-3 is not read with one wrong symbol", () => {
    fc.assert(
      fc.property(code, fc.nat(11), fc.integer({ min: 1, max: 31 }), (one, at, step) => {
        const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        const wrong = symbols[(symbols.indexOf(one[at]!) + step) % 32];
        expect(readCode(one.slice(0, at) + wrong + one.slice(at + 1))).toBeNull();
      }),
    );
  });
  it("ACC-3 goes with what the organization asks, or the customer code when that is not known", () => {
    const party = { code: "411-DUR", name: "Mme Élodie DURAND", address: ["12 rue 59000", "90000 Belfort"] };
    expect(proves("party_code", party, " 411 dur ")).toBe(true);
    expect(proves("party_code", party, "411")).toBe(false);
    expect(proves("postcode", party, "90 000")).toBe(true);
    expect(proves("postcode", party, "59000")).toBe(false);
    expect(proves("name", party, "durand")).toBe(true);
    expect(proves("name", party, "Elodie Durand")).toBe(true);
    for (const guess of ["Mme", "e", "Durand Paul", "", "--"])
      expect(proves("name", party, guess)).toBe(false);
    expect(proofOf("postcode", { ...party, address: [] })).toBe("party_code");
    expect(proves("postcode", { ...party, address: [] }, "")).toBe(false);
    expect(proofOf("name", { ...party, name: "M." })).toBe("party_code");
  });
});

describe("activation by access code", () => {
  it("ACC-3 opens the party's account with the code, the proof, then a password; then the code is dead", async () => {
    const place = await anOrganization(app);
    const id = place.organization_id;
    const party = await aParty(app, id, { code: "411-77", name: "Jeanne Durand", email: "j@example.org" });
    const { cookie } = await aStaffUser(app, id, "accountant");
    const { codes, pages } = await print(place, cookie, [outside("party", party.id)]);
    expect(pages[0]!.text).toContain("Jeanne Durand");
    expect(pages[0]!.text).not.toContain("411-77");
    const code = codes[0]!;
    expect(
      (await give(place, `${code.slice(0, -1)}${code.endsWith("A") ? "B" : "A"}`, "411-77")).json.code,
    ).toBe("access_code.mistyped");
    expect(
      (
        await give(
          place,
          newCode((below) => below - 1),
          "411-77",
        )
      ).json.code,
    ).toBe("access_code.wrong");
    expect((await give(place, code, "412")).json.code).toBe("access_code.wrong");
    const first = await give(place, code.toLowerCase(), "411-77");
    expect(first.status).toBe(200);
    const again = await give(place, code, "41177");
    expect((await follow(place, first.json.token)).json).toEqual({ kind: "activation", signedIn: true });
    expect((await follow(place, again.json.token)).status).toBe(410);
    expect((await give(place, code, "411-77")).json.code).toBe("access_code.dead");
    const { rows } = await app.admin.query(
      "select u.identifier, u.state, a.main from users u join access_accounts a on a.user_id = u.id where a.party_id = $1",
      [party.id],
    );
    expect(rows).toEqual([{ identifier: "411-77", state: "active", main: true }]);
    const signed = await call("POST", `${place.base}/api/sign-in`, {
      body: { identifier: "411-77", password: PASSWORD },
    });
    expect(signed.status).toBe(200);
    const mails = await app.admin.query(
      "select name from facts where organization_id = $1 and name = 'identity.link_asked'",
      [id],
    );
    expect(mails.rows).toEqual([]);
  });
  it("ACC-3 is kept as a hash, dies after five wrong proofs, after ninety days, and elsewhere", async () => {
    const [place, other] = [
      await anOrganization(app, { settings: { captcha: "never" } }),
      await anOrganization(app),
    ];
    const id = place.organization_id;
    const [one, two] = [
      await aParty(app, id, { code: "P-1", name: "A" }),
      await aParty(app, id, { code: "P-2", name: "B" }),
    ];
    const { cookie } = await aStaffUser(app, id, "accountant");
    const { codes } = await print(
      place,
      cookie,
      [one, two].map((party) => outside("party", party.id)),
    );
    const kept = await app.admin.query("select code_hash from access_codes where organization_id = $1", [id]);
    const plain = codes.map((code) => createHash("sha256").update(code.replaceAll("-", "")).digest("hex"));
    for (const row of kept.rows) expect(plain).not.toContain(row.code_hash.toString("hex"));
    expect((await give(other, codes[0]!, "P-1")).json.code).toBe("access_code.wrong");
    for (let tries = 0; tries < 5; tries += 1)
      expect((await give(place, codes[0]!, "X")).json.code).toBe("access_code.wrong");
    expect((await give(place, codes[0]!, "P-1")).json.code).toBe("access_code.dead");
    app.setClock(new Date(Date.now() + 91 * 86_400_000));
    expect((await give(place, codes[1]!, "P-2")).json.code).toBe("access_code.dead");
    app.setClock(null);
    expect((await give(place, codes[1]!, "P-2")).status).toBe(200);
  });
  it("ACC-3 asks the proof of work after three failures, and at most thirty tries from one address", async () => {
    const place = await anOrganization(app);
    const code = newCode(() => 7);
    for (let tries = 0; tries < 3; tries += 1)
      expect((await give(place, code, "x")).json.code).toBe("access_code.wrong");
    expect((await give(place, code, "x")).json.code).toBe("sign_in.captcha_needed");
    const free = await anOrganization(app, { settings: { captcha: "never" } });
    for (let tries = 0; tries < 30; tries += 1) await give(free, code, "x");
    expect((await give(free, code, "x")).status).toBe(429);
  });
  it("ACC-3 does not open what somebody already signs in to, and two at once make one user", async () => {
    const place = await anOrganization(app);
    const id = place.organization_id;
    const late = await aParty(app, id, { code: "L1", name: "Alice" });
    const free = await aParty(app, id, { code: "F1", name: "Bruno" });
    const { cookie } = await aStaffUser(app, id, "accountant");
    const { codes } = await print(
      place,
      cookie,
      [late, free].map((party) => outside("party", party.id)),
    );
    const user = await aUser(app, id);
    await anAccess(app, id, user.id, late.id);
    expect((await give(place, codes[0]!, "L1")).json.code).toBe("access_code.dead");
    const tried = await Promise.all([1, 2, 3].map(() => give(place, codes[1]!, "F1")));
    expect(tried.map((one) => one.status)).toEqual([200, 200, 200]);
    const users = await app.admin.query("select user_id from access_accounts where party_id = $1", [free.id]);
    expect(users.rows).toHaveLength(1);
  });
});

describe("letters", () => {
  it("OFF-8 lists who has no access, prints them all, and only once; printed again is another code", async () => {
    const place = await anOrganization(app);
    const id = place.organization_id;
    const { cookie } = await aStaffUser(app, id, "accountant");
    const made: Row[] = [];
    for (const name of ["Charles", "Anne", "Bruno"]) {
      const party = await aParty(app, id, { name, code: name.slice(0, 2) });
      made.push({ id: outside("party", party.id), party: party.id as string });
    }
    await anAccess(app, id, (await aUser(app, id)).id, made[2]!.party);
    const list = async (access: string) =>
      (await call("GET", `${place.base}/api/office/parties?access=${access}`, { cookie })).json.items;
    expect((await list("without")).map((row: { name: string }) => row.name)).toEqual(["Anne", "Charles"]);
    expect((await list("with")).map((row: { name: string }) => row.name)).toEqual(["Bruno"]);
    const all = await print(place, cookie, null);
    expect(all.batch).toMatchObject({
      state: "done",
      total: 2,
      made: 2,
      remaining: 0,
      can: { download: true },
    });
    expect(all.pages.map((page) => /Anne|Charles/.exec(page.text)![0])).toEqual(["Anne", "Charles"]);
    expect((await list("without"))[0].accessCodeUntil).toMatch(/^\d{4}-/);
    expect((await print(place, cookie, null)).batch.state).toBe("empty");
    const again = await print(place, cookie, [made[1]!.id]);
    expect(again.codes[0]).not.toBe(all.codes[0]);
    expect((await give(place, all.codes[0]!, "An")).json.code).toBe("access_code.wrong");
    expect((await give(place, again.codes[0]!, "An")).status).toBe(200);
    expect((await print(place, cookie, [made[2]!.id])).batch.state).toBe("empty");
  });
  it("ACC-3 a batch run again after a crash makes its letters for the same parties", async () => {
    const place = await anOrganization(app);
    const id = place.organization_id;
    const { cookie } = await aStaffUser(app, id, "accountant");
    const party = await aParty(app, id, { code: "R1" });
    const { batch } = await print(place, cookie, null);
    const lettersId = await app.admin
      .query("select id from access_letters where organization_id = $1", [id])
      .then(({ rows }) => rows[0].id as string);
    await app.admin.query(
      "update access_letters set state = 'running', file_hash = null, finished_at = null where id = $1",
      [lettersId],
    );
    const outer = app.outer(id);
    await makeLetters(outer, { organizationId: id, lettersId, language: "en" });
    await makeLetters(outer, { organizationId: id, lettersId, language: "en" });
    const url = `${place.base}/api/office/access-letters/${batch.id}`;
    expect((await call("GET", url, { cookie })).json).toMatchObject({ state: "done", total: 1, made: 1 });
    const { pages } = await readPdf((await call("GET", `${url}/file`, { cookie })).buffer);
    expect(pages[0]!.text).toContain("Your access code");
    expect(pages[0]!.text).toContain(party.name as string);
    app.setClock(new Date(Date.now() + 8 * 86_400_000));
    const late = await aStaffUser(app, id, "accountant");
    expect((await call("GET", `${url}/file`, { cookie: late.cookie })).status).toBe(410);
    app.setClock(null);
  });
  it("ACC-9 staff limited to some creditors write to their parties and read their batches only", async () => {
    const place = await anOrganization(app);
    const id = place.organization_id;
    const [mine, theirs] = [await aCreditor(app, id), await aCreditor(app, id)];
    const [known, unknown] = [
      await aParty(app, id, { name: "Connu" }),
      await aParty(app, id, { name: "Inconnu" }),
    ];
    await anAccount(app, id, mine.id, known.id);
    await anAccount(app, id, theirs.id, unknown.id);
    const some = await aStaffUser(app, id, "accountant", { staff_creditor_ids: [mine.id] });
    const all = await aStaffUser(app, id, "accountant");
    const url = `${place.base}/api/office/access-letters`;
    const ask = (party: string, cookie: string) =>
      call("POST", url, { cookie, body: { parties: [outside("party", party)] } });
    expect((await ask(unknown.id as string, some.cookie)).status).toBe(404);
    const { batch, pages } = await print(place, some.cookie, null);
    expect(pages.map((page) => page.text.includes("Connu"))).toEqual([true]);
    const other = await print(place, all.cookie, null);
    expect((await call("GET", `${url}/${other.batch.id}`, { cookie: some.cookie })).status).toBe(404);
    expect((await call("GET", `${url}/${other.batch.id}/file`, { cookie: some.cookie })).status).toBe(404);
    const listed = await call("GET", url, { cookie: some.cookie });
    expect(listed.json.items.map((one: { id: string }) => one.id)).toEqual([batch.id]);
    const cancel = (party: string, cookie: string) =>
      call("DELETE", `${place.base}/api/office/parties/${outside("party", party)}/access-code`, { cookie });
    expect((await cancel(unknown.id as string, some.cookie)).status).toBe(404);
    expect((await cancel(unknown.id as string, all.cookie)).status).toBe(200);
    expect((await cancel(unknown.id as string, all.cookie)).status).toBe(200);
    expect((await give(place, other.codes[0]!, unknown.code as string)).json.code).toBe("access_code.wrong");
  });
});
