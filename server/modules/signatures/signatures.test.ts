import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { freePort } from "../../../test/harness/global-setup.ts";
import { receiptPdf } from "../../formats/pdf/index.ts";
import { describeCertificate, makeIdentity, signPdf, verifyPdf } from "../../formats/signature/index.ts";
import {
  curveP12,
  encipherOnlyP12,
  expiredP12,
  keylessP12,
  OLD_P12_PASSWORD,
  P12_PASSWORD,
  smallKeyP12,
} from "../../formats/signature/pkcs12.fixture.ts";
import { timestampSimulator } from "../../gateways/timestamp/simulator.ts";
import { moduleOf } from "../../platform/doors.ts";
import { contract, refusals } from "./contract.ts";
import { routes } from "./routes.ts";
import { sealDocument, stampSealed } from "./seal-document.ts";
import { noteStamped } from "./sql.ts";

let app: TestApp;
let authority: FastifyInstance;
let address: string;
let pdf: Buffer;
let place: Awaited<ReturnType<typeof anOrganization>>;
let cookie: string;
let now = new Date("2026-11-30T09:00:00Z");
const tsa = timestampSimulator({ clock: () => now });

beforeAll(async () => {
  authority = Fastify({ forceCloseConnections: true });
  await authority.register(tsa.plugin, { prefix: "/tsa" });
  const port = await freePort();
  await authority.listen({ port, host: "127.0.0.1" });
  address = `http://127.0.0.1:${port}/tsa/`;
  app = await startTestApp({
    modules: [moduleOf("signatures", contract, routes, refusals)],
    env: { OUTBOUND_HOSTS: `127.0.0.1:${port}` },
  });
  pdf = await receiptPdf({
    lang: "fr",
    creditor: { name: "Ville", addressLines: [] },
    number: "1",
    payer: { name: "X", addressLines: [] },
    paidOn: "2026-11-30",
    means: "Carte",
    pieces: [{ designation: "Eau", piece: "F1", amountCents: 1 }],
    totalCents: 1,
    madeAt: now,
  });
});
afterAll(async () => {
  await app.close();
  await authority.close();
});
const setNow = (at: string) => {
  now = new Date(at);
  app.setClock(now);
};
beforeEach(async () => {
  setNow("2026-11-30T09:00:00Z");
  tsa.behave("normal");
  tsa.protect(null);
  place = await anOrganization(app, { name: "Ville de Montfleuri" });
  cookie = (await aStaffUser(app, place.organization_id, "administrator")).cookie;
});

const office = (method: "GET" | "POST" | "PUT" | "DELETE", path = "", body?: unknown) =>
  call(method, `${place.base}/api/office/signature${path}`, { cookie, ...(body ? { body } : {}) });
const upload = (file: Buffer, password: string) =>
  office("POST", "/identity/file", { file: file.toString("base64"), password });
const seal = () => sealDocument(app.outer(place.organization_id), pdf, { reason: "Mandat signé", at: now });
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const factsNamed = async (name: string) =>
  (
    await app.admin.query("select data from facts where organization_id = $1 and name = $2 order by id", [
      place.organization_id,
      name,
    ])
  ).rows.map((row: { data: Record<string, unknown> }) => row.data);
const check = (file: Buffer, base = place.base) =>
  call("POST", `${base}/api/verification/signature`, {
    body: file,
    headers: { "content-type": "application/pdf" },
  });

