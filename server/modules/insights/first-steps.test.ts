import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { moduleOf } from "../../platform/doors.ts";
import { contract, refusals } from "./contract.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("insights", contract, routes, refusals)] });
});
afterAll(() => app.close());

it("OFF-1 leads a new organization through its first steps, until a customer has come in", async () => {
  const organization = await anOrganization(app, { contact: {} });
  const org = organization.organization_id;
  const { cookie } = await aStaffUser(app, org, "administrator");
  const done = async (as = cookie) => {
    const { json } = await call("GET", `${organization.base}/api/office/home`, { cookie: as });
    return json.start.filter((one: { done: boolean }) => one.done).map((one: { step: string }) => one.step);
  };
  const first = await call("GET", `${organization.base}/api/office/home`, { cookie });
  expect(first.json.start.map((one: { step: string }) => one.step)).toEqual([
    "contact",
    "creditor",
    "payment",
    "accounts",
    "access",
  ]);
  expect(await done()).toEqual([]);
  await app.admin.query(
    `update organizations set contact = '{"email": "regies@example.org"}' where organization_id = $1`,
    [org],
  );
  const creditor = await aCreditor(app, org);
  expect(await done()).toEqual(["contact", "creditor"]);
  const limited = await aStaffUser(app, org, "administrator", { staff_creditor_ids: [creditor.id] });
  expect(await done(limited.cookie)).toEqual([]);
  await aCustomer(app, org, creditor.id as string, { user: { state: "invited" } });
  expect(await done()).toEqual(["contact", "creditor", "accounts"]);
  await app.admin.query("update users set state = 'active' where organization_id = $1", [org]);
  const over = await call("GET", `${organization.base}/api/office/home`, { cookie });
  expect(over.json.start).toEqual([]);
});
