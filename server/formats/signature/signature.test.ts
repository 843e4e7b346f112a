import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { mandatePdf } from "../pdf/index.ts";
import { oneOffMandate } from "../pdf/mandate.fixture.ts";
import { readPdf } from "../pdf/read-pdf.fixture.ts";
import { describeCertificate } from "./certificate.ts";
import { childrenOf, type Der, DerProblem, readDer } from "./der.ts";
import { makeIdentity, type SigningIdentity } from "./identity.ts";
import {
  curveP12,
  encipherOnlyP12,
  keylessP12,
  OLD_P12_PASSWORD,
  oldRsaP12,
  P12_PASSWORD,
  smallKeyP12,
} from "./pkcs12.fixture.ts";
import { readPkcs12 } from "./read-pkcs12.ts";
import { signPdf } from "./sign-pdf.ts";
import { verifyPdf } from "./verify-pdf.ts";
import { type PdfSignature, verifySignatures } from "./verify-signatures.ts";

const at = new Date("2026-11-30T16:05:00Z");
const identity = makeIdentity({ name: "Ville de Montfleuri", from: at, years: 5 });
const reason = "Mandat signé (par code)";

let pdf: Buffer;
let sealed: Buffer;

beforeAll(async () => {
  pdf = await mandatePdf(oneOffMandate(at));
  sealed = (await signPdf(pdf, identity, { reason, location: "Montfleuri", at })).pdf;
});

/** The only signature of a file. */
function only(file: Buffer): PdfSignature {
  const verdict = verifySignatures(file);
  if (verdict.state !== "signed") throw new Error(verdict.state);
  expect(verdict.signatures).toHaveLength(1);
  return verdict.signatures[0]!;
}

function gapOf(file: Buffer): [number, number] {
  const match = /\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)/.exec(file.toString("latin1"))!;
  return [Number(match[1]), Number(match[2])];
}

describe("signing", () => {
  it("MAN-5 signs in a revision of its own: what was read keeps its bytes, and the signature covers the whole file", async () => {
    expect(sealed.subarray(0, pdf.length).equals(pdf)).toBe(true);
    expect(only(sealed)).toMatchObject({
      kind: "signature",
      state: "intact",
      coversFile: true,
      claimedAt: at,
      timestamp: null,
      timestampBroken: false,
      signer: {
        name: "Ville de Montfleuri",
        selfSigned: true,
        maySign: true,
        key: { kind: "EC", bits: 256 },
      },
    });
  });

  it("ALL-2 leaves the document as it was for a screen reader: language, title, structure, page", async () => {
    const [before, after] = [await readPdf(pdf), await readPdf(sealed)];
    expect([after.lang, after.title]).toEqual([before.lang, before.title]);
    expect(after.pages.map((page) => page.tags)).toEqual(before.pages.map((page) => page.tags));
    expect(after.pages.map((page) => page.text)).toEqual(before.pages.map((page) => page.text));
  });

  it("MAN-5 is PAdES: the sub-filter, and the certificate bound into what is signed (ESS)", () => {
    const text = sealed.toString("latin1");
    expect(text).toContain("/SubFilter /ETSI.CAdES.detached");
    const [from, to] = gapOf(sealed);
    const signingCertificateV2 = "060b2a864886f70d010910022f";
    expect(text.slice(from, to).toLowerCase()).toContain(signingCertificateV2);
  });

  it("tells the same from a thread of its own", async () => {
    const verdict = await verifyPdf(sealed);
    expect(verdict).toEqual(verifySignatures(sealed));
  });

  it("calls no address, not even those that the certificates name", async () => {
    const calls = vi.spyOn(globalThis, "fetch");
    const opened = await readPkcs12(curveP12, P12_PASSWORD);
    if (!opened.ok) throw new Error(opened.problem);
    expect(new X509Certificate(opened.identity.certificate).infoAccess).toContain("http://issuer.example");
    const { pdf: signed } = await signPdf(pdf, opened.identity, { reason, at });
    expect(only(signed).signer?.issuer).toBe("Autorite d essai");
    expect(calls).not.toHaveBeenCalled();
    calls.mockRestore();
  });

  it("passes on what the time-stamping authority failed with", async () => {
    const failing = signPdf(pdf, identity, {
      reason,
      at,
      timestamp: () => Promise.reject(new RangeError("down")),
    });
    await expect(failing).rejects.toThrow(RangeError);
  });
});

