/** PayFiP (DGFiP), secure web-service flow: order by SOAP, hosted page, look-up by SOAP. No secret, no signature. */
import { z } from "zod";
import {
  type AskedAttempt,
  type ForeignMessage,
  GatewayRefusal,
  type GatewayWorld,
  type MessageReading,
  type PaymentGateway,
  type PaymentOrder,
  type ProviderTruth,
  type StartedPayment,
} from "../payment-gateway.ts";
import { faultSentence } from "./messages.ts";
import { parisYear } from "./paris-time.ts";
import {
  isCallbackUrl,
  isIdOp,
  isMel,
  MAX_CENTS,
  MIN_CENTS,
  normaliseSubject,
  type PayfipFault,
  REFDET_SHAPE,
} from "./protocol.ts";
import { callPayfip, PayfipBreakdown } from "./transport.ts";
import { ABANDONED_AFTER_MINUTES, truthOfDetail, truthOfFault, truthWithoutIdOp } from "./truth.ts";

/** The look-up proves the payment by TLS alone: plain http is for a simulator on this machine. */
function isTrustworthyBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.search || url.hash || url.username) return false;
  if (url.protocol === "https:") return true;
  return url.protocol === "http:" && /^(127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)*localhost)$/.test(url.hostname);
}

export const payfipConfiguration = z.object({
  /** Client number of the régie, given by DGFiP; text, for its leading zeros. */
  numcli: z.string().regex(/^[0-9]{6}$/),
  /** T test, X activation, W production: the same platform, a different letter. */
  saisie: z.enum(["T", "X", "W"]).default("T"),
  /** Host, with an optional path for a simulator; the paths under /tpa are PayFiP's. */
  baseUrl: z
    .string()
    .max(200)
    .refine(isTrustworthyBase, "an https address")
    .default("https://www.payfip.gouv.fr"),
  /** Financial year sent: the calendar year in Paris at the time of the order, or a fixed one. */
  exer: z.union([z.literal("current"), z.string().regex(/^[0-9]{4}$/)]).default("current"),
  /** Address given to PayFiP for a payer who has none (PAY-8). */
  fallbackEmail: z.string().refine(isMel, "an e-mail address of 6 to 80 characters").optional(),
});

export type PayfipConfig = z.infer<typeof payfipConfiguration>;

function refuse(code: string): never {
  throw new GatewayRefusal(code, faultSentence(code).en);
}

function refusalOf(fault: PayfipFault & { code: string }): GatewayRefusal {
  return new GatewayRefusal(fault.code, `${faultSentence(fault.code).en} (PayFiP: ${fault.sentence})`);
}

/** The order as PayFiP wants it, refused here with PayFiP's own codes, in PayFiP's order, when it would be there. */
function orderFields(config: PayfipConfig, order: PaymentOrder, now: Date): Record<string, string> {
  const mel = order.email?.trim() || config.fallbackEmail || "";
  if (!REFDET_SHAPE.test(order.reference)) refuse("R3");
  if (mel === "") refuse("A1");
  if (!isMel(mel)) refuse("A2");
  if (!Number.isSafeInteger(order.cents)) refuse("M1");
  if (order.cents < MIN_CENTS) refuse("M3");
  if (order.cents > MAX_CENTS) refuse("M5");
  if (!isCallbackUrl(order.notificationUrl)) refuse("N1");
  if (!isCallbackUrl(order.returnUrl)) refuse("D1");
  const objet = normaliseSubject(order.subject);
  return {
    numcli: config.numcli,
    exer: config.exer === "current" ? parisYear(now) : config.exer,
    refdet: order.reference,
    ...(objet === "" ? {} : { objet }),
    montant: String(order.cents),
    mel,
    saisie: config.saisie,
    urlnotif: order.notificationUrl,
    urlredirect: order.returnUrl,
  };
}

async function start(
  config: PayfipConfig,
  order: PaymentOrder,
  world: GatewayWorld,
): Promise<StartedPayment> {
  const fields = orderFields(config, order, world.now());
  const answer = await callPayfip(config.baseUrl, "creerPaiementSecurise", fields, world);
  if (answer.kind === "fault") throw refusalOf(answer);
  const idOp = answer.fields.get("idop") ?? "";
  if (!isIdOp(idOp)) throw new PayfipBreakdown("the order was answered without a usable idOp");
  const page = new URL(`${config.baseUrl.replace(/\/+$/, "")}/tpa/paiementws.web`);
  page.searchParams.set("idop", idOp);
  return { departure: { method: "GET", url: page.href, fields: {} }, providerReference: idOp };
}

/** Notification and browser return carry one trustworthy thing, the idOp; whatever else they claim is not read. */
function read(_config: PayfipConfig, message: ForeignMessage): MessageReading {
  const sources = message.method === "POST" ? [message.rawQuery, message.rawBody] : [message.rawQuery];
  const found = new Set<string>();
  for (const source of sources) {
    for (const [name, value] of new URLSearchParams(source)) {
      if (name.toLowerCase() === "idop") found.add(value.trim());
    }
  }
  const [idOp, another] = found;
  if (idOp === undefined) return { kind: "refused", reason: "no idop in the message" };
  if (another !== undefined) return { kind: "refused", reason: "several different idop in the message" };
  if (!isIdOp(idOp)) return { kind: "refused", reason: "the idop does not have the shape of one" };
  return { kind: "ask", providerReference: idOp, key: idOp };
}

async function ask(config: PayfipConfig, attempt: AskedAttempt, world: GatewayWorld): Promise<ProviderTruth> {
  if (attempt.providerReference === null) return truthWithoutIdOp(attempt, world.now());
  // Capital O: the live service answers P1 to a lower-case idop, and P1 would free the entries.
  const fields = { idOp: attempt.providerReference };
  const answer = await callPayfip(config.baseUrl, "recupererDetailPaiementSecurise", fields, world);
  if (answer.kind === "result") return truthOfDetail(answer.fields, attempt, config, world.now());
  const truth = truthOfFault(answer.code, attempt, world.now());
  if (!truth) throw new PayfipBreakdown(`look-up failed, ${answer.code}: ${answer.sentence}`, answer.code);
  return truth;
}

/** What PayFiP knows of a client number: the labels of the collectivity, empty ones left out. */
export type PayfipClient = { numcli: string; labels: string[] };

/**
 * Tests the connection: asks PayFiP who the configured client is, without any payment.
 * @throws GatewayRefusal when PayFiP does not know it (T2) or has not enabled it (T4); PayfipBreakdown when it cannot answer.
 */
export async function checkClient(config: PayfipConfig, world: GatewayWorld): Promise<PayfipClient> {
  const answer = await callPayfip(config.baseUrl, "recupererDetailClient", { numCli: config.numcli }, world);
  if (answer.kind === "fault") throw refusalOf(answer);
  const { fields } = answer;
  const numcli = fields.get("numcli") ?? "";
  if (numcli !== config.numcli) throw new PayfipBreakdown(`answered about client "${numcli}"`);
  const labels = ["libellen1", "libellen2", "libellen3"]
    .map((name) => fields.get(name) ?? "")
    .filter(Boolean);
  return { numcli, labels };
}

export const payfipGateway: PaymentGateway<PayfipConfig> = {
  name: "payfip",
  configuration: payfipConfiguration,
  account: ({ numcli, saisie }) => `${saisie}:${numcli}`,
  abandonedAfterMinutes: ABANDONED_AFTER_MINUTES,
  means: () => ["card", "direct_debit"],
  start,
  read,
  ask,
};
