/** Reads TIPI's callback. Nothing in it is signed: it is believed for the proof in its address, and for where it comes from. */
import { parisInstant } from "../payfip/paris-time.ts";
import { REFDET_SHAPE } from "../payfip/protocol.ts";
import type { ForeignMessage, MessageReading, ProviderTruth } from "../payment-gateway.ts";
import { isProof, parseFields, plainAddress } from "./protocol.ts";
import { sendersOf, type TipiConfig } from "./settings.ts";

const LONGEST_MESSAGE = 16_384;

const refused = (reason: string): MessageReading => ({ kind: "refused", reason });

type Verdict = Pick<ProviderTruth, "state" | "means">;
const VERDICTS = new Map<string, Verdict>([
  ["P", { state: "paid", means: "card" }],
  ["V", { state: "paid", means: "direct_debit" }],
  ["R", { state: "denied", means: "card" }],
  ["Z", { state: "denied", means: "direct_debit" }],
  ["A", { state: "cancelled", means: null }],
]);
/** Nothing signed, and no address to go by: staff check the payment in the accounts of the régie. A code, said on screen and by mail. */
const UNVOUCHED = "tipi_unvouched";

function truthOf(config: TipiConfig, fields: Map<string, string>): ProviderTruth {
  const code = fields.get("resultrans") ?? "";
  const known = VERDICTS.get(code);
  const state = known?.state ?? "waiting";
  const unvouched = state === "paid" && sendersOf(config).length === 0 ? UNVOUCHED : null;
  return {
    state,
    cents: Number(fields.get("montant")),
    means: known?.means ?? null,
    providerReference: null,
    authorisation: (state === "paid" && fields.get("numauto")) || null,
    at: parisInstant(fields.get("dattrans") ?? "", fields.get("heurtrans") ?? "", new Date(0)),
    alert: known ? unvouched : `TIPI answered an unknown result "${code}"`,
    code,
  };
}

/** Why the fields are not those of an order of this creditor; null when they are. */
function flawOf(config: TipiConfig, fields: Map<string, string>): string | null {
  const { numcli, saisie, refdet, montant, resultrans } = Object.fromEntries(fields);
  if (!REFDET_SHAPE.test(refdet ?? "")) return "no readable refdet";
  if (!/^\d{1,11}$/.test(montant ?? "")) return "no readable montant";
  if (!/^[A-Z]$/.test(resultrans ?? "")) return "no readable resultrans";
  // As numbers: leading zeros come and go.
  if (!/^\d{1,6}$/.test(numcli ?? "") || Number(numcli) !== Number(config.numcli)) {
    return `of client ${numcli ?? "none"}`;
  }
  return saisie === config.saisie ? null : `of mode ${saisie ?? "none"}`;
}

/** Reads a callback: the fields in the body, the proof in the address that we gave. */
export function readCallback(config: TipiConfig, message: ForeignMessage): MessageReading {
  if (message.rawQuery.length + message.rawBody.length > LONGEST_MESSAGE) return refused("message too long");
  const senders = sendersOf(config);
  const sender = plainAddress(message.sender ?? "");
  if (senders.length > 0 && !senders.includes(sender)) return refused(`sent from ${sender || "nowhere"}`);
  const address = parseFields(message.rawQuery);
  const fields = message.method === "POST" ? parseFields(message.rawBody) : address;
  if (address === null || fields === null) return refused("a field came twice with two values");
  const flaw = flawOf(config, fields);
  if (flaw !== null) return refused(flaw);
  const reference = fields.get("refdet") ?? "";
  const order = {
    numcli: config.numcli,
    saisie: config.saisie,
    refdet: reference,
    montant: fields.get("montant") ?? "",
  };
  const proof = address.get("proof") ?? "";
  if (!isProof(proof, order, config.callbackKey)) return refused(proof === "" ? "no proof" : "wrong proof");
  const truth = truthOf(config, fields);
  return {
    kind: "truth",
    reference,
    key: [reference, truth.code, truth.cents, fields.get("numauto")].join(":"),
    truth,
  };
}