describe("verifying", () => {
  it("MAN-5 any byte that changes in what is signed breaks it", () => {
    const [from, to] = gapOf(sealed);
    const signedBytes = sealed.length - (to - from);
    fc.assert(
      fc.property(fc.nat(signedBytes - 1), fc.integer({ min: 1, max: 255 }), (rank, flip) => {
        const changed = Buffer.from(sealed);
        const position = rank < from ? rank : rank - from + to;
        changed[position] = changed[position]! ^ flip;
        const verdict = verifySignatures(changed);
        expect(verdict.state === "signed" && verdict.signatures.some(isWhole)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it("MAN-5 nothing hides between the two signed ranges: one value in hexadecimal, then zeros", () => {
    const [from, to] = gapOf(sealed);
    const put = (position: number, text: string) => {
      const changed = Buffer.from(sealed);
      changed.write(text, position, "latin1");
      return only(changed).state;
    };
    expect(put(to - 3, "1")).toBe("broken");
    expect(put(to - 8, "> (x) <")).toBe("broken");
    expect(put(from + 40, "zz")).toBe("broken");
  });

  it("MAN-5 tells a second revision: the first signature stays intact and no longer covers the file", async () => {
    const added = Buffer.concat([sealed, Buffer.from("\n% something added later\n")]);
    expect(only(added)).toMatchObject({ state: "intact", coversFile: false });
    const other = makeIdentity({ name: "Autre", from: at, years: 1 });
    const twice = verifySignatures((await signPdf(sealed, other, { reason: "Visa", at })).pdf);
    if (twice.state !== "signed") throw new Error(twice.state);
    expect(twice.signatures.map((one) => [one.state, one.coversFile, one.signer?.name])).toEqual([
      ["intact", false, "Ville de Montfleuri"],
      ["intact", true, "Autre"],
    ]);
  });

  it("says what it can of a signature that was tampered with, and never throws", () => {
    const [from, to] = gapOf(sealed);
    const value = readDer(Buffer.from(sealed.toString("latin1", from + 1, to - 1), "hex"));
    fc.assert(
      fc.property(fc.nat(value.raw.length * 2 - 1), fc.nat(15), (digit, nibble) => {
        const changed = Buffer.from(sealed);
        changed.write(nibble.toString(16), from + 1 + digit, "latin1");
        expect(["intact", "broken", "altered", "forged", "unsupported"]).toContain(only(changed).state);
      }),
      { numRuns: 1500 },
    );
  });

  it("reads a value whose lengths are left open, as some programs write it", () => {
    const [from, to] = gapOf(sealed);
    const value = readDer(Buffer.from(sealed.toString("latin1", from + 1, to - 1), "hex"));
    const open = (tag: number, ...parts: Buffer[]) =>
      Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.from([0, 0])]);
    const [type, wrapped] = childrenOf(value) as [Der, Der];
    const [signedData] = childrenOf(wrapped) as [Der];
    const rewritten = open(0x30, type.raw, open(0xa0, open(0x30, signedData.body)));
    const changed = Buffer.from(sealed);
    changed.write(rewritten.toString("hex").padEnd(to - from - 2, "0"), from + 1, "latin1");
    expect(only(changed)).toMatchObject({ state: "intact", coversFile: true });
    const endless = Buffer.from("3080".repeat(40), "hex");
    expect(() => readDer(endless)).toThrow(DerProblem);
  });

  it("tells a signature put on another document", async () => {
    const [from, to] = gapOf(sealed);
    const other = Buffer.from((await signPdf(pdf, identity, { reason, at: new Date(0) })).pdf);
    const [otherFrom] = gapOf(other);
    sealed.copy(other, otherFrom, from, to);
    expect(only(other).state).toBe("altered");
  });

  it("says what is no signed PDF, and never throws", async () => {
    expect(verifySignatures(pdf)).toEqual({ state: "unsigned" });
    expect(await verifyPdf(Buffer.from("hello"))).toEqual({ state: "unreadable", code: "broken" });
    expect(await verifyPdf(sealed, { timeMs: 1 })).toEqual({ state: "unreadable", code: "too_slow" });
    const many = Buffer.from(`%PDF-1.7 ${"/ByteRange [0 1 2 3]".repeat(30)}`);
    expect(verifySignatures(many)).toEqual({ state: "unreadable", code: "too_large" });
    for (const range of ["0 9 3 1", "5 10 20 10", "0 10 20 9999999999", "0 10 12 10"])
      expect(only(Buffer.from(`%PDF-1.7 /ByteRange [${range}] <30800000>${" ".repeat(40)}`)).state).toBe(
        "broken",
      );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const hex = Buffer.from(bytes).toString("hex");
        const head = "%PDF-1.7 /ByteRange [0 AAAA BBBB 1]";
        const whole = head.replace("AAAA", "0035").replace("BBBB", String(37 + hex.length).padStart(4, "0"));
        expect(only(Buffer.from(`${whole}<${hex}>x`)).state).toBe("broken");
      }),
    );
  });

  it("reads two files at a time; a crowd is answered in turn, and one too many is told so", async () => {
    const verdicts = await Promise.all(Array.from({ length: 33 }, () => verifyPdf(pdf)));
    const states = Map.groupBy(verdicts, (one) => one.state);
    expect([states.get("unsigned")?.length, states.get("unreadable")?.length]).toEqual([32, 1]);
  });

  const isWhole = (one: PdfSignature) => one.state === "intact" && one.coversFile;
});

describe("identities", () => {
  it("makes a certificate in the organization’s name that is valid for its years and vouches for itself only", () => {
    const told = describeCertificate(identity.certificate);
    expect(told).toMatchObject({
      name: "Ville de Montfleuri",
      organization: "Ville de Montfleuri",
      validFrom: at,
      validUntil: new Date("2031-11-30T16:05:00Z"),
      selfSigned: true,
      maySign: true,
      mayStamp: false,
      authority: false,
    });
    expect(told.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const long = describeCertificate(makeIdentity({ name: "é".repeat(90), from: at, years: 30 }).certificate);
    expect(long.name).toBe("é".repeat(64));
    expect(long.validUntil.getUTCFullYear()).toBe(2056);
  });

  it("opens a PKCS#12 file, of today or of yesterday, and finds who vouches for it", async () => {
    for (const [file, password, kind] of [
      [curveP12, P12_PASSWORD, "EC"],
      [oldRsaP12, OLD_P12_PASSWORD, "RSA"],
    ] as const) {
      const opened = await readPkcs12(file, password);
      if (!opened.ok) throw new Error(opened.problem);
      const told = describeCertificate(opened.identity.certificate);
      expect(told).toMatchObject({
        name: "Cachet de la regie",
        issuer: "Autorite d essai",
        selfSigned: false,
      });
      expect(told.key.kind).toBe(kind);
      expect(opened.identity.chain.map((one) => describeCertificate(one).authority)).toEqual([true]);
      const { pdf: signed } = await signPdf(pdf, opened.identity, { reason, at });
      expect(only(signed)).toMatchObject({ state: "intact", coversFile: true });
    }
  });

  it("says what is wrong with a PKCS#12 file", async () => {
    const problem = async (file: Buffer, password = OLD_P12_PASSWORD) => {
      const read = await readPkcs12(file, password);
      return read.ok ? null : read.problem;
    };
    expect(await problem(curveP12, "Ete-2026")).toBe("password");
    expect(await problem(oldRsaP12, "")).toBe("password");
    expect(await problem(Buffer.from("hello"))).toBe("broken");
    expect(await problem(oldRsaP12.subarray(0, 900))).toBe("broken");
    expect(await problem(keylessP12)).toBe("incomplete");
    expect(await problem(smallKeyP12)).toBe("weak_key");
    const late = await readPkcs12(curveP12, P12_PASSWORD, { timeMs: 1 });
    expect(late).toEqual({ ok: false, problem: "too_slow" });
    const encipher = await readPkcs12(encipherOnlyP12, OLD_P12_PASSWORD);
    if (!encipher.ok) throw new Error(encipher.problem);
    expect(describeCertificate(encipher.identity.certificate).maySign).toBe(false);
  });
});

const has = (program: string): boolean => {
  try {
    execFileSync("which", [program]);
    return true;
  } catch {
    return false;
  }
};

describe("other programs", () => {
  const folder = mkdtempSync(join(tmpdir(), "quitus-signature-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const kept = (name: string, bytes: Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const pem = ({ certificate }: SigningIdentity): Buffer =>
    Buffer.from(`${new X509Certificate(certificate).toString()}`);

  it.skipIf(!has("pdfsig"))("MAN-5 pdfsig says that it is valid and covers the whole document", () => {
    const said = execFileSync("pdfsig", [kept("sealed.pdf", sealed)], { encoding: "utf8" });
    expect(said).toContain("Signature is Valid");
    expect(said).toContain("Total document signed");
    expect(said).toContain("Ville de Montfleuri");
    expect(said).toContain("ETSI.CAdES.detached");
  });

  it.skipIf(!has("openssl"))("MAN-5 openssl verifies the value over the signed ranges", () => {
    const [from, to] = gapOf(sealed);
    const cms = Buffer.from(sealed.toString("latin1", from + 1, to - 1), "hex");
    const content = Buffer.concat([sealed.subarray(0, from), sealed.subarray(to)]);
    const options = ["-inform", "DER", "-in", kept("cms.der", cms), "-content", kept("content", content)];
    const trust = ["-CAfile", kept("ca.pem", pem(identity)), "-purpose", "any", "-attime", "1796054700"];
    const verify = (of: string[]) =>
      execFileSync("openssl", ["cms", "-verify", "-binary", "-out", join(folder, "out"), ...of, ...trust], {
        stdio: "pipe",
      });
    expect(() => verify(options)).not.toThrow();
    const other = ["-content", kept("other", Buffer.concat([content, Buffer.from(" ")]))];
    expect(() => verify([...options.slice(0, 4), ...other])).toThrow();
  });
});
