/** ACT-7 and ACT-8 by batch: who rents whose lot, and the analytic codes of entries. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, call } from "../../../test/harness/builders.ts";
import { moduleOf } from "../../platform/doors.ts";
import { newId } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let org: string;
let base: string;
const token = newToken();
beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("exchange", contract, routes, refusals, jobs)], work: true });
  ({ organization_id: org, base } = await anOrganization(app));
  await aCreditor(app, org, { code: "GER" });
  await app.admin.query(
    "insert into api_tokens (organization_id, id, name, token_hash, scopes, created_at) values ($1,$2,'ERP',$3,'{publish}',now())",
    [org, newId(), hashToken(token)],
  );
});
afterAll(() => app.close());

async function send(batch: unknown[], mode = "apply") {
  const { json } = await call("POST", `${base}/api/publication/batches?mode=${mode}`, {
    bearer: token,
    body: batch.map((one) => JSON.stringify(one)).join("\n"),
    headers: { "content-type": "application/x-ndjson" },
  });
  await app.quiet();
  const read = async (end: string) =>
    (await call("GET", `${base}/api/publication/imports/${json.id}${end}`, { bearer: token })).json;
  return { counts: (await read("")).counts, problems: (await read("/problems")).items };
}
const links = async () =>
  (
    await app.admin.query(
      `select o.code as owner, t.code as tenant, l.lot, l.until_on as until from tenant_links l
       join parties o on o.id = l.owner_id join parties t on t.id = l.tenant_id where l.organization_id = $1 order by 1, 2, 3`,
      [org],
    )
  ).rows;

const party = (code: string) => ({ type: "party", code, name: `Tiers ${code}` });
const link = { type: "link", creditor: "GER", owner: "BAILLEUR", tenant: "LOC1", lot: "Lot 12" };

it("ACT-7 publishes leases once, changes their end, and tells the line of a party that is not known", async () => {
  const batch = [
    link,
    { ...link, tenant: "INCONNU" },
    { ...link, lot: "Cave", from: "2026-05-01", until: "2026-04-30" },
    party("BAILLEUR"),
    party("LOC1"),
  ];
  expect((await send(batch, "check")).counts).toMatchObject({ links: 1 });
  expect(await links()).toEqual([]);
  const first = await send(batch);
  expect(first.counts).toMatchObject({ links: 1 });
  const told = first.problems.toSorted(
    (one: { line: number }, other: { line: number }) => one.line - other.line,
  );
  expect(told).toMatchObject([
    { line: 2, code: "batch.party_unknown", column: "tenant", value: "INCONNU" },
    { line: 3, code: "batch.field_invalid", column: "until" },
  ]);
  expect(await links()).toEqual([{ owner: "BAILLEUR", tenant: "LOC1", lot: "Lot 12", until: null }]);
  expect((await send([link])).counts).toMatchObject({ links: 0 });
  expect((await send([{ ...link, until: "2026-12-31" }])).counts).toMatchObject({ links: 1 });
  expect(await links()).toMatchObject([{ until: expect.anything() }]);
});

it("ACT-8 keeps the analytic code of an entry, and follows its change", async () => {
  const account = { type: "account", creditor: "GER", code: "A1", label: "Compte" };
  const entry = {
    type: "entry",
    creditor: "GER",
    account: "A1",
    key: "E1",
    date: "2026-03-01",
    label: "x",
    debitCents: 100,
  };
  const code = async () =>
    (await app.admin.query("select analytic from entries where organization_id = $1", [org])).rows;
  await send([account, { ...entry, analytic: "INT" }]);
  expect(await code()).toEqual([{ analytic: "INT" }]);
  expect((await send([{ ...entry, analytic: "INT" }])).counts).toMatchObject({ entriesUnchanged: 1 });
  expect((await send([entry])).counts).toMatchObject({ entriesUpdated: 1 });
  expect(await code()).toEqual([{ analytic: "" }]);
});
