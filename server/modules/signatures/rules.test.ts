import { describe, expect, it } from "vitest";
import { describeCertificate, makeIdentity, type PdfSignature } from "../../formats/signature/index.ts";
import { answerOf, mayAskAgain, problemOf } from "./rules.ts";

const now = new Date("2026-11-30T09:00:00Z");
const certificate = describeCertificate(makeIdentity({ name: "Ville", from: now, years: 1 }).certificate);
const other = describeCertificate(makeIdentity({ name: "Autre", from: now, years: 1 }).certificate);
const ours = new Set([certificate.fingerprint]);

const signature = (over: Partial<PdfSignature> = {}): PdfSignature => ({
  kind: "signature",
  state: "intact",
  coversFile: true,
  signer: certificate,
  claimedAt: now,
  timestamp: null,
  timestampBroken: false,
  ...over,
});
const earlier = signature({ coversFile: false });
const archive = signature({ kind: "timestamp", signer: other });

describe("what signatures prove together (MAN-5)", () => {
  it.each([
    ["ours", [signature()]],
    ["ours", [earlier, signature()]],
    ["ours", [signature({ signer: other, coversFile: false }), signature()]],
    ["ours_extended", [earlier, archive]],
    ["ours_extended", [earlier]],
    ["ours_extended", [earlier, signature({ signer: other })]],
    ["ours_extended", [earlier, signature({ state: "altered" })]],
    ["ours_extended", [earlier, signature({ signer: other, coversFile: false }), archive]],
    ["ours_extended", [earlier, { ...archive, state: "altered" }]],
    ["stranger", [signature({ signer: other })]],
    ["stranger_extended", [signature({ signer: other, coversFile: false }), archive]],
    ["stranger_extended", [signature({ signer: other, coversFile: false })]],
    ["altered", [signature({ state: "altered", signer: null })]],
    ["altered", [signature({ state: "forged", signer: null })]],
    [
      "altered",
      [signature({ state: "broken", signer: null }), signature({ state: "altered", signer: null })],
    ],
    ["unverifiable", [signature({ state: "broken", signer: null })]],
    ["unverifiable", [signature({ state: "unsupported", signer: null })]],
    ["unverifiable", [archive]],
  ] satisfies [string, PdfSignature[]][])("%s", (answer, signatures) => {
    expect(answerOf(signatures, { ours, stampedHere: false })).toBe(answer);
  });
  it("ours, when it was stamped here: nothing but the timestamp was added", () => {
    const answer = (signatures: PdfSignature[]) => answerOf(signatures, { ours, stampedHere: true });
    expect(answer([earlier, archive])).toBe("ours");
    expect(answer([signature({ state: "altered", signer: null }), archive])).toBe("altered");
  });
});

describe("certificates", () => {
  it("says why one cannot sign", () => {
    expect(problemOf(certificate, now)).toBeNull();
    expect(problemOf(certificate, certificate.validUntil)).toBe("expired");
    expect(problemOf(certificate, new Date("2026-11-29T09:00:00Z"))).toBe("not_yet_valid");
    expect(problemOf({ ...certificate, authority: true }, now)).toBe("authority");
    expect(problemOf({ ...certificate, maySign: false }, now)).toBe("may_not_sign");
  });
  it("leaves an authority that failed alone for a minute", () => {
    expect(mayAskAgain(null, now)).toBe(true);
    expect(mayAskAgain(new Date(now.getTime() - 59_000), now)).toBe(false);
    expect(mayAskAgain(new Date(now.getTime() - 60_000), now)).toBe(true);
  });
});
