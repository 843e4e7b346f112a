/** Reads what the bank sends: nothing unsealed is ever believed. The browser's return carries nothing at all. */
import { createHash } from "node:crypto";
import type { ForeignMessage, MessageReading, ProviderTruth } from "../payment-gateway.ts";
import { type Fields, isSealed, parisInstant, parseAmount, parseForm, sealedText } from "./protocol.ts";
import type { MoneticoConfig } from "./settings.ts";

const longestMessage = 32_768;
const refused = (reason: string): MessageReading => ({ kind: "refused", reason });

/** The fields, when they are sealed; a reason when they are not. */
function sealedFields(config: MoneticoConfig, message: ForeignMessage): Fields | string {
  const raw = message.method === "POST" ? message.rawBody : message.rawQuery;
  if (raw.length > longestMessage) return "message too long";
  let seen = "no MAC";
  for (const charset of ["utf-8", "latin1"] as const) {
    const fields = parseForm(raw, charset);
    if (!fields?.MAC) continue;
    if (isSealed(fields, config.key)) return fields;
    seen = "wrong MAC";
  }
  return seen;
}

/** True when the seal is right: what the bank wants to be told, whatever is made of the message. */
export const isProven = (config: MoneticoConfig, message: ForeignMessage): boolean =>
  typeof sealedFields(config, message) !== "string";

type Verdict = Pick<ProviderTruth, "state" | "alert">;
const look = (alert: string): Verdict => ({ state: "waiting", alert });

/** What `code-retour` means. A refusal may be followed by a payment: the payer can try again on the page. */
function verdictOf(fields: Fields): Verdict {
  const code = fields["code-retour"] ?? "";
  if (code === "paiement" || code === "payetest") return { state: "paid", alert: null };
  if (code === "Annulation") return { state: fields.motifrefus ? "denied" : "cancelled", alert: null };
  // Also the instalments (`paiement_pf2`...), which are never ordered.
  return look(`monetico_unknown:${code.slice(0, 40)}`);
}

const isCard = ({ modepaiement, brand }: Fields) =>
  modepaiement ? modepaiement.toUpperCase() === "CB" : Boolean(brand && brand !== "na");

function truthOf(fields: Fields, cents: number): ProviderTruth {
  const reason = fields.motifrefus ? `:${fields.motifrefus.slice(0, 20)}` : "";
  return {
    ...verdictOf(fields),
    cents,
    means: isCard(fields) ? "card" : null,
    providerReference: null,
    authorisation: fields.numauto || null,
    at: parisInstant(fields.date ?? ""),
    code: `${(fields["code-retour"] ?? "").slice(0, 40)}${reason}`,
  };
}

/** One key for one event, however often it comes. */
const keyOf = (fields: Fields): string =>
  `${fields.reference}:${createHash("sha256").update(sealedText(fields)).digest("hex").slice(0, 24)}`;

/** Verifies the seal, then the terminal, the currency and the mode, and reads the rest. */
export function readAnswer(config: MoneticoConfig, message: ForeignMessage): MessageReading {
  const fields = sealedFields(config, message);
  if (typeof fields === "string") return refused(fields);
  const { reference = "", montant = "", TPE } = fields;
  if (TPE !== config.tpe) return refused("sealed, but for another terminal");
  if (!/^[A-Za-z0-9]{1,50}$/.test(reference)) return refused("sealed, but no readable reference");
  const amount = parseAmount(montant);
  if (!amount) return refused(`sealed, but an unreadable amount (order ${reference})`);
  if (amount.currency !== "EUR")
    return refused(`sealed, but ${amount.currency} is not EUR (order ${reference})`);
  if (fields["code-retour"] === "payetest" && config.environment === "production")
    return refused(`sealed, but a test payment on a terminal in production (order ${reference})`);
  return { kind: "truth", reference, key: keyOf(fields), truth: truthOf(fields, amount.cents) };
}
