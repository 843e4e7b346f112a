import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { moduleOf } from "../../platform/doors.ts";
import { outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let base: string;
let org: string;
let creditorId: string;
let accountant: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("exchange", contract, routes, refusals, jobs)], work: true });
});
afterAll(() => app.close());
beforeEach(async () => {
  const organization = await anOrganization(app);
  org = organization.organization_id;
  base = organization.base;
  creditorId = (await aCreditor(app, org)).id;
  accountant = (await aStaffUser(app, org, "accountant")).cookie;
});

const HEADER =
  "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\r\n";
const fec = (debit = "120,00", date = "20260115") =>
  `${HEADER}VE\tVentes\t1\t${date}\t411000\tClients\tCLI001\tCafé\tF-1\t20260115\tFacture\t${debit}\t0,00\t\t\t20261231\t\t\r\n`;

async function send(mode: "check" | "apply", content = fec(), to = creditorId) {
  const path = `/api/office/creditors/${outside("creditor", to)}/fec?mode=${mode}&name=clients.txt`;
  const headers = { "content-type": "text/plain" };
  const { json } = await call("POST", `${base}${path}`, { cookie: accountant, body: content, headers });
  await app.quiet();
  return json;
}
const read = async (path: string, cookie = accountant) =>
  (await call("GET", `${base}/api/office${path}`, { cookie })).json;
const apply = (id: string, cookie = accountant) =>
  call("POST", `${base}/api/office/imports/${id}/apply`, { cookie });
const entries = async () =>
  Number(
    (await app.admin.query("select count(*) from entries where organization_id = $1", [org])).rows[0].count,
  );

describe("applying a check", () => {
  it("API-3 applies the file that was kept, once, however often it is asked", async () => {
    const check = await send("check");
    expect(await entries()).toBe(0);
    const answers = await Promise.all([apply(check.id), apply(check.id)]);
    const again = await apply(check.id);
    await app.quiet();
    expect(new Set([...answers, again].map((one) => one.json.id)).size).toBe(1);
    const made = await read(`/imports/${again.json.id}`);
    expect(made).toMatchObject({ mode: "apply", state: "done", fileName: "clients.txt", bytes: check.bytes });
    expect(made.counts.entriesCreated).toBe(1);
    expect(await entries()).toBe(1);
    expect((await read(`/imports/${check.id}`)).appliedAs).toBe(made.id);
    expect((await read("/imports")).items).toHaveLength(2);
  });
  it("API-3 refuses what is no check, and a check whose report no longer holds", async () => {
    const older = await send("check");
    const applied = await send("apply", fec("80,00"));
    expect((await apply(applied.id)).json.code).toBe("import.not_checked");
    expect((await apply(older.id)).json.code).toBe("import.check_outdated");
    expect((await apply((await send("check")).id)).status).toBe(200);
  });
  it("API-3 is not troubled by what was published for another creditor", async () => {
    const check = await send("check");
    await send("apply", fec("80,00"), (await aCreditor(app, org)).id);
    expect((await apply(check.id)).status).toBe(200);
  });
  it("API-3 says when the file is no longer there", async () => {
    const check = await send("check");
    const { rows } = await app.admin.query(
      "select file_hash from imports where organization_id = $1 and mode = 'check'",
      [org],
    );
    const hash = rows[0].file_hash as string;
    await rm(join(app.services.config.DATA_DIR, "files", org, hash.slice(0, 2), hash));
    const answer = await apply(check.id);
    expect([answer.status, answer.json.code]).toEqual([410, "import.file_gone"]);
    expect((await read(`/imports/${check.id}`)).appliedAs).toBeNull();
  });
  it("API-3 may be tried again after a failure", async () => {
    const check = await send("check");
    const first = (await apply(check.id)).json.id;
    await app.quiet();
    await app.admin.query(
      "update imports set state = 'failed' where organization_id = $1 and mode = 'apply'",
      [org],
    );
    const second = (await apply(check.id)).json.id;
    await app.quiet();
    expect(second).not.toBe(first);
    expect(await entries()).toBe(1);
  });
  it("ALL-1 is open to accountants who see the creditor", async () => {
    const { id } = await send("check");
    const elsewhere = [(await aCreditor(app, org)).id];
    const limited = await aStaffUser(app, org, "accountant", { staff_creditor_ids: elsewhere });
    expect((await apply(id, (await aStaffUser(app, org, "reader")).cookie)).status).toBe(403);
    expect((await apply(id, limited.cookie)).status).toBe(404);
    expect(await entries()).toBe(0);
  });
});

describe("lists of imports", () => {
  it("OFF-6 keeps those of a state, or with lines to correct, on every page", async () => {
    await send("apply", "no FEC at all");
    for (let i = 0; i < 3; i++) await send("check", fec("120,00", i === 1 ? "20261301" : "20260115"));
    await send("apply", "neither");
    const failed = await read("/imports?state=failed&limit=1");
    const rest = await read(`/imports?state=failed&limit=1&cursor=${failed.next}`);
    expect([...failed.items, ...rest.items].map((one: { state: string }) => one.state)).toEqual([
      "failed",
      "failed",
    ]);
    expect(rest.next).toBeNull();
    const wrong = (await read("/imports?errors=yes&state=done")).items;
    expect(wrong.map((one: { errors: number }) => one.errors)).toEqual([1]);
    expect((await read("/imports?state=done")).items).toHaveLength(3);
  });
});
