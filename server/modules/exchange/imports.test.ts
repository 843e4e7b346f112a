import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { moduleOf } from "../../platform/doors.ts";
import { newId, outside } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let base: string;
let org: string;
let creditor: Record<string, unknown> & { id: string };
let accountant: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("exchange", contract, routes, refusals, jobs)], work: true });
});
afterAll(() => app.close());
beforeEach(async () => {
  const organization = await anOrganization(app);
  org = organization.organization_id;
  base = organization.base;
  creditor = (await aCreditor(app, org)) as never;
  accountant = (await aStaffUser(app, org, "accountant")).cookie;
});

async function aToken(over: Record<string, unknown> = {}): Promise<string> {
  const token = newToken();
  const row = { scopes: ["publish"], creditor_ids: null, ...over };
  await app.admin.query(
    "insert into api_tokens (organization_id, id, name, token_hash, scopes, creditor_ids, created_at) values ($1,$2,'ERP',$3,$4,$5,now())",
    [org, newId(), hashToken(token), row.scopes, row.creditor_ids],
  );
  return token;
}

const HEADER =
  "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\r\n";
type Line = { date?: string; number?: string; debit?: string };
const fec = (lines: Line[] = [{}]): string =>
  HEADER +
  lines
    .map(
      ({ date = "20260115", number = "1", debit = "120,00" }) =>
        `VE\tVentes\t${number}\t${date}\t411000\tClients\tCLI001\tCafé\tF-1\t20260115\tFacture\t${debit}\t0,00\t\t\t20261231\t\t\r\n`,
    )
    .join("");

/** Publishes a file and waits for its report, read by the accountant. */
async function send(content: string, who: { cookie?: string; bearer?: string } = { cookie: accountant }) {
  const path = who.bearer
    ? `/api/publication/fec?creditor=${String(creditor["code"])}`
    : `/api/office/creditors/${outside("creditor", creditor.id)}/fec`;
  const headers = { "content-type": "application/octet-stream" };
  const { json } = await call("POST", `${base}${path}`, { ...who, body: content, headers });
  await app.quiet();
  return (await call("GET", `${base}/api/office/imports/${json.id}`, { cookie: accountant })).json;
}

describe("who may import and read imports", () => {
  const post = (path: string, options: object) =>
    call("POST", `${base}${path}`, { body: fec(), headers: { "content-type": "text/plain" }, ...options });
  it("opens the office's import to accountants who see the creditor", async () => {
    const path = `/api/office/creditors/${outside("creditor", creditor.id)}/fec`;
    const elsewhere = (await aCreditor(app, org)) as { id: string };
    const reader = (await aStaffUser(app, org, "reader")).cookie;
    const limited = (await aStaffUser(app, org, "accountant", { staff_creditor_ids: [elsewhere.id] })).cookie;
    const other = await anOrganization(app);
    const foreign = (await aCreditor(app, other.organization_id)) as { id: string };
    expect((await post(path, {})).status).toBe(401);
    expect((await post(path, { cookie: (await aUser(app, org)).cookie })).status).toBe(404);
    expect((await post(path, { cookie: reader })).status).toBe(403);
    expect((await post(path, { cookie: limited })).status).toBe(404);
    expect(
      (await post(`/api/office/creditors/${outside("creditor", foreign.id)}/fec`, { cookie: accountant }))
        .status,
    ).toBe(404);
    expect((await post(path, { cookie: accountant })).status).toBe(200);
  });
  it("opens publication to tokens that may publish for the creditor", async () => {
    const path = `/api/publication/fec?creditor=${String(creditor["code"])}`;
    const elsewhere = (await aCreditor(app, org)) as { id: string };
    expect((await post(path, {})).status).toBe(401);
    expect((await post(path, { cookie: accountant })).status).toBe(404);
    expect((await post(path, { bearer: await aToken({ scopes: ["read"] }) })).status).toBe(404);
    expect((await post(path, { bearer: await aToken({ creditor_ids: [elsewhere.id] }) })).json.code).toBe(
      "import.creditor_unknown",
    );
    expect((await post("/api/publication/fec?creditor=NONE", { bearer: await aToken() })).status).toBe(422);
    expect((await post(path, { bearer: await aToken({ creditor_ids: [creditor.id] }) })).status).toBe(200);
  });
  it("shows an import, its problems and the list to those who see its creditor", async () => {
    const done = await send(fec(), { bearer: await aToken() });
    expect(done).toMatchObject({ state: "done", createdBy: "API" });
    const elsewhere = (await aCreditor(app, org)) as { id: string };
    const limited = (await aStaffUser(app, org, "reader", { staff_creditor_ids: [elsewhere.id] })).cookie;
    const reader = (await aStaffUser(app, org, "reader")).cookie;
    const token = await aToken({ creditor_ids: [creditor.id] });
    const limitedToken = await aToken({ creditor_ids: [elsewhere.id] });
    const other = await anOrganization(app);
    const foreign = (await aStaffUser(app, other.organization_id, "administrator")).cookie;
    for (const end of ["", "/problems"]) {
      const office = `${base}/api/office/imports/${done.id}${end}`;
      expect((await call("GET", office)).status).toBe(401);
      expect((await call("GET", office, { cookie: limited })).status).toBe(404);
      expect((await call("GET", office.replace(base, other.base), { cookie: foreign })).status).toBe(404);
      expect((await call("GET", office, { cookie: reader })).status).toBe(200);
      const publication = `${base}/api/publication/imports/${done.id}${end}`;
      expect((await call("GET", publication)).status).toBe(401);
      expect((await call("GET", publication, { bearer: limitedToken })).status).toBe(404);
      expect((await call("GET", publication, { bearer: token })).status).toBe(200);
    }
    const list = `${base}/api/office/imports`;
    expect((await call("GET", list)).status).toBe(401);
    expect((await call("GET", list, { cookie: (await aUser(app, org)).cookie })).status).toBe(404);
    expect((await call("GET", list, { cookie: limited })).json.items).toEqual([]);
    expect((await call("GET", list, { cookie: reader })).json.items).toHaveLength(1);
  });
  it("pages imports, newest first, and their problems", async () => {
    for (let i = 0; i < 3; i++) await send(fec([{}, { date: "20261301" }, { date: "x" }, { number: "9" }]));
    const get = async (path: string) =>
      (await call("GET", `${base}/api/office/imports${path}`, { cookie: accountant })).json;
    const first = await get("?limit=2");
    const second = await get(`?limit=2&cursor=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
    const page = await get(`/${first.items[0].id}/problems?limit=1`);
    const rest = await get(`/${first.items[0].id}/problems?cursor=${page.next}`);
    expect([...page.items, ...rest.items].map((one: { line: number }) => one.line)).toEqual([3, 4, 0]);
  });
});
