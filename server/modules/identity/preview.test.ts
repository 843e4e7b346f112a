import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anEntry,
  anOrganization,
  aStaffUser,
  call,
} from "../../../test/harness/builders.ts";
import { modules } from "../../modules.ts";
import { outside } from "../../platform/ids.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules });
});
afterAll(() => app.close());

const jar = (answer: { headers: Headers }) => (answer.headers.get("set-cookie") ?? "").split(";")[0]!;
/** The whole of what a form of settings sends. */
const fields = (settings: object, over: object = {}) => ({
  name: "Nom essayé",
  accent: "#123456",
  contact: {},
  legalNotice: "",
  accessibilityStatement: "",
  settings,
  ...over,
});

async function aHouse(role: "accountant" | "manager" = "manager") {
  const place = await anOrganization(app);
  const id = place.organization_id;
  const creditor = await aCreditor(app, id);
  const customer = await aCustomer(app, id, creditor.id);
  await anEntry(app, id, customer.account.id as string, 5000);
  const staff = await aStaffUser(app, id, role, { name: "Mme Agent" });
  const path = `${place.base}/api/office/users/${outside("user", customer.user.id)}/preview`;
  return {
    id,
    base: `${place.base}/api`,
    customer,
    staff,
    account: `${place.base}/api/accounts/${outside("account", customer.account.id)}`,
    preview: (body: object, cookie = staff.cookie) => call("POST", path, { cookie, body }),
  };
}

describe("settings previewed as a customer, before they are saved (OFF-5)", () => {
  it("show the space under them, with what could be done; nothing is saved, nothing can be done", async () => {
    const { base, account, customer, staff, preview, id } = await aHouse();
    const eyes = jar(await preview(fields({ disputes: false, paySeveral: false })));
    const organization = (await call("GET", `${base}/organization`, { cookie: eyes })).json;
    expect(organization).toMatchObject({
      name: "Nom essayé",
      accent: "#123456",
      settings: { disputes: false, paySeveral: false, requests: true },
    });
    expect((await call("GET", `${base}/session`, { cookie: eyes })).json).toMatchObject({
      identifier: customer.user.identifier,
      viewedBy: { name: "Mme Agent" },
      preview: true,
    });
    expect((await call("GET", account, { cookie: eyes })).json.can).toEqual({ pay: true, dispute: false });
    expect((await call("GET", `${base}/disputes`, { cookie: eyes })).json.code).toBe("option.closed");
    const write = { cookie: eyes, body: { language: "en" } };
    expect((await call("POST", `${base}/me/language`, write)).json.code).toBe("view_as.read_only");

    const [own] = [{ cookie: customer.user.cookie }];
    expect((await call("GET", `${base}/organization`, own)).json.settings.disputes).toBe(true);
    expect((await call("GET", account, own)).json.can).toEqual({ pay: true, dispute: true });
    const { rows } = await app.admin.query(
      "select data, actor_id from facts where organization_id = $1 and name = 'identity.viewing_started'",
      [id],
    );
    expect(rows).toEqual([{ data: { changed: ["paySeveral", "disputes"] }, actor_id: staff.id }]);
  });

  it("give back what was typed when they are left; then twice changes nothing", async () => {
    const { base, preview } = await aHouse();
    const eyes = jar(await preview(fields({ requests: false })));
    const left = await call("POST", `${base}/view-as/stop`, { cookie: eyes });
    expect(left.json).toMatchObject({
      done: true,
      preview: { name: "Nom essayé", settings: { requests: false } },
    });
    const back = { cookie: jar(left) };
    expect((await call("GET", `${base}/session`, back)).json).toMatchObject({
      viewedBy: null,
      preview: false,
    });
    expect((await call("GET", `${base}/organization`, back)).json.settings.requests).toBe(true);
    expect((await call("POST", `${base}/view-as/stop`, back)).json).toEqual({ done: true, preview: null });
  });

  it("are over after half an hour: what is left is to go back, with what was typed", async () => {
    const { base, account, preview } = await aHouse();
    const eyes = { cookie: jar(await preview(fields({ requests: false }))) };
    app.setClock(new Date(Date.now() + 31 * 60_000));
    try {
      for (const path of [account, `${base}/session`])
        expect((await call("GET", path, eyes)).json.code).toBe("view_as.preview_over");
      expect((await call("GET", `${base}/organization`, eyes)).json.settings.requests).toBe(true);
      const left = await call("POST", `${base}/view-as/stop`, eyes);
      expect(left.json.preview.settings.requests).toBe(false);
    } finally {
      app.setClock(null);
    }
  });

  it("are for those who may change them, and refuse what could not be saved", async () => {
    const { preview, customer, staff } = await aHouse();
    const reader = await aHouse("accountant");
    expect((await reader.preview(fields({}))).status).toBe(403);
    expect((await preview(fields({}), customer.user.cookie)).status).toBe(404);
    expect((await preview(fields({ searchableMonths: 0 }), staff.cookie)).status).toBe(400);
  });
});

describe("a service that the organization closes (OFF-5)", () => {
  const closings = [
    ["disputes", "GET", "/disputes"],
    ["requests", "GET", "/requests"],
    ["announcements", "GET", "/announcements"],
    ["announcements", "GET", "/news"],
    ["colleagues", "GET", "/me/parties"],
    ["declarePaid", "POST", "/entries/:entry/declaration"],
    ["coordinateChanges", "PUT", "/coordinates/:party/change"],
    ["paperChoice", "PUT", "/coordinates/:party/paper"],
  ] as const;
  it.each(closings)("%s: %s %s says so to customers", async (option, method, path) => {
    const { base, id, customer } = await aHouse();
    const { rows } = await app.admin.query("select id from entries where organization_id = $1", [id]);
    const url =
      base +
      path
        .replace(":party", outside("party", customer.party.id))
        .replace(":entry", outside("entry", rows[0].id));
    const body =
      method === "GET"
        ? undefined
        : path.endsWith("paper")
          ? { paper: false }
          : { values: { city: "Ailleurs" }, paidOn: "2026-01-01", means: "cheque" };
    const ask = () => call(method, url, { cookie: customer.user.cookie, ...(body ? { body } : {}) });
    await app.admin.query("update organizations set settings = $2 where organization_id = $1", [
      id,
      { [option]: false },
    ]);
    expect((await ask()).json.code).toBe("option.closed");
    await app.admin.query("update organizations set settings = '{}' where organization_id = $1", [id]);
    expect((await ask()).json.code).not.toBe("option.closed");
  });

  it("leaves their page: nothing greets, nothing waits, nothing can be asked", async () => {
    const { base, id, customer } = await aHouse();
    await app.admin.query("update organizations set settings = $2 where organization_id = $1", [
      id,
      { announcements: false, requests: false, coordinateChanges: false, paperChoice: false },
    ]);
    const cookie = customer.user.cookie;
    expect((await call("GET", `${base}/messages`, { cookie })).json).toEqual({
      important: [],
      welcome: [],
      unreadAnnouncements: 0,
      unreadRequests: 0,
      can: { write: false },
    });
    const party = outside("party", customer.party.id);
    expect((await call("GET", `${base}/coordinates/${party}`, { cookie })).json.can).toEqual({
      change: false,
      withdraw: false,
      paper: false,
    });
  });
});
