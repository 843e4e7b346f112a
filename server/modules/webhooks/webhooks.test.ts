import { createHmac } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { freePort } from "../../../test/harness/global-setup.ts";
import { moduleOf } from "../../platform/doors.ts";
import { recordFact } from "../../platform/facts.ts";
import { idOf, newId, outside } from "../../platform/ids.ts";
import { announceFact } from "./announce-fact.ts";
import { contract, refusals } from "./contract.ts";
import { deliverEvent } from "./deliver-event.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

type Received = { headers: Record<string, string>; body: string };

let app: TestApp;
let receiver: FastifyInstance;
let host: string;
let answers: number[];
let received: Received[];
let place: Awaited<ReturnType<typeof anOrganization>>;
let cookie: string;

beforeAll(async () => {
  receiver = Fastify();
  receiver.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) =>
    done(null, body),
  );
  receiver.post("/hook", async (request, reply) => {
    received.push({ headers: request.headers as Record<string, string>, body: request.body as string });
    return reply.status(answers.shift() ?? 200).send("");
  });
  const port = await freePort();
  await receiver.listen({ port, host: "127.0.0.1" });
  host = `127.0.0.1:${port}`;
  app = await startTestApp({
    modules: [moduleOf("webhooks", contract, routes, refusals, jobs)],
    work: true,
    env: { OUTBOUND_HOSTS: host },
  });
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});
beforeEach(async () => {
  [answers, received] = [[], []];
  place = await anOrganization(app);
  cookie = (await aStaffUser(app, place.organization_id, "administrator")).cookie;
});

const office = (method: string, path: string, body?: unknown) =>
  call(method as "POST", `${place.base}/api/office/webhooks${path}`, { cookie, ...(body ? { body } : {}) });
const fields = (over: object = {}) => ({
  url: `http://${host}/hook`,
  label: "Comptabilité",
  events: ["payment.settled", "dispute.opened"],
  ...over,
});
const create = async (over: object = {}) => {
  const { json } = await office("POST", "", fields(over));
  return { id: json.webhook.id as string, secret: json.secret as string };
};
const settle = (name = "payments.settled") =>
  app.inside(place.organization_id, (ctx) =>
    recordFact(ctx, { name, subject: { kind: "payment", id: newId() }, data: { cents: 1200 } }),
  );
const deliveries = async (id: string, query = "") =>
  (await office("GET", `/${id}/deliveries${query}`)).json.items;
const inside = (id: string) => idOf("delivery").parse(id);