describe("sealing", () => {
  it("MAN-5 makes the organization’s certificate at the first need, once, even for two documents at a time", async () => {
    expect((await office("GET")).json).toMatchObject({ present: null, former: [], timestamp: null });
    const [one, other] = await Promise.all([seal(), seal()]);
    expect(one).toMatchObject({ level: "B-B", signer: "Ville de Montfleuri" });
    expect(other.fingerprint).toBe(one.fingerprint);
    const { present, endsSoon } = (await office("GET")).json;
    expect(present).toMatchObject({
      name: "Ville de Montfleuri",
      selfSigned: true,
      fingerprint: one.fingerprint,
      validUntil: "2031-11-30T09:00:00.000Z",
      origin: "generated",
      retiredAt: null,
    });
    expect(endsSoon).toBe(false);
    expect(await factsNamed("signatures.identity_changed")).toHaveLength(1);
    expect(await verifyPdf(one.pdf)).toMatchObject({
      signatures: [{ state: "intact", coversFile: true, claimedAt: now }],
    });
  });

  it("MAN-5 keeps the key sealed: neither the row nor an answer holds it", async () => {
    await seal();
    const { rows } = await app.admin.query("select * from signing_identities where organization_id = $1", [
      place.organization_id,
    ]);
    const sealed = rows[0].sealed_key as Buffer;
    expect(() => createPrivateKey({ key: sealed, format: "der", type: "pkcs8" })).toThrow();
    expect(Object.keys((await office("GET")).json.present)).not.toContain("key_sealed");
    expect(JSON.stringify((await office("GET")).json)).not.toContain(sealed.toString("base64").slice(0, 24));
  });

  it("a new certificate replaces the former, whose key is destroyed and whose signatures stay known", async () => {
    const before = await seal();
    const { present, former } = (await office("POST", "/identity")).json;
    expect(present.fingerprint).not.toBe(before.fingerprint);
    expect(former).toMatchObject([{ fingerprint: before.fingerprint, retiredAt: now.toISOString() }]);
    const { rows } = await app.admin.query(
      "select sealed_key from signing_identities where organization_id = $1 and fingerprint = $2",
      [place.organization_id, before.fingerprint],
    );
    expect(rows).toEqual([{ sealed_key: null }]);
    expect((await check(before.pdf)).json.answer).toBe("ours");
    expect((await seal()).fingerprint).toBe(present.fingerprint);
  });

  it("a certificate that is over is followed by another, and is told sixty days before", async () => {
    const first = await seal();
    const later = async (at: string) => {
      setNow(at);
      await app.admin.query("update sessions set expires_at = $1", [new Date(now.getTime() + 86_400_000)]);
    };
    await later("2031-10-02T09:00:00Z");
    expect((await office("GET")).json.endsSoon).toBe(true);
    expect((await seal()).fingerprint).toBe(first.fingerprint);
    await later("2031-12-01T09:00:00Z");
    const next = await seal();
    expect(next.fingerprint).not.toBe(first.fingerprint);
    expect((await office("GET")).json).toMatchObject({
      endsSoon: false,
      present: { validUntil: "2036-12-01T09:00:00.000Z" },
    });
  });
});

describe("one’s own certificate", () => {
  it("is checked, sealed and signs from then on; the same file again changes nothing", async () => {
    await seal();
    const told = (await upload(curveP12, P12_PASSWORD)).json;
    expect(told.present).toMatchObject({
      name: "Cachet de la regie",
      issuer: "Autorite d essai",
      selfSigned: false,
      origin: "uploaded",
    });
    expect((await upload(curveP12, P12_PASSWORD)).json).toEqual(told);
    expect(await factsNamed("signatures.identity_changed")).toHaveLength(2);
    const sealed = await seal();
    expect(sealed).toMatchObject({ signer: "Cachet de la regie", fingerprint: told.present.fingerprint });
    expect((await check(sealed.pdf)).json).toMatchObject({
      answer: "ours",
      signatures: [{ ours: true, signer: { issuer: "Autorite d essai", selfSigned: false } }],
    });
  });

  it("comes back after another took its place", async () => {
    const { present } = (await upload(curveP12, P12_PASSWORD)).json;
    await office("POST", "/identity");
    const again = (await upload(curveP12, P12_PASSWORD)).json;
    expect(again.present.fingerprint).toBe(present.fingerprint);
    expect(again.former).toHaveLength(1);
    expect((await seal()).fingerprint).toBe(present.fingerprint);
  });

  it.each([
    ["a wrong password", curveP12, "no", "signature.password"],
    ["no such file", Buffer.from("hello"), "x", "signature.file"],
    ["no key", keylessP12, OLD_P12_PASSWORD, "signature.incomplete"],
    ["a key that is too small", smallKeyP12, OLD_P12_PASSWORD, "signature.weak"],
    ["a certificate for something else", encipherOnlyP12, OLD_P12_PASSWORD, "signature.may_not_sign"],
    ["a certificate that expired", expiredP12, OLD_P12_PASSWORD, "signature.expired"],
  ])("refuses %s, and nothing changes", async (_, file, password, code) => {
    const refused = await upload(file, password);
    expect([refused.status, refused.json.code]).toEqual([422, code]);
    expect((await office("GET")).json.present).toBeNull();
  });

  it("refuses one that begins later", async () => {
    setNow("2019-01-01T00:00:00Z");
    expect((await upload(curveP12, P12_PASSWORD)).json.code).toBe("signature.not_yet_valid");
  });
});

