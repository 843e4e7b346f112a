import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { binary, route } from "../../platform/route.ts";
import { Instant, line } from "../../platform/shapes.ts";

export const Certificate = z.object({
  name: z.string(),
  issuer: z.string(),
  /** Nobody else vouches for it. */
  selfSigned: z.boolean(),
  fingerprint: z.string().meta({ description: "SHA-256 of the certificate, in hexadecimal" }),
  validFrom: Instant,
  validUntil: Instant,
  origin: z.enum(["generated", "uploaded"]),
  key: z.object({ kind: z.enum(["RSA", "EC"]), bits: z.int() }),
  /** Since when it signs no more; null for the present one. */
  retiredAt: Instant.nullable(),
});
export type Certificate = z.output<typeof Certificate>;

export const SignatureSettings = z.object({
  /** Null before the first signature: it is made then. */
  present: Certificate.nullable(),
  endsSoon: z.boolean(),
  former: z.array(Certificate),
  timestamp: z
    .object({
      address: z.string(),
      username: z.string(),
      hasPassword: z.boolean(),
      failingSince: Instant.nullable(),
      failure: z.string().nullable(),
    })
    .nullable(),
});
export type SignatureSettings = z.output<typeof SignatureSettings>;

const TimestampFields = z.object({
  address: z.url({ protocol: /^https?$/ }).max(300),
  username: line(100).default(""),
  password: z.string().max(200).nullable().default(null).meta({ description: "Null: as before" }),
});

/** As the largest PDF that is published. */
export const LARGEST_PDF_BYTES = 10 * 1_048_576;
/** In base64: a certificate, those above it and a key are some 10 kB. */
const LARGEST_P12 = 130_000;

export const SealVerdict = z.object({
  answer: z.enum([
    "ours",
    "ours_extended",
    "stranger",
    "stranger_extended",
    "altered",
    "unverifiable",
    "unsigned",
    "unreadable",
  ]),
  signatures: z.array(
    z.object({
      kind: z.enum(["signature", "timestamp"]),
      state: z.enum(["intact", "altered", "unreadable"]),
      coversFile: z.boolean(),
      ours: z.boolean(),
      signer: Certificate.pick({
        name: true,
        issuer: true,
        selfSigned: true,
        fingerprint: true,
        validFrom: true,
        validUntil: true,
      }).nullable(),
      /** By the signer's own clock. */
      claimedAt: Instant.nullable(),
      timestamp: z.object({ at: Instant, by: z.string() }).nullable(),
    }),
  ),
});
export type SealVerdict = z.output<typeof SealVerdict>;

export const contract = {
  readSignature: route({
    method: "GET",
    path: "/api/office/signature",
    who: "staff:administrator",
    summary: "What certificate signs the organization's documents, those before it, and who stamps the time",
    response: SignatureSettings,
  }),
  generateIdentity: route({
    method: "POST",
    path: "/api/office/signature/identity",
    who: "staff:administrator",
    summary: "Make a new signing key and certificate; the former key is destroyed",
    response: SignatureSettings,
  }),
  uploadIdentity: route({
    method: "POST",
    path: "/api/office/signature/identity/file",
    who: "staff:administrator",
    summary: "Sign with one's own certificate, out of a PKCS#12 file; its password is not kept",
    body: z.strictObject({ file: z.base64().min(1).max(LARGEST_P12), password: z.string().max(200) }),
    response: SignatureSettings,
  }),
  setTimestamp: route({
    method: "PUT",
    path: "/api/office/signature/timestamp",
    who: "staff:administrator",
    summary: "Have the time of signatures stamped by an authority (RFC 3161)",
    body: TimestampFields,
    response: SignatureSettings,
  }),
  removeTimestamp: route({
    method: "DELETE",
    path: "/api/office/signature/timestamp",
    who: "staff:administrator",
    summary: "Sign without timestamps from now on",
    response: SignatureSettings,
  }),
  tryTimestamp: route({
    method: "POST",
    path: "/api/office/signature/timestamp/try",
    who: "staff:administrator",
    summary: "Have something stamped now with these settings, and tell what was answered",
    body: TimestampFields,
    response: z.discriminatedUnion("works", [
      z.object({ works: z.literal(true), at: Instant, by: z.string() }),
      z.object({
        works: z.literal(false),
        problem: z.enum([
          "unreachable",
          "forbidden",
          "credentials",
          "refused",
          "broken",
          "wrong_answer",
          "wrong_purpose",
          "wrong_time",
        ]),
      }),
    ]),
  }),
  readCertificates: route({
    method: "GET",
    path: "/api/signature/certificates",
    who: "anyone",
    summary: "The certificates that this organization signs or signed with",
    response: z.object({ items: z.array(Certificate) }),
  }),
  readCertificateFile: route({
    method: "GET",
    path: "/api/signature/certificate.pem",
    who: "anyone",
    summary: "The present certificate, for readers of PDF that should trust it",
    response: binary("application/x-pem-file"),
  }),
  verifySignature: route({
    method: "POST",
    path: "/api/verification/signature",
    who: "anyone",
    summary: "Who signed a PDF, when, and whether it changed since",
    body: binary("application/pdf"),
    limit: LARGEST_PDF_BYTES,
    response: SealVerdict,
  }),
};

export const refusals = {
  "signature.password": {
    status: 422,
    fr: "Ce mot de passe n’ouvre pas le fichier.",
    en: "This password does not open the file.",
  },
  "signature.file": {
    status: 422,
    fr: "Ce fichier n’est pas un certificat avec sa clé (.p12 ou .pfx), ou il est abîmé.",
    en: "This file is not a certificate with its key (.p12 or .pfx), or it is damaged.",
  },
  "signature.incomplete": {
    status: 422,
    fr: "Il manque dans ce fichier la clé, ou le certificat de cette clé.",
    en: "The key, or the certificate of that key, is missing in this file.",
  },
  "signature.weak": {
    status: 422,
    fr: "La clé est trop faible : il faut RSA de 2048 bits au moins, ou une courbe P-256, P-384 ou P-521.",
    en: "The key is too weak: RSA of at least 2048 bits is needed, or a P-256, P-384 or P-521 curve.",
  },
  "signature.expired": {
    status: 422,
    fr: "Ce certificat est expiré.",
    en: "This certificate has expired.",
  },
  "signature.not_yet_valid": {
    status: 422,
    fr: "Ce certificat n’est pas encore valable.",
    en: "This certificate is not valid yet.",
  },
  "signature.may_not_sign": {
    status: 422,
    fr: "Ce certificat n’est pas fait pour signer des documents.",
    en: "This certificate is not meant for signing documents.",
  },
  "timestamp.address": {
    status: 422,
    fr: "L’adresse doit commencer par https://, sans mot de passe à l’intérieur.",
    en: "The address must start with https://, without a password in it.",
  },
} satisfies Refusals;
