/** A creditor's settings for TIPI's redirect flow. */
import { isIP } from "node:net";
import { z } from "zod";
import { isMel } from "../payfip/protocol.ts";

/** Addresses separated by commas or blanks. */
const addressesIn = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** The page is opened by the payer's browser: plain http is for a simulator on this machine. */
function isTrustworthyBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.search || url.hash || url.username) return false;
  if (url.protocol === "https:") return true;
  return url.protocol === "http:" && /^(127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)*localhost)$/.test(url.hostname);
}

export const tipiConfiguration = z.object({
  /** Client number of the régie, given by DGFiP: one to six digits, as text for its leading zeros. */
  numcli: z
    .string()
    .trim()
    .regex(/^[0-9]{1,6}$/)
    .refine((text) => Number(text) > 0, "a number"),
  /** T test, X activation, A production (the payer is signed in here), M production (typed by hand). */
  saisie: z.enum(["T", "X", "A", "M"]).default("T"),
  /** Financial year sent: the calendar year in Paris at the time of the order, or a fixed one. */
  exer: z.union([z.literal("current"), z.string().regex(/^[0-9]{4}$/)]).default("current"),
  /** Our own key: proves that a callback answers an order of ours. */
  callbackKey: z.string().trim().min(20).max(200).meta({ secret: true, title: "Callback key" }),
  /** Addresses that DGFiP calls from; when they are not set every payment is shown to staff, to be checked. */
  senders: z
    .string()
    .max(500)
    .refine((text) => addressesIn(text).every((one) => isIP(one) !== 0), "IP addresses")
    .optional(),
  /** Address given to TIPI for a payer who has none (PAY-8). */
  fallbackEmail: z.string().refine(isMel, "an e-mail address of 6 to 80 characters").optional(),
  /** Host, with an optional path for a simulator; the path under /tpa is TIPI's. */
  baseUrl: z
    .string()
    .max(200)
    .refine(isTrustworthyBase, "an https address")
    .default("https://www.payfip.gouv.fr"),
});
export type TipiConfig = z.infer<typeof tipiConfiguration>;

/** The addresses that callbacks may come from; empty when they are not known. */
export const sendersOf = (config: TipiConfig): string[] =>
  addressesIn(config.senders ?? "").map((one) => one.toLowerCase());