describe("timestamps", () => {
  const settings = (over: object = {}) => ({ address, username: "", password: null, ...over });

  it("MAN-5 an authority stamps each signature, which is then B-T", async () => {
    expect((await office("PUT", "/timestamp", settings())).json.timestamp).toEqual({
      address,
      username: "",
      hasPassword: false,
      failingSince: null,
      failure: null,
    });
    const sealed = await seal();
    expect(sealed.level).toBe("B-T");
    expect((await check(sealed.pdf)).json.signatures[0].timestamp).toEqual({
      at: now.toISOString(),
      by: "Horodatage de démonstration",
    });
    expect((await office("DELETE", "/timestamp")).json.timestamp).toBeNull();
    expect((await office("DELETE", "/timestamp")).status).toBe(200);
    expect((await seal()).level).toBe("B-B");
  });

  it("MAN-5 a document is signed without when the authority is down; it is told, and left alone for a minute", async () => {
    await office("PUT", "/timestamp", settings());
    tsa.behave("down");
    expect((await seal()).level).toBe("B-B");
    expect(await factsNamed("signatures.timestamp_missed")).toEqual([{ reason: "unreachable" }]);
    expect((await office("GET")).json.timestamp).toMatchObject({
      failingSince: now.toISOString(),
      failure: "unreachable",
    });
    tsa.behave("normal");
    const stamped = tsa.stamped();
    setNow("2026-11-30T09:00:30Z");
    expect((await seal()).level).toBe("B-B");
    expect([tsa.stamped(), (await factsNamed("signatures.timestamp_missed")).length]).toEqual([stamped, 2]);
    setNow("2026-11-30T09:01:30Z");
    expect((await seal()).level).toBe("B-T");
    expect((await office("GET")).json.timestamp).toMatchObject({ failingSince: null, failure: null });
  });

  it("MAN-5 a timestamp that was missed is added later: the sealed bytes stay, and the page says ours", async () => {
    expect(await stampSealed(app.outer(place.organization_id), pdf)).toBeNull();
    await office("PUT", "/timestamp", settings());
    tsa.behave("down");
    const sealed = await seal();
    expect(sealed).toMatchObject({ level: "B-B", missed: true });
    const outer = app.outer(place.organization_id);
    setNow("2026-11-30T09:10:00Z");
    expect(await stampSealed(outer, sealed.pdf)).toBeNull();
    tsa.behave("normal");
    // It failed just now: it is left alone for a minute.
    expect(await stampSealed(outer, sealed.pdf)).toBeNull();
    setNow("2026-11-30T09:12:00Z");
    const { pdf: stamped, at, by } = (await stampSealed(outer, sealed.pdf))!;
    expect([at, by]).toEqual([now, "Horodatage de démonstration"]);
    expect(stamped.subarray(0, sealed.pdf.length).equals(sealed.pdf)).toBe(true);
    expect((await office("GET")).json.timestamp).toMatchObject({ failingSince: null });
    expect((await check(stamped)).json.answer).toBe("ours_extended");
    for (const _ of [1, 2])
      await app.inside(place.organization_id, (ctx) => noteStamped(ctx, sha256(stamped)));
    expect((await check(stamped)).json).toMatchObject({
      answer: "ours",
      signatures: [
        { kind: "signature", state: "intact", coversFile: false },
        { kind: "timestamp", state: "intact", coversFile: true, timestamp: { at: now.toISOString() } },
      ],
    });
    expect((await check(sealed.pdf)).json.answer).toBe("ours");
  });

  it.each(["altered", "wrong-imprint", "wrong-nonce", "wrong-purpose"] as const)(
    "MAN-5 never signs with a token that is %s",
    async (how) => {
      await office("PUT", "/timestamp", settings());
      tsa.behave(how);
      const sealed = await seal();
      expect(sealed.level).toBe("B-B");
      expect(await verifyPdf(sealed.pdf)).toMatchObject({
        signatures: [{ state: "intact", timestamp: null }],
      });
    },
  );

  it("keeps its password sealed, for that address and user only", async () => {
    tsa.protect({ user: "ville", password: "secret" });
    const given = settings({ username: "ville", password: "secret" });
    expect((await office("PUT", "/timestamp", given)).json.timestamp.hasPassword).toBe(true);
    const kept = settings({ username: "ville" });
    expect((await office("PUT", "/timestamp", kept)).json.timestamp.hasPassword).toBe(true);
    expect((await seal()).level).toBe("B-T");
    const elsewhere = settings({ username: "ville", address: address.replace("/tsa/", "/other/") });
    expect((await office("PUT", "/timestamp", elsewhere)).json.timestamp.hasPassword).toBe(false);
  });

  it("tries settings before they are kept, and says what is wrong", async () => {
    const attempt = async (over: object = {}) =>
      (await office("POST", "/timestamp/try", settings(over))).json;
    expect(await attempt()).toEqual({
      works: true,
      at: now.toISOString(),
      by: "Horodatage de démonstration",
    });
    tsa.protect({ user: "ville", password: "secret" });
    expect(await attempt()).toEqual({ works: false, problem: "credentials" });
    expect(await attempt({ username: "ville", password: "secret" })).toMatchObject({ works: true });
    tsa.protect(null);
    tsa.behave("wrong-time");
    expect(await attempt()).toEqual({ works: false, problem: "wrong_time" });
    expect((await office("GET")).json.timestamp).toBeNull();
  });

  it("takes no plain address, and none that carries a password", async () => {
    for (const wrong of ["http://tsa.example/", "https://a:b@tsa.example/"])
      expect((await office("PUT", "/timestamp", settings({ address: wrong }))).json.code).toBe(
        "timestamp.address",
      );
    const known = settings({ address: "http://timestamp.digicert.com" });
    expect((await office("PUT", "/timestamp", known)).status).toBe(200);
    const inside = settings({ address: "https://10.0.0.1/" });
    expect((await office("POST", "/timestamp/try", inside)).json).toEqual({
      works: false,
      problem: "forbidden",
    });
  });
});

