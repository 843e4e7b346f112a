/** An organization with a person of whom everything is held and a manager who works requests, new for each test. */
import { afterAll, beforeAll, beforeEach } from "vitest";
import { modules } from "../../server/modules.ts";
import { startTestApp, type TestApp } from "./app.ts";
import { aCreditor, anOrganization, aStaffUser, call } from "./builders.ts";
import { type Messages, startMessages } from "./messages.ts";
import { aKnownPerson } from "./privacy.ts";

export let app: TestApp;
export let messages: Messages;
export let org: Awaited<ReturnType<typeof anOrganization>>;
export let creditorId: string;
export let me: Awaited<ReturnType<typeof aKnownPerson>>;
export let manager: Awaited<ReturnType<typeof aStaffUser>>;

/** Opens it for the tests of the file that calls it. */
export function openPrivacyOffice(): void {
  beforeAll(async () => {
    messages = await startMessages();
    app = await startTestApp({ modules, work: true, env: messages.env });
  });
  afterAll(async () => {
    await app.close();
    await messages.close();
  });
  beforeEach(async () => {
    app.setClock(null);
    messages.clear();
    org = await anOrganization(app, { contact: { email: "dpo@example.org" } });
    creditorId = (await aCreditor(app, org.organization_id)).id as string;
    me = await aKnownPerson(app, org.organization_id, creditorId);
    manager = await aStaffUser(app, org.organization_id, "manager");
  });
}

export const api = (method: string, path: string, body?: unknown, cookie = me.user.cookie) =>
  call(method, `${org.base}/api${path}`, { cookie, ...(body ? { body } : {}) });
export const ask = (confirmation = "effacer") =>
  api("POST", "/me/erasures", { reason: "Je déménage", confirmation });
export const asked = async () => (await ask()).json.id as string;
export const office = (method: string, path: string, body?: unknown, cookie = manager.cookie) =>
  api(method, `/office/erasures${path}`, body, cookie);
export const decide = (id: string, over: Record<string, unknown> = {}) =>
  office("POST", `/${id}/decide`, { decision: "erase", confirmation: me.user.identifier, ...over });
/** Rows of the organization, which is the first parameter. */
export const rowsOf = async (text: string, ...values: unknown[]) =>
  (await app.admin.query(text, [org.organization_id, ...values])).rows;
