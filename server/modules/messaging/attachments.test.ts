import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { keepTermsOf } from "../../../test/harness/terms.ts";
import { modules } from "../../modules.ts";
import { outside } from "../../platform/ids.ts";

const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(50)]);
let app: TestApp;
let org: Awaited<ReturnType<typeof anOrganization>>;
let water: string;
let customer: Awaited<ReturnType<typeof aCustomer>>;
let agent: Awaited<ReturnType<typeof aStaffUser>>;
beforeAll(async () => {
  app = await startTestApp({ modules });
});
beforeEach(async () => {
  org = await anOrganization(app);
  water = (await aCreditor(app, org.organization_id)).id;
  customer = await aCustomer(app, org.organization_id, water);
  agent = await aStaffUser(app, org.organization_id, "accountant", { name: "Alex Agent" });
});
afterAll(() => app.close());

const send = (method: string, path: string, cookie: string, body?: unknown, headers = {}) =>
  call(method, `${org.base}/api${path}`, { cookie, headers, ...(body === undefined ? {} : { body }) });
const get = (path: string, cookie: string) => send("GET", path, cookie);
const post = (path: string, cookie: string, body: unknown = {}, headers = {}) =>
  send("POST", path, cookie, body, headers);
const wish = (over: object = {}) => ({
  account: outside("account", customer.account.id),
  category: "invoice",
  subject: "Facture d’octobre",
  body: "Bonjour,\nje ne comprends pas la ligne 3.",
  ...over,
});
const open = async (over: object = {}) =>
  (await post("/requests", customer.user.cookie, wish(over))).json.id as string;
const upload = async (cookie: string, body: Buffer = PNG, name = "photo.png") =>
  call("POST", `${org.base}/api/attachments?name=${encodeURIComponent(name)}`, {
    cookie,
    body,
    headers: { "content-type": "application/octet-stream" },
  });

describe("files of messages", () => {
  it("are known by their first bytes, and refused otherwise", async () => {
    for (const content of ["<html>", "MZ\u0090", "PK\u0003\u0004 a zip of some length", ""])
      expect((await upload(customer.user.cookie, Buffer.from(content), "facture.pdf")).json.code).toBe(
        "attachment.type",
      );
    expect((await upload(customer.user.cookie, Buffer.concat([PNG, Buffer.alloc(10_485_760)]))).status).toBe(
      413,
    );
  });
  it("belong to their sender until he ties them, and are tied once", async () => {
    const { cookie } = customer.user;
    const file = (await upload(cookie)).json.id;
    expect((await get(`/attachments/${file}`, cookie)).status).toBe(200);
    expect((await get(`/attachments/${file}`, agent.cookie)).status).toBe(404);
    expect((await post("/requests", cookie, wish({ attachments: [file] }))).status).toBe(200);
    expect((await post("/requests", cookie, wish({ attachments: [file] }))).json.code).toBe(
      "attachment.unknown",
    );
    const other = await aCustomer(app, org.organization_id, water);
    expect((await get(`/attachments/${file}`, other.user.cookie)).status).toBe(404);
  });
  it("of a note are for colleagues only", async () => {
    const id = await open();
    const file = (await upload(agent.cookie)).json.id;
    await post(`/office/requests/${id}/messages`, agent.cookie, {
      kind: "note",
      body: "Vu.",
      attachments: [file],
    });
    const reader = await aStaffUser(app, org.organization_id, "reader");
    expect((await get(`/attachments/${file}`, reader.cookie)).status).toBe(200);
    expect((await get(`/attachments/${file}`, customer.user.cookie)).status).toBe(404);
  });
  it("are forgotten after a day when they go with nothing", async () => {
    const tied = (await upload(customer.user.cookie)).json.id;
    const loose = (await upload(customer.user.cookie)).json.id;
    await open({ attachments: [tied] });
    await keepTermsOf(app, org.organization_id, "attachments_loose");
    expect((await get(`/attachments/${loose}`, customer.user.cookie)).status).toBe(200);
    app.setClock(new Date(Date.now() + 25 * 3_600_000));
    await keepTermsOf(app, org.organization_id, "attachments_loose");
    app.setClock(null);
    expect((await get(`/attachments/${loose}`, customer.user.cookie)).status).toBe(404);
    expect((await get(`/attachments/${tied}`, customer.user.cookie)).status).toBe(200);
  });
});