describe("checking by anybody", () => {
  it("MAN-5 tells ours, ours with something added, a stranger’s, what was altered, and what is not signed", async () => {
    const { pdf: sealed } = await seal();
    expect((await check(sealed)).json).toMatchObject({
      answer: "ours",
      signatures: [{ ours: true, state: "intact", coversFile: true, claimedAt: now.toISOString() }],
    });
    expect((await check(Buffer.concat([sealed, Buffer.from("\n%more")]))).json.answer).toBe("ours_extended");
    const stranger = makeIdentity({ name: "Ville de Montfleuri", from: now, years: 1 });
    const theirs = (await signPdf(pdf, stranger, { reason: "x", at: now })).pdf;
    expect((await check(theirs)).json).toMatchObject({ answer: "stranger", signatures: [{ ours: false }] });
    const over = (await signPdf(sealed, stranger, { reason: "x", at: now })).pdf;
    expect((await check(over)).json.answer).toBe("ours_extended");
    const altered = Buffer.from(sealed);
    altered[200] = altered[200]! ^ 1;
    expect((await check(altered)).json).toMatchObject({
      answer: "altered",
      signatures: [{ state: "altered", signer: null }],
    });
    expect((await check(pdf)).json).toEqual({ answer: "unsigned", signatures: [] });
    expect((await check(Buffer.from("hello"))).json).toEqual({ answer: "unreadable", signatures: [] });
  });

  it("ALL-1 another organization does not know our certificate", async () => {
    const { pdf: sealed } = await seal();
    const other = await anOrganization(app);
    expect((await check(sealed, other.base)).json.answer).toBe("stranger");
    expect((await call("GET", `${other.base}/api/signature/certificates`)).json).toEqual({ items: [] });
  });

  it("gives the certificates to anybody, and the present one as a file; neither key nor settings", async () => {
    expect((await call("GET", `${place.base}/api/signature/certificate.pem`)).status).toBe(404);
    const { fingerprint } = await seal();
    const { items } = (await call("GET", `${place.base}/api/signature/certificates`)).json;
    expect(items.map((one: { fingerprint: string }) => one.fingerprint)).toEqual([fingerprint]);
    const file = await fetch(`${place.base}/api/signature/certificate.pem`);
    const certificate = new X509Certificate(Buffer.from(await file.arrayBuffer()));
    expect(describeCertificate(certificate.raw).fingerprint).toBe(fingerprint);
  });

  it("refuses what is too large, and who asks too often", async () => {
    const large = Buffer.alloc(10 * 1_048_576 + 1, "%PDF-1.7 ");
    expect((await check(large)).status).toBe(413);
    const asked = [];
    for (let time = 0; time < 11; time += 1) asked.push((await check(Buffer.from("x"))).status);
    expect(asked.at(-1)).toBe(429);
  });

  it("shows the settings to administrators only", async () => {
    const { cookie: manager } = await aStaffUser(app, place.organization_id, "manager");
    expect((await call("GET", `${place.base}/api/office/signature`, { cookie: manager })).status).toBe(403);
  });
});
