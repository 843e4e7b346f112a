/** Rules about certificates and about what the signatures of a file prove. Pure. */
import type { CertificateDescription, PdfSignature } from "../../formats/signature/index.ts";

/** Years of a certificate that we make: long enough to be forgotten, short enough for its key. */
export const GENERATED_YEARS = 5;
/** Days before the end at which staff are told. */
export const WARNING_DAYS = 60;
/** After a failure the authority is left alone for a while, so that nobody waits for it at each document. */
const PAUSE_MS = 60_000;

export type CertificateProblem = "expired" | "not_yet_valid" | "may_not_sign" | "authority";

/** Why a certificate cannot sign documents now; null when it can. */
export function problemOf(certificate: CertificateDescription, now: Date): CertificateProblem | null {
  if (certificate.validUntil <= now) return "expired";
  if (certificate.validFrom > now) return "not_yet_valid";
  if (certificate.authority) return "authority";
  return certificate.maySign ? null : "may_not_sign";
}

/** True when an authority that failed may be asked again. */
export const mayAskAgain = (failedAt: Date | null, now: Date): boolean =>
  failedAt === null || now.getTime() - failedAt.getTime() >= PAUSE_MS;

export type SealAnswer =
  /** Signed by this organization, and nothing was changed or added since. */
  | "ours"
  /** Signed by this organization; something was added after. */
  | "ours_extended"
  /** Signed by somebody that this organization does not know; not changed since. */
  | "stranger"
  | "stranger_extended"
  /** What was signed is not what the file says now. */
  | "altered"
  /** A signature that is not read here, by its form or its algorithms: nothing is known. */
  | "unverifiable";

/**
 * What the signatures of a file prove together, given the fingerprints of this organization's certificates. Whoever adds
 * something may add a timestamp after it, of an authority of his own: `stampedHere` says that this very file is one to which
 * a timestamp was added here, and nothing else.
 */
export function answerOf(
  signatures: readonly PdfSignature[],
  { ours, stampedHere }: { ours: ReadonlySet<string>; stampedHere: boolean },
): SealAnswer {
  const intact = signatures.filter((one) => one.state === "intact");
  const mine = intact.filter((one) => one.kind === "signature" && ours.has(one.signer?.fingerprint ?? ""));
  if (mine.length > 0) return stampedHere || mine.some((one) => one.coversFile) ? "ours" : "ours_extended";
  const others = intact.filter((one) => one.kind === "signature");
  if (others.length > 0) return others.some((one) => one.coversFile) ? "stranger" : "stranger_extended";
  return signatures.some((one) => one.state === "altered" || one.state === "forged")
    ? "altered"
    : "unverifiable";
}
