import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { contract, refusals } from "./contract.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "organizations", contract, doors: routes, refusals }] });
});
afterAll(() => app.close());

const office = {
  name: "Bureau de Lyon",
  address: ["1 place Bellecour", "69002 Lyon"],
  phone: "04 72 00 00 00",
};
const told = {
  general: { legalName: "Régie Montfleuri SAS", siret: "12345678901234" },
  representative: { name: "Anne Roux", function: "Présidente" },
  card: { number: "CPI 6901 2026 000 000 001", issuedBy: "CCI de Lyon", validUntil: "2029-01-31" },
  services: [{ kind: "recovery", name: "Recouvrement", email: "recouvrement@example.org" }],
  offices: [office],
};

it("OFF-4 INF-1 a manager says who the organization is, anybody reads it, and the same again tells nothing", async () => {
  const org = await anOrganization(app);
  const { cookie } = await aStaffUser(app, org.organization_id, "manager");
  const save = (body: unknown) => call("PUT", `${org.base}/api/office/agency`, { cookie, body });
  const empty = await call("GET", `${org.base}/api/agency`);
  expect(empty.json).toMatchObject({ services: [], offices: [], card: { number: "", validUntil: null } });
  expect((await save(told)).status).toBe(200);
  expect((await save(told)).status).toBe(200);
  expect((await call("GET", `${org.base}/api/agency`)).json).toMatchObject({
    ...told,
    offices: [{ ...office, fax: "", email: "", hours: "" }],
  });
  const facts = await app.admin.query(
    "select data from facts where organization_id = $1 and name = 'organizations.agency_updated'",
    [org.organization_id],
  );
  expect(facts.rows).toEqual([
    { data: { changed: ["general", "representative", "card", "services", "offices"] } },
  ]);
});

it("OFF-4 refuses what is misshapen, and staff below managers", async () => {
  const org = await anOrganization(app);
  const manager = await aStaffUser(app, org.organization_id, "manager");
  const accountant = await aStaffUser(app, org.organization_id, "accountant");
  const save = (cookie: string, body: unknown) =>
    call("PUT", `${org.base}/api/office/agency`, { cookie, body });
  expect((await save(manager.cookie, { general: { siret: "123" } })).status).toBe(400);
  expect((await save(manager.cookie, { offices: [{ name: "" }] })).status).toBe(400);
  expect((await save(accountant.cookie, told)).status).toBe(403);
});
