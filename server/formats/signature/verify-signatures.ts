/** What the signatures of a PDF prove (ISO 32000-2, 12.8): bytes only, nothing of the document is drawn or run. */
import { createHash } from "node:crypto";
import type { CertificateDescription } from "./certificate.ts";
import { CmsProblem, type CmsProblemCode, verifyCms } from "./cms.ts";
import { readDer } from "./der.ts";
import { TimestampProblem, verifyDocumentTimestamp, verifyTimestampToken } from "./timestamp.ts";

export type PdfSignature = {
  kind: "signature" | "timestamp";
  /** `intact`: what it covers has not changed by a byte since. */
  state: "intact" | CmsProblemCode;
  /** It covers the whole file: nothing was added after it. */
  coversFile: boolean;
  signer: CertificateDescription | null;
  /** By the signer's own clock. */
  claimedAt: Date | null;
  /** By a time-stamping authority; `null`: none, or one that does not hold. */
  timestamp: { at: Date; by: string } | null;
  /** A timestamp is there and does not hold. */
  timestampBroken: boolean;
};

export type PdfVerdict =
  | { state: "signed"; signatures: PdfSignature[] }
  | { state: "unsigned" }
  | { state: "unreadable"; code: "broken" | "too_large" | "too_slow" };

const MOST_SIGNATURES = 20;
const RANGE = /\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g;

/** Every signature of a file, in the order of its revisions. */
export function verifySignatures(pdf: Buffer): PdfVerdict {
  if (pdf.subarray(0, 1024).indexOf("%PDF-") < 0) return { state: "unreadable", code: "broken" };
  const text = pdf.toString("latin1");
  const found = [...text.matchAll(RANGE)];
  if (found.length === 0) return { state: "unsigned" };
  if (found.length > MOST_SIGNATURES) return { state: "unreadable", code: "too_large" };
  const signatures = found.map((match) => verifyOne(pdf, text, match));
  return { state: "signed", signatures };
}

function verifyOne(pdf: Buffer, text: string, match: RegExpMatchArray): PdfSignature {
  const [start, first, second, last] = match.slice(1, 5).map(Number) as [number, number, number, number];
  const dictionary = dictionaryAround(text, match.index ?? 0);
  const kind = /\/SubFilter\s*\/ETSI\.RFC3161/.test(dictionary) ? "timestamp" : "signature";
  const told: PdfSignature = {
    kind,
    state: "broken",
    coversFile: second + last === pdf.length,
    signer: null,
    claimedAt: null,
    timestamp: null,
    timestampBroken: false,
  };
  if (start !== 0 || first >= second || second + last > pdf.length) return told;
  const cms = contentsOf(text.slice(first, second));
  if (!cms) return told;
  const pieces = [pdf.subarray(0, first), pdf.subarray(second, second + last)];
  return kind === "timestamp" ? documentTimestamp(told, cms, pieces) : signature(told, cms, pieces);
}

/**
 * What lies between the two ranges must be the signature and nothing else: one hexadecimal string, the value and zeros.
 * Else something could hide there that nobody signed.
 */
function contentsOf(gap: string): Buffer | null {
  if (!/^<[0-9A-Fa-f]+>$/.test(gap)) return null;
  const bytes = Buffer.from(gap.slice(1, -1), "hex");
  try {
    const { raw } = readDer(bytes);
    return bytes.subarray(raw.length).every((byte) => byte === 0) ? raw : null;
  } catch {
    return null;
  }
}

function signature(told: PdfSignature, cms: Buffer, pieces: readonly Buffer[]): PdfSignature {
  try {
    const { signer, claimedAt, timestampToken, signature: value } = verifyCms(cms, pieces);
    const stamp = timestampToken ? stampOf(timestampToken, value) : null;
    return {
      ...told,
      state: "intact",
      signer: signer.description,
      claimedAt,
      timestamp: stamp,
      timestampBroken: timestampToken !== null && stamp === null,
    };
  } catch (error) {
    if (error instanceof CmsProblem) return { ...told, state: error.code };
    throw error;
  }
}

function stampOf(token: Buffer, value: Buffer): PdfSignature["timestamp"] {
  try {
    const { at, by } = verifyTimestampToken(token, createHash("sha256").update(value).digest());
    return { at, by: by.name };
  } catch (error) {
    if (error instanceof TimestampProblem) return null;
    throw error;
  }
}

/** A timestamp of the whole document, as long-term archives add (PAdES B-LTA). */
function documentTimestamp(told: PdfSignature, token: Buffer, pieces: readonly Buffer[]): PdfSignature {
  try {
    const { at, by } = verifyDocumentTimestamp(token, pieces);
    return { ...told, state: "intact", signer: by, timestamp: { at, by: by.name } };
  } catch (error) {
    if (error instanceof TimestampProblem)
      return { ...told, state: error.code === "wrong_answer" ? "altered" : "broken" };
    throw error;
  }
}

/** The object in which a range stands. */
function dictionaryAround(text: string, at: number): string {
  const from = text.lastIndexOf(" obj", at);
  const to = text.indexOf("endobj", at);
  return text.slice(Math.max(0, from), to < 0 ? at + 200 : Math.min(to, at + 200_000));
}
