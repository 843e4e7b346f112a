/** Signatures of PDF files (PAdES), the certificates behind them, timestamps. Pure: no database, no network of its own. */
export { type CertificateDescription, certificateName, describeCertificate } from "./certificate.ts";
export { der } from "./der.ts";
export { type IdentityWish, keyOfIdentity, makeIdentity, type SigningIdentity } from "./identity.ts";
export { type Pkcs12, type Pkcs12Problem, readPkcs12 } from "./read-pkcs12.ts";
export { type SignWish, signPdf, stampPdf } from "./sign-pdf.ts";
export {
  LARGEST_TOKEN_BYTES,
  readTimestampQuery,
  readTimestampReply,
  SHA256_OID,
  type Timestamp,
  TimestampProblem,
  type TimestampProblemCode,
  TST_INFO_OID,
  timestampQuery,
} from "./timestamp.ts";
export { verifyPdf } from "./verify-pdf.ts";
export type { PdfSignature, PdfVerdict } from "./verify-signatures.ts";