describe("API-5 webhooks", () => {
  it("tell an event once, signed, to those that want it", async () => {
    const { id, secret } = await create();
    await create({ events: ["dispute.opened"] });
    const factId = await settle();
    await app.quiet();
    expect(received).toHaveLength(1);
    const [{ headers, body }] = received as [Received];
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers["quitus-signature"]!)!;
    expect(createHmac("sha256", secret).update(`${t}.${body}`).digest("hex")).toBe(v1);
    expect(JSON.parse(body)).toMatchObject({ type: "payment.settled", data: { cents: 1200 } });
    expect(headers["quitus-event"]).toBe(`evt_${factId.replaceAll("-", "")}`);
    expect(await deliveries(id)).toMatchObject([{ state: "delivered", tries: 1, lastStatus: 200 }]);
  });

  it("are told once though the job that announces runs twice, and at once", async () => {
    const { id } = await create();
    const factId = await settle();
    await app.quiet();
    const again = () =>
      app.inside(place.organization_id, (ctx) => announceFact(ctx, { factId, fact: "payments.settled" }));
    await Promise.all([again(), again()]);
    await app.quiet();
    expect(received).toHaveLength(1);
    expect(await deliveries(id)).toHaveLength(1);
  });

  it("are tried again later when nobody answers well, and told as they fare", async () => {
    answers = [500];
    const { id } = await create();
    await settle();
    await app.quiet();
    const [waiting] = await deliveries(id, "?state=waiting");
    expect(waiting).toMatchObject({ tries: 1, lastStatus: 500 });
    expect(new Date(waiting.nextTryAt).getTime() - new Date(waiting.createdAt).getTime()).toBeGreaterThan(
      25_000,
    );
    await deliverEvent(app.outer(place.organization_id), inside(waiting.id));
    expect(await deliveries(id)).toMatchObject([{ state: "delivered", tries: 2 }]);
    await deliverEvent(app.outer(place.organization_id), inside(waiting.id));
    expect(received).toHaveLength(2);
  });

  it("are switched off after ten tries without a good answer, with what still waited", async () => {
    answers = Array.from({ length: 30 }, () => 503);
    const { id } = await create();
    await settle();
    await settle();
    await app.quiet();
    const [first] = await deliveries(id);
    for (let tries = 0; tries < 9; tries += 1)
      await deliverEvent(app.outer(place.organization_id), inside(first.id));
    expect((await office("GET", "")).json.items).toMatchObject([
      { id, enabled: false, disabledFor: "failing", waiting: 0, failed: 2 },
    ]);
    expect((await office("POST", `/${id}/replay`, { since: "2026-01-01T00:00:00Z" })).json.code).toBe(
      "webhook.disabled",
    );
    const { rows } = await app.admin.query(
      "select data from facts where organization_id = $1 and name = 'webhooks.disabled'",
      [place.organization_id],
    );
    expect(rows).toEqual([{ data: { reason: "failing" } }]);
  });

  it("are switched off at once by an address that says it is gone", async () => {
    answers = [410];
    await create();
    await settle();
    await app.quiet();
    expect((await office("GET", "")).json.items[0]).toMatchObject({ enabled: false, disabledFor: "gone" });
  });

  it("tell again one event, or all since an instant", async () => {
    const { id } = await create();
    await settle();
    await settle("identity.signed_in");
    await settle();
    await app.quiet();
    const [, oldest] = await deliveries(id);
    const again = await office("POST", `/${id}/deliveries/${oldest.id}/replay`);
    expect(again.json).toMatchObject({ replay: true, eventId: oldest.eventId, state: "waiting" });
    const all = await office("POST", `/${id}/replay`, { since: "2026-01-01T00:00:00Z" });
    expect(all.json).toEqual({ count: 2, more: false });
    await app.quiet();
    expect(received).toHaveLength(5);
    expect(new Set(received.map(({ headers }) => headers["quitus-event"])).size).toBe(2);
  });

  it("change their key without refusing a message: both sign for a day", async () => {
    const { id, secret } = await create();
    const changed = (await office("POST", `/${id}/secret`)).json;
    expect(changed.secret).not.toBe(secret);
    await settle();
    await app.quiet();
    const [{ headers, body }] = received as [Received];
    const signed = headers["quitus-signature"]!;
    const t = /t=(\d+)/.exec(signed)![1];
    for (const key of [secret, changed.secret])
      expect(signed).toContain(createHmac("sha256", key).update(`${t}.${body}`).digest("hex"));
    expect(JSON.stringify((await office("GET", "")).json)).not.toContain("whsec_");
  });

  it("go nowhere but to public https addresses, whatever is typed and whatever a name leads to", async () => {
    for (const url of [
      "http://receiver.example/",
      "https://u:p@receiver.example/",
      "ftp://receiver.example/",
    ])
      expect((await office("POST", "", fields({ url }))).json.code, url).toBe("webhook.address");
    const { id } = await create({ url: "https://127.0.0.1:1/hook" });
    const test = (await office("POST", `/${id}/test`)).json;
    expect(test).toMatchObject({ delivered: false, status: null });
    expect(test.error).toContain("not on the public Internet");
  });

  it("answer a test with what the address said", async () => {
    answers = [204, 404];
    const { id } = await create();
    expect((await office("POST", `/${id}/test`)).json).toEqual({ delivered: true, status: 204, error: null });
    expect((await office("POST", `/${id}/test`)).json).toMatchObject({ delivered: false, status: 404 });
    expect(await deliveries(id)).toEqual([]);
  });

  it("tell nothing once deleted or switched off; twice deleted is not found", async () => {
    const { id } = await create();
    await office("PUT", `/${id}`, fields({ enabled: false }));
    await settle();
    await app.quiet();
    expect(received).toEqual([]);
    expect((await office("DELETE", `/${id}`)).status).toBe(200);
    expect((await office("DELETE", `/${id}`)).status).toBe(404);
  });

  it("ALL-1 belong to their organization", async () => {
    const { id } = await create();
    const other = await anOrganization(app);
    const stranger = (await aStaffUser(app, other.organization_id, "administrator")).cookie;
    const paths = [`/${id}/deliveries`, `/${id}/test`, `/${id}/secret`];
    for (const path of paths) {
      const method = path.endsWith("deliveries") ? "GET" : "POST";
      const answer = await call(method, `${other.base}/api/office/webhooks${path}`, { cookie: stranger });
      expect(answer.status).toBe(404);
    }
    expect(outside("webhook", newId())).not.toBe(id);
  });
});
