/** API-2 MAN-7 mandates by batch: those that another program kept, with their references. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, call } from "../../../test/harness/builders.ts";
import { moduleOf } from "../../platform/doors.ts";
import { newId } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { collectableMandates } from "../mandates/index.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let org: string;
let base: string;
let creditorId: string;
let token: string;
const IBAN = "FR7630006000011234567890189";
const OTHER_IBAN = "FR1420041010050500013M02606";
beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("exchange", contract, routes, refusals, jobs)], work: true });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(new Date("2026-11-30T09:00:00Z"));
  ({ organization_id: org, base } = await anOrganization(app));
  creditorId = (
    await aCreditor(app, org, { code: "REGIE", address: ["1 place de la Mairie", "71000 Mâcon"] })
  ).id as string;
  token = newToken();
  await app.admin.query(
    "insert into api_tokens (organization_id, id, name, token_hash, scopes, created_at) values ($1,$2,'ERP',$3,'{publish}',now())",
    [org, newId(), hashToken(token)],
  );
});

async function send(batch: unknown[], mode = "apply") {
  const { json } = await call("POST", `${base}/api/publication/batches?mode=${mode}`, {
    bearer: token,
    body: batch.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n"),
    headers: { "content-type": "application/x-ndjson" },
  });
  await app.quiet();
  const read = async (end: string) =>
    (await call("GET", `${base}/api/publication/imports/${json.id}${end}`, { bearer: token })).json;
  const { items } = await read("/problems");
  const problems = items.toSorted((one: { line: number }, other: { line: number }) => one.line - other.line);
  return { counts: (await read("")).counts, problems };
}
const account = (code: string) => ({ type: "account", creditor: "REGIE", code, label: `Compte ${code}` });
const mandate = (over: object = {}) => ({
  type: "mandate",
  creditor: "REGIE",
  account: "A1",
  umr: "OLD-1",
  iban: IBAN,
  holder: "Camille Durand",
  signedOn: "2024-05-02",
  lastCollectedOn: "2026-10-05",
  ...over,
});
const kept = async () =>
  (
    await app.admin.query(
      "select umr, state, origin, user_id, debtor_iban, last_collected_on::text as last from mandates where organization_id = $1 order by umr",
      [org],
    )
  ).rows;
const facts = async () =>
  (
    await app.admin.query("select data from facts where organization_id = $1 and name = 'mandates.typed'", [
      org,
    ])
  ).rows;

it("takes them over in any order of lines, in force, collectable, once; nothing by a check", async () => {
  const batch = [
    mandate(),
    mandate({
      account: "A2",
      umr: "old/2",
      mode: "one_off",
      cents: 4200,
      lastCollectedOn: null,
      signedOn: "2026-11-02",
    }),
    account("A1"),
    account("A2"),
  ];
  expect((await send(batch, "check")).counts).toMatchObject({ mandates: 2 });
  expect(await kept()).toEqual([]);
  expect(await send(batch)).toMatchObject({ counts: { mandates: 2 }, problems: [] });
  expect(await kept()).toMatchObject([
    { umr: "OLD-1", state: "active", origin: "paper", user_id: null, last: "2026-10-05" },
    { umr: "old/2", last: null },
  ]);
  const due = await app.inside(org, (ctx) =>
    collectableMandates(ctx, creditorId, { after: null, limit: 10 }),
  );
  expect(due).toMatchObject([
    { umr: "OLD-1", mode: "automatic", userId: null, debtor: { iban: IBAN }, lastCollectedOn: "2026-10-05" },
    { umr: "old/2", oneOff: { cents: 4200, wantedOn: null } },
  ]);
  expect(await facts()).toHaveLength(2);
  expect(JSON.stringify(await facts())).not.toContain(IBAN.slice(4, 20));
  expect(await send(batch)).toMatchObject({ counts: { mandates: 0 }, problems: [] });
  expect(await facts()).toHaveLength(2);
});

it("keeps what is known, takes a later last use, and warns when the file says something else", async () => {
  await send([account("A1"), mandate()]);
  const again = await send([
    mandate({ lastCollectedOn: "2026-11-05" }),
    mandate({ iban: OTHER_IBAN, umr: "old-1" }),
  ]);
  expect(again.counts).toMatchObject({ mandates: 0 });
  expect(again.problems).toMatchObject([
    { line: 2, severity: "warning", code: "batch.mandate_kept", value: "old-1" },
  ]);
  expect(await kept()).toMatchObject([{ debtor_iban: IBAN, last: "2026-11-05" }]);
  await app.admin.query("update mandates set state = 'revoked' where organization_id = $1", [org]);
  await send([mandate()]);
  expect(await kept()).toMatchObject([{ state: "revoked", last: "2026-11-05" }]);
});

it("tells the line and the field of each that cannot be used, never its IBAN; the others count", async () => {
  const { counts, problems } = await send([
    account("A1"),
    account("A2"),
    mandate(),
    mandate({ account: "A2", umr: "U-1", iban: "FR7630006000011234567890188" }),
    mandate({ account: "A2", umr: "U-2", bic: "DEUTDEFF" }),
    mandate({ account: "A2", umr: "REGIE-0000012" }),
    mandate({ account: "A2", umr: "OLD-1" }),
    mandate({ account: "A2", umr: "U-3", signedOn: "2020-01-01", lastCollectedOn: null }),
    mandate({ account: "A2", umr: "U-4", lastCollectedOn: "2027-01-01" }),
    mandate({ umr: "U-5" }),
    mandate({ account: "NONE", umr: "U-6" }),
    mandate({ account: "A2", umr: "U-7", mode: "one_off" }),
    `{"type":"mandate","iban":"${IBAN}",`,
  ]);
  expect(counts).toMatchObject({ mandates: 1, accounts: 2 });
  expect(
    problems.map((one: { line: number; code: string; column: string }) => [one.line, one.code, one.column]),
  ).toEqual([
    [4, "batch.mandate_iban", "iban"],
    [5, "batch.mandate_bic", "bic"],
    [6, "batch.mandate_umr", "umr"],
    [7, "batch.mandate_umr_taken", "umr"],
    [8, "batch.mandate_signed_on", "signedOn"],
    [9, "batch.mandate_last_use", "lastCollectedOn"],
    [10, "batch.mandate_already_automatic", "account"],
    [11, "batch.account_unknown", "account"],
    [12, "batch.field_invalid", "cents"],
    [13, "batch.not_json", ""],
  ]);
  expect(JSON.stringify(problems)).not.toMatch(/30006000/);
});

it("opens none for a creditor that cannot collect", async () => {
  await app.admin.query("update creditors set iban = '' where id = $1", [creditorId]);
  const { counts, problems } = await send([account("A1"), mandate()]);
  expect(counts).toMatchObject({ mandates: 0 });
  expect(problems).toMatchObject([
    { line: 2, code: "batch.mandate_creditor_incomplete", column: "creditor" },
  ]);
});
