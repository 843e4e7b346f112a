/** A creditor's settings for this provider, and the vendor's addresses. */
import { z } from "zod";
import type { Charset } from "./protocol.ts";

const secret = (label: string) => z.string().min(1).max(200).meta({ secret: true, title: label });

export const ogoneConfiguration = z.object({
  /** The merchant's account at the provider. */
  pspid: z.string().trim().min(1).max(30),
  /** Where the default addresses point. */
  environment: z.enum(["test", "production"]).default("test"),
  /** Phrase that signs what we send. Test and production phrases must differ. */
  shaIn: secret("SHA-IN"),
  /** Phrase that signs what the provider sends. */
  shaOut: secret("SHA-OUT"),
  algorithm: z.enum(["sha1", "sha256", "sha512"]).default("sha512"),
  charset: z.enum(["utf-8", "iso-8859-1"]).default("utf-8"),
  /** True for an old account that still signs its answers over the main parameters only. */
  deprecatedShaOut: z.boolean().default(false),
  /** The hosted page; the vendor's own when not set. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** SAL takes the money at once; RES only authorises it, and is then left waiting for a capture. */
  operation: z.enum(["SAL", "RES"]).default("SAL"),
  /** API user of the account, for asking the status of an order (DirectLink). */
  query: z
    .object({
      userId: z.string().trim().min(2).max(20),
      password: secret("API password"),
      url: z.url({ protocol: /^https?$/ }).optional(),
    })
    .optional(),
});

export type OgoneConfig = z.infer<typeof ogoneConfiguration>;

type Environment = OgoneConfig["environment"];

const folderOf = (environment: Environment) => (environment === "production" ? "prod" : "test");

/** The vendor's hosted page for an environment and a charset. */
export function vendorPageUrl(environment: Environment, charset: Charset): string {
  const page = charset === "utf-8" ? "orderstandard_utf8.asp" : "orderstandard.asp";
  return `https://secure.ogone.com/ncol/${folderOf(environment)}/${page}`;
}

/** The vendor's status query: its guide of 2016 gives another host for the test environment. */
export function vendorQueryUrl(environment: Environment): string {
  const host = environment === "production" ? "secure.ogone.com" : "ogone.test.v-psp.com";
  return `https://${host}/ncol/${folderOf(environment)}/querydirect.asp`;
}
