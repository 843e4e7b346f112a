import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../test/harness/app.ts";
import { anOrganization, aStaffUser, call } from "../../test/harness/builders.ts";
import { modules } from "../modules.ts";
import { dayInParis } from "./dates.ts";

let app: TestApp;
let base: string;
let cookie: string;
let organizationId: string;
beforeAll(async () => {
  app = await startTestApp({ modules });
});
afterAll(() => app.close());
beforeEach(async () => {
  const organization = await anOrganization(app);
  base = organization.base;
  organizationId = organization.organization_id;
  cookie = (await aStaffUser(app, organization.organization_id, "administrator")).cookie;
});

const read = async () => {
  const { headers, json } = await call("GET", `${base}/api/agency`, { cookie });
  return { version: headers.get("etag")!, json };
};
const save = (legalName: string, seen?: string) =>
  call("PUT", `${base}/api/office/agency`, {
    cookie,
    body: { general: { legalName } },
    headers: seen ? { "if-match": seen } : {},
  });

describe("OFF-5 settings that two people hold open", () => {
  it("refuses who saves second, and keeps what the first saved", async () => {
    const { version } = await read();
    expect((await save("Première", version)).status).toBe(200);
    const second = await save("Seconde", version);
    expect([second.status, second.json.code]).toEqual([412, "state.changed"]);
    expect((await read()).json.general.legalName).toBe("Première");
  });
  it("lets one person save again and again: each answer tells the next version", async () => {
    const first = await save("Une fois", (await read()).version);
    expect(first.headers.get("etag")).toBe((await read()).version);
    expect((await save("Deux fois", first.headers.get("etag")!)).status).toBe(200);
  });
  it("lets one of two who save at once through", async () => {
    const { version } = await read();
    const answers = await Promise.all(["A", "B", "C"].map((name) => save(name, version)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  });
  it("asks nothing of software that brings no version", async () => {
    await save("Première");
    expect((await save("Seconde")).status).toBe(200);
  });
  it("takes what moves by itself for no change", async () => {
    const get = () => call("GET", `${base}/api/office/text-settings`, { cookie });
    const before = await get();
    await app.admin.query("insert into text_months (organization_id, month, segments) values ($1, $2, 3)", [
      organizationId,
      dayInParis(new Date()).slice(0, 7),
    ]);
    const after = await get();
    expect(after.json.usedThisMonth).toBe(3);
    expect(after.headers.get("etag")).toBe(before.headers.get("etag"));
  });
});
