/** The timestamp that a mandate missed when it was signed, added later (MAN-5). */
import { createHash } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aStaffUser, call } from "../../../test/harness/builders.ts";
import { freePort } from "../../../test/harness/global-setup.ts";
import {
  aSigner,
  type Debits,
  mandatesModule,
  OTHER_IBAN,
  openDebits,
  type Signer,
} from "../../../test/harness/mandates.ts";
import { verifyPdf } from "../../formats/signature/index.ts";
import { timestampSimulator } from "../../gateways/timestamp/simulator.ts";
import { idOf } from "../../platform/ids.ts";
import { setTimestamp } from "../signatures/index.ts";
import { stampLate } from "./stamp-mandate.ts";

let app: TestApp;
let server: FastifyInstance;
let address: string;
let debits: Debits;
let signer: Signer;
let now = new Date();
const tsa = timestampSimulator({ clock: () => now });
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
  app.setClock(now);
};

beforeAll(async () => {
  server = Fastify({ forceCloseConnections: true });
  await server.register(tsa.plugin, { prefix: "/tsa" });
  const port = await freePort();
  await server.listen({ port, host: "127.0.0.1" });
  address = `http://127.0.0.1:${port}/tsa/`;
  app = await startTestApp({ modules: [mandatesModule], env: { OUTBOUND_HOSTS: `127.0.0.1:${port}` } });
});
afterAll(async () => {
  await app.close();
  await server.close();
});
beforeEach(async () => {
  now = new Date();
  app.setClock(now);
  tsa.behave("down");
  debits = await openDebits(app);
  signer = await aSigner(app, debits);
  await app.inside(debits.organizationId, (ctx) =>
    setTimestamp(ctx, { address, username: "", password: null }),
  );
});

const run = () => stampLate(app.outer(debits.organizationId));
const read = async (id: string) => (await signer.api("GET", `/mandates/${id}`)).json;
const documentOf = async (id: string, hash?: string) =>
  (await signer.api("GET", `/mandates/${id}/document${hash ? `?document=${hash}` : ""}`)).buffer;
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const timestamped = async (id: string) =>
  (
    await app.admin.query("select data from facts where name = 'mandates.timestamped' and subject_id = $1", [
      idOf("mandate").parse(id),
    ])
  ).rows.map((row: { data: Record<string, unknown> }) => row.data);

describe("MAN-5 a mandate signed while the authority was down", () => {
  it("is in force without, then stamped in an addition to the same bytes, once, told and verified", async () => {
    const { id, documents } = await signer.signed();
    expect(documents).toMatchObject([{ kind: "mandate", timestamp: "awaited" }]);
    const sealed = await documentOf(id);
    later(2);
    expect(await run()).toBe(0);
    expect((await read(id)).documents).toEqual(documents);
    tsa.behave("normal");
    later(2);
    const asked = await Promise.all([run(), run()]);
    expect(asked.toSorted()).toEqual([0, 1]);
    expect(await run()).toBe(0);
    const stamped = await documentOf(id);
    expect(stamped.subarray(0, sealed.length).equals(sealed)).toBe(true);
    expect(await verifyPdf(stamped)).toMatchObject({
      signatures: [
        { kind: "signature", state: "intact" },
        {
          kind: "timestamp",
          state: "intact",
          coversFile: true,
          timestamp: { by: "Horodatage de démonstration" },
        },
      ],
    });
    const after = await read(id);
    expect(after.documents).toMatchObject([{ id: sha256(stamped), timestamp: "later" }]);
    expect(after.events.at(-1)).toMatchObject({ kind: "timestamped", detail: "Horodatage de démonstration" });
    expect(await timestamped(id)).toMatchObject([
      { by: "system", sealedSha256: sha256(stamped), unstampedSha256: sha256(sealed) },
    ]);
    // Whoever had the first file finds it again: what was said of it stays true.
    expect((await documentOf(id, documents[0].id)).equals(sealed)).toBe(true);
    const staff = await aStaffUser(app, debits.organizationId, "accountant");
    const office = (path: string) =>
      call("GET", `${debits.base}/api/office/mandates/${id}${path}`, { cookie: staff.cookie });
    expect((await office("")).json.seal.level).toBe("B-T");
    expect((await office("/evidence")).json.items).toMatchObject([
      { sealedSha256: sha256(stamped), unstampedSha256: sha256(sealed) },
    ]);
  });
  it("is stamped with the document of its change of account, each in its place", async () => {
    const { id } = await signer.signed();
    later(1);
    await signer.api("POST", `/mandates/${id}/account-change`, { iban: OTHER_IBAN, channel: "email" });
    await signer.askCode(id);
    later(1);
    tsa.behave("normal");
    const { documents } = (await signer.sign(id, await signer.codeOf(id))).json;
    expect(documents.map((one: { timestamp: string }) => one.timestamp)).toEqual(["awaited", "signed"]);
    expect(await run()).toBe(1);
    const after = (await read(id)).documents;
    expect(after.map((one: { timestamp: string }) => one.timestamp)).toEqual(["later", "signed"]);
    expect(sha256(await documentOf(id))).toBe(documents[1].id);
  });
  it("one whose file cannot be read waits an hour, and lets the others be stamped", async () => {
    const first = await signer.signed();
    const second = await (await aSigner(app, debits)).signed();
    const { files } = app.services;
    app.services.files = {
      ...files,
      get: (organization, hash) =>
        hash === first.documents[0].id
          ? Promise.reject(new Error("the store lost it"))
          : files.get(organization, hash),
    };
    later(2);
    tsa.behave("normal");
    expect(await run()).toBe(1);
    expect(await timestamped(second.id)).toHaveLength(1);
    app.services.files = files;
    expect(await run()).toBe(0);
    later(61);
    expect(await run()).toBe(1);
    expect(await timestamped(first.id)).toHaveLength(1);
  });
  it("waits for another authority when the first is removed, and none is asked where none was set", async () => {
    const { id } = await signer.signed();
    await app.admin.query("delete from timestamp_settings where organization_id = $1", [
      debits.organizationId,
    ]);
    expect(await run()).toBe(0);
    expect((await read(id)).documents[0].timestamp).toBe("awaited");
    const other = await (await aSigner(app, debits)).signed();
    expect(other.documents[0].timestamp).toBe("none");
  });
});
