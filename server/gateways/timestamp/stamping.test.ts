/** A timestamp that is added to a file after it was signed (PAdES, DocTimeStamp). */
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mandatePdf } from "../../formats/pdf/index.ts";
import { oneOffMandate } from "../../formats/pdf/mandate.fixture.ts";
import { readPdf } from "../../formats/pdf/read-pdf.fixture.ts";
import { readDer } from "../../formats/signature/der.ts";
import { makeIdentity } from "../../formats/signature/identity.ts";
import { signPdf, stampPdf } from "../../formats/signature/sign-pdf.ts";
import { readTimestampReply, TimestampProblem, timestampQuery } from "../../formats/signature/timestamp.ts";
import { verifySignatures } from "../../formats/signature/verify-signatures.ts";
import { stampReply } from "./authority.ts";

const at = new Date("2026-11-30T16:05:00Z");
const later = new Date("2026-12-01T08:00:00Z");
const authority = makeIdentity({ name: "Horodatage d’essai", from: at, years: 5, purpose: "stamp" });

/** A token of that authority. */
async function stampOf(hash: Buffer, when = later): Promise<Buffer> {
  const nonce = Buffer.from([7]);
  const reply = stampReply(timestampQuery(hash, nonce), { identity: authority, at: when, serial: 1 });
  return readTimestampReply(reply, hash, nonce).token;
}

let pdf: Buffer;
let sealed: Buffer;
let stamped: Buffer;
/** Where the value of the timestamp stands: between the two ranges that it covers. */
let gap: { from: number; to: number };

beforeAll(async () => {
  pdf = await mandatePdf({
    ...oneOffMandate(at),
    attachments: [
      {
        name: "preuve.json",
        mediaType: "application/json",
        description: "Preuve de la signature",
        content: Buffer.from("{}"),
      },
    ],
  });
  const identity = makeIdentity({ name: "Ville de Montfleuri", from: at, years: 5 });
  sealed = (await signPdf(pdf, identity, { reason: "Mandat signé", at })).pdf;
  stamped = await stampPdf(sealed, stampOf);
  const added = stamped.toString("latin1").slice(sealed.length);
  const range = /\/ByteRange \[0 (\d+)\s+(\d+)/.exec(added)!;
  gap = { from: Number(range[1]), to: Number(range[2]) };
});

describe("MAN-5 a timestamp added later", () => {
  it("covers the whole file: what was sealed keeps its bytes and its signature", () => {
    expect(stamped.subarray(0, sealed.length).equals(sealed)).toBe(true);
    expect(verifySignatures(stamped)).toMatchObject({
      signatures: [
        { kind: "signature", state: "intact", coversFile: false, claimedAt: at },
        {
          kind: "timestamp",
          state: "intact",
          coversFile: true,
          timestamp: { at: later, by: "Horodatage d’essai" },
        },
      ],
    });
  });

  it("is broken by any byte that changes in what it stamps", () => {
    const covered = stamped.length - (gap.to - gap.from);
    fc.assert(
      fc.property(fc.nat(covered - 1), fc.integer({ min: 1, max: 255 }), (rank, flip) => {
        const changed = Buffer.from(stamped);
        const position = rank < gap.from ? rank : rank - gap.from + gap.to;
        changed[position] = changed[position]! ^ flip;
        const verdict = verifySignatures(changed);
        const stamps = verdict.state === "signed" ? verdict.signatures : [];
        expect(stamps.some((one) => one.kind === "timestamp" && one.state === "intact")).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("ALL-2 leaves the document as it was: language, title, structure, files; and what it adds may stand in a PDF/A-3", async () => {
    const [before, after] = [await readPdf(pdf), await readPdf(stamped)];
    expect([after.lang, after.title]).toEqual([before.lang, before.title]);
    expect(after.pages.map((page) => page.tags)).toEqual(before.pages.map((page) => page.tags));
    const text = stamped.toString("latin1");
    const catalog = text.split("/Type /Catalog").at(-1)!.split("endobj")[0]!;
    const kept = [
      "/Lang (fr-FR)",
      "/MarkInfo",
      "/StructTreeRoot",
      "/Metadata",
      "/OutputIntents",
      "/AF",
      "/Names",
    ];
    for (const name of kept) expect(catalog).toContain(name);
    // An annotation without a size needs no appearance, and must be allowed to print (ISO 19005-3, 6.3.2 and 6.3.3).
    const widgets = text.match(/\/Subtype \/Widget[^]*?endobj/g)!;
    expect(widgets).toHaveLength(2);
    for (const widget of widgets) expect(widget).toMatch(/\/F 132\b[^]*\/Rect \[0 0 0 0\]/);
  });

  it("passes on what the authority failed with", async () => {
    await expect(stampPdf(sealed, () => Promise.reject(new RangeError("down")))).rejects.toThrow(RangeError);
  });

  it("does not hold when its certificate was not valid then", async () => {
    for (const when of ["2026-11-30T16:04:59Z", "2031-11-30T16:05:01Z"])
      await expect(stampPdf(sealed, (hash) => stampOf(hash, new Date(when)))).rejects.toThrow(
        TimestampProblem,
      );
  });
});

const has = (program: string): boolean => spawnSync("which", [program]).status === 0;

describe("other programs", () => {
  const folder = mkdtempSync(join(tmpdir(), "quitus-stamping-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const kept = (name: string, bytes: Buffer | string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  it.skipIf(!has("pdfsig"))(
    "MAN-5 pdfsig says that the signature is valid still, and sees the timestamp",
    () => {
      const said = spawnSync("pdfsig", [kept("stamped.pdf", stamped)], { encoding: "utf8" }).stdout;
      expect(said).toContain("Signature is Valid");
      expect(said).toContain("Timestamp_1");
    },
  );

  it.skipIf(!has("openssl"))("MAN-5 openssl verifies the timestamp over the whole file", () => {
    const token = readDer(Buffer.from(stamped.toString("latin1", gap.from + 1, gap.to - 1), "hex")).raw;
    const trust = ["-CAfile", kept("tsa.pem", new X509Certificate(authority.certificate).toString())];
    const said = (content: Buffer) =>
      spawnSync(
        "openssl",
        [
          "ts",
          "-verify",
          "-token_in",
          "-in",
          kept("token.der", token),
          "-data",
          kept("content", content),
          ...trust,
        ],
        { encoding: "utf8" },
      );
    const content = Buffer.concat([stamped.subarray(0, gap.from), stamped.subarray(gap.to)]);
    expect(said(content).stdout + said(content).stderr).toContain("Verification: OK");
    expect(said(Buffer.concat([content, Buffer.from(" ")])).status).not.toBe(0);
  });
});
