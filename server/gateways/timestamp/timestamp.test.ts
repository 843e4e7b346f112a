import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { receiptPdf } from "../../formats/pdf/index.ts";
import { makeIdentity, signPdf, timestampQuery, verifyPdf } from "../../formats/signature/index.ts";
import { stampReply } from "./authority.ts";
import { askTimestamp, TimestampFailure, type TimestampSettings } from "./client.ts";
import { type TimestampBehaviour, timestampSimulator } from "./simulator.ts";

const now = new Date("2026-11-30T16:05:00Z");
const simulator = timestampSimulator({ clock: () => now });
const app = Fastify({ forceCloseConnections: true });
const hash = createHash("sha256").update("signature").digest();
let host = "";

beforeAll(async () => {
  await app.register(simulator.plugin, { prefix: "/tsa" });
  host = new URL(await app.listen({ port: 0, host: "127.0.0.1" })).host;
});
afterAll(() => app.close());
beforeEach(() => {
  simulator.behave("normal");
  simulator.protect(null);
});

const world = (more: object = {}) => ({ now, trustedHosts: [host], timeoutMs: 20_000, ...more });
const ask = (settings: Partial<TimestampSettings> = {}, more = {}) =>
  askTimestamp({ address: `http://${host}/tsa/`, ...settings }, hash, world(more));
const failure = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "none",
    (error: unknown) => (error instanceof TimestampFailure ? error.code : String(error)),
  );

describe("asking for the time", () => {
  it("MAN-5 is told the time by an authority’s certificate, over our hash", async () => {
    const stamped = await ask();
    expect(stamped.at).toEqual(now);
    expect(stamped.by).toMatchObject({ name: "Horodatage de démonstration", mayStamp: true });
  });

  it("MAN-5 puts it in the signature of a PDF, which is then B-T", async () => {
    const pdf = await receiptPdf({
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
    const identity = makeIdentity({ name: "Ville", from: now, years: 1 });
    const timestamp = async (sha256: Buffer) =>
      (await askTimestamp({ address: `http://${host}/tsa/` }, sha256, world())).token;
    const signed = await signPdf(pdf, identity, { reason: "Essai", at: now, timestamp });
    expect(signed.level).toBe("B-T");
    expect(await verifyPdf(signed.pdf)).toMatchObject({
      signatures: [
        {
          state: "intact",
          coversFile: true,
          timestamp: { at: now, by: "Horodatage de démonstration" },
          timestampBroken: false,
        },
      ],
    });
  });

  it.each([
    ["refuse", "refused"],
    ["wrong-imprint", "wrong_answer"],
    ["wrong-nonce", "wrong_answer"],
    ["altered", "broken"],
    ["wrong-purpose", "wrong_purpose"],
    ["wrong-time", "wrong_time"],
    ["down", "unreachable"],
    ["silent", "unreachable"],
    ["no-authority", "unreachable"],
    ["huge", "broken"],
  ] satisfies [TimestampBehaviour, string][])(
    "believes nothing from an authority that is %s",
    async (how, code) => {
      simulator.behave(how);
      expect(await failure(ask({}, how === "silent" ? { timeoutMs: 300 } : {}))).toBe(code);
    },
  );

  it("tells the authority’s own words when it refuses", async () => {
    simulator.behave("refuse");
    await expect(ask()).rejects.toThrow("quota exceeded");
  });

  it("gives its credentials, and says when they are wrong", async () => {
    simulator.protect({ user: "ville", password: "é:secret" });
    expect(await failure(ask())).toBe("credentials");
    expect(await failure(ask({ user: "ville", password: "no" }))).toBe("credentials");
    expect(await failure(ask({ user: "ville", password: "é:secret" }))).toBe("none");
  });

  it("calls neither plain HTTP nor this network, unless the operator vouches for the host", async () => {
    expect(await failure(ask({}, { trustedHosts: [] }))).toBe("forbidden");
    expect(await failure(ask({ address: "https://127.0.0.1/tsa" }, { trustedHosts: [] }))).toBe("forbidden");
    expect(await failure(ask({ address: "not an address" }))).toBe("forbidden");
  });

  it("answers a question that cannot be read with a rejection", async () => {
    const reply = await fetch(`http://${host}/tsa/`, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query" },
      body: "hello",
    });
    expect(Buffer.from(await reply.arrayBuffer()).toString("latin1")).toContain("cannot be read");
  });
});

const hasOpenssl = (() => {
  try {
    execFileSync("openssl", ["version"]);
    return true;
  } catch {
    return false;
  }
})();

describe("other programs", () => {
  const folder = mkdtempSync(join(tmpdir(), "quitus-timestamp-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.skipIf(!hasOpenssl)("openssl reads our question and verifies the simulator’s answer", () => {
    const kept = (name: string, bytes: Buffer | string) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const identity = makeIdentity({ name: "Essai", from: new Date(), years: 1, purpose: "stamp" });
    const query = timestampQuery(hash, Buffer.from("ffee00112233445566778899aabbccdd", "hex"));
    const reply = stampReply(query, { identity, at: new Date(), serial: 7 });
    const lines = identity.certificate.toString("base64").match(/.{1,64}/g)!;
    const pem = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
    const said = execFileSync(
      "openssl",
      ["ts", "-verify", "-queryfile", kept("q", query), "-in", kept("r", reply), "-CAfile", kept("ca", pem)],
      { encoding: "utf8", stdio: "pipe" },
    );
    expect(said).toContain("Verification: OK");
  });
});
