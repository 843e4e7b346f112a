/** Reads what the platform sends: the notification (IPN) and the browser's return, which carry the same signed fields. */
import type { ForeignMessage, MessageReading } from "../payment-gateway.ts";
import { type Fields, instantOf, parseFields, provesFields } from "./protocol.ts";
import { modeOf, type PayzenConfig } from "./settings.ts";
import { isSuccess, meansOf, type Operation, truthOfOperation } from "./statuses.ts";

const LONGEST_MESSAGE = 32_768;
const EURO = "978";

const refused = (reason: string): MessageReading => ({ kind: "refused", reason });
const isCents = (text: string | undefined) => /^(0|[1-9]\d{0,11})$/.test(text ?? "");

/**
 * Why signed fields are no usable answer, in words; null when they are. Strict, because names are not signed: a set that
 * we signed ourselves, or an answer about something else, must not be dressed up as a payment.
 */
function flawOf(config: PayzenConfig, fields: Fields): string | null {
  if (fields.vads_site_id !== config.siteId) return `of shop ${fields.vads_site_id ?? "none"}`;
  if (fields.vads_ctx_mode !== modeOf(config)) return `of mode ${fields.vads_ctx_mode ?? "none"}`;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(fields.vads_order_id ?? "")) return "without a readable vads_order_id";
  const status = fields.vads_trans_status ?? "";
  if (!/^[A-Z_]{3,40}$/.test(status)) return "without a readable vads_trans_status";
  if (fields.vads_currency !== EURO) return `in currency ${fields.vads_currency ?? "none"}`;
  if (!isCents(fields.vads_amount)) return "without a readable vads_amount";
  if (fields.vads_effective_amount && !isCents(fields.vads_effective_amount)) {
    return "with an unreadable vads_effective_amount";
  }
  const operation = fields.vads_operation_type ?? "";
  if (operation !== "" && operation !== "DEBIT" && operation !== "CREDIT") return `about a ${operation}`;
  if (!isSuccess(status) && operation !== "CREDIT") return null;
  if (operation === "") return "of success without vads_operation_type";
  return /^[0-9a-f]{32}$/i.test(fields.vads_trans_uuid ?? "") ? null : "of success without vads_trans_uuid";
}

/** What is really taken, when that is in euros; else what was asked. */
function centsOf(fields: Fields): number {
  const effective = fields.vads_effective_amount;
  const inEuros = (fields.vads_effective_currency ?? EURO) === EURO;
  return Number(effective && inEuros ? effective : fields.vads_amount);
}

function operationOf(fields: Fields): Operation {
  return {
    kind: fields.vads_operation_type === "CREDIT" ? "credit" : "debit",
    uuid: fields.vads_trans_uuid || null,
    status: fields.vads_trans_status ?? "",
    cents: centsOf(fields),
    means: meansOf(fields.vads_card_brand),
    authorisation: fields.vads_auth_number || null,
    at: instantOf(fields.vads_effective_creation_date) ?? instantOf(fields.vads_trans_date),
  };
}

/** One key for one event, however often it comes: at the end of the payment, replayed by hand, or tried again. */
function keyOf(fields: Fields, { kind, uuid, status, cents }: Operation): string {
  const transaction = uuid ?? `${fields.vads_trans_date ?? ""}-${fields.vads_trans_id ?? ""}`;
  return `${fields.vads_order_id}:${transaction}:${kind}:${status}:${cents}`;
}

/** Verifies the signature over what came, then reads it. Nothing unsigned is ever believed. */
export function readAnswer(config: PayzenConfig, message: ForeignMessage): MessageReading {
  if (message.rawQuery.length + message.rawBody.length > LONGEST_MESSAGE) return refused("message too long");
  const fields = parseFields(message.rawQuery, message.rawBody);
  if (fields === null) return refused("a field came twice with two values");
  const { signature } = fields;
  if (!signature) return refused("no signature");
  if (!provesFields(fields, signature, config)) return refused("wrong signature");
  const flaw = flawOf(config, fields);
  if (flaw !== null) return refused(`signed, but ${flaw}`);
  const operation = operationOf(fields);
  const reference = fields.vads_order_id ?? "";
  const key = keyOf(fields, operation);
  return { kind: "truth", reference, key, truth: truthOfOperation(operation) };
}
