/** Reads what the provider sends: the post-sale request and the browser's return, which carry the same signed fields. */
import { createHash } from "node:crypto";
import type { ForeignMessage, MessageReading } from "../payment-gateway.ts";
import { entersShaOut } from "./names.ts";
import {
  type Charset,
  deprecatedShaOut,
  type Fields,
  hashedPairs,
  type Pair,
  parsePairs,
  sameDigest,
  shaOut,
} from "./protocol.ts";
import type { OgoneConfig } from "./settings.ts";
import { flawOf, truthOf, verdictOf } from "./statuses.ts";

const longestMessage = 32_768;

const refused = (reason: string): MessageReading => ({ kind: "refused", reason });

/**
 * Keeps SHASIGN and the listed names, upper-cased. The same name twice with two values would let a reader and a
 * verifier disagree: null then. Our own return address may add other parameters: they are left aside.
 */
function listedFields(pairs: Pair[]): Fields | null {
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) {
    const upper = name.toUpperCase();
    if (upper !== "SHASIGN" && !entersShaOut(upper)) continue;
    const known = fields.get(upper);
    if (known !== undefined && known !== value) return null;
    fields.set(upper, value);
  }
  return Object.fromEntries(fields);
}

/**
 * The readings to try. An account that signs in UTF-8 may still send its values in ISO-8859-1 (PostFinance methods
 * always do), or sign the UTF-8 bytes that it had itself read as ISO-8859-1: one reading answers both.
 */
function readings(charset: Charset): { wire: Charset; hash: Charset }[] {
  return [
    { wire: charset, hash: charset },
    { wire: "iso-8859-1", hash: "utf-8" },
  ];
}

function proves(config: OgoneConfig, fields: Fields, charset: Charset): boolean {
  const signing = { passphrase: config.shaOut, algorithm: config.algorithm, charset };
  const expected = config.deprecatedShaOut ? deprecatedShaOut(fields, signing) : shaOut(fields, signing);
  return sameDigest(expected, fields.SHASIGN ?? "");
}

/** Only the values that the deprecated signature covers may be believed under it. */
function believed(config: OgoneConfig, fields: Fields): Fields {
  if (!config.deprecatedShaOut) return fields;
  const { ORDERID, CURRENCY, AMOUNT, PM, ACCEPTANCE, STATUS, CARDNO, PAYID, NCERROR, BRAND } = fields;
  const kept = { ORDERID, CURRENCY, AMOUNT, PM, ACCEPTANCE, STATUS, CARDNO, PAYID, NCERROR, BRAND };
  return Object.fromEntries(
    Object.entries(kept).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/**
 * Why values under the deprecated signature are not to be believed; null when they are. It glues the values without their
 * names: whoever holds a signed refusal (the payer does, in the address of his return) could cut the same text anew, so that
 * the 9 of its PAYID passes for a STATUS. Only a card payment whose every value has the shape that the vendor gives it is
 * read; anything else than a payment may be read as it is, since nobody gains by it.
 */
function glueFlaw({ PM = "", ACCEPTANCE = "", STATUS = "", CARDNO = "", PAYID = "", NCERROR = "" }: Fields) {
  if (verdictOf(STATUS).state !== "paid") return null;
  const card = PM === "CreditCard" && /^\d{0,6}[Xx*]{4,}\d{2,4}$/.test(CARDNO);
  // A STATUS of two digits (59, 99) whose first one is passed to ACCEPTANCE leaves a single character there.
  const accepted = /^[A-Za-z0-9]{4,12}$/.test(ACCEPTANCE) && !/[Xx]{4}/.test(ACCEPTANCE);
  return card && accepted && /^\d{6,12}$/.test(PAYID) && /^0?$/.test(NCERROR)
    ? null
    : "its values could be cut otherwise";
}

/** One key for one event, however often and by whichever way it comes. */
function keyOf(fields: Fields): string {
  const canonical = hashedPairs(fields, entersShaOut)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
  const hash = createHash("sha256").update(canonical).digest("hex").slice(0, 12);
  return `${fields.PAYID ?? ""}:${fields.STATUS ?? ""}:${fields.NCERROR ?? ""}:${hash}`;
}

function readAuthentic(config: OgoneConfig, fields: Fields): MessageReading {
  const reference = fields.ORDERID ?? "";
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(reference)) return refused("signed, but no readable ORDERID");
  const flaw = flawOf(fields);
  if (flaw !== null) return refused(`signed, but ${flaw} (order ${reference})`);
  const key = keyOf(fields);
  if (config.deprecatedShaOut) {
    if (config.query) return { kind: "ask", reference, providerReference: fields.PAYID ?? "", key };
    const glued = glueFlaw(fields);
    if (glued !== null) return refused(`signed, but ${glued} (order ${reference})`);
  }
  return { kind: "truth", reference, key, truth: truthOf(fields) };
}

/** Verifies SHA-OUT over what came, then reads it. Nothing unsigned is ever believed. */
export function readAnswer(config: OgoneConfig, message: ForeignMessage): MessageReading {
  if (message.rawQuery.length + message.rawBody.length > longestMessage) return refused("message too long");
  const raw = `${message.rawQuery.replace(/^\?/, "")}&${message.rawBody}`;
  let signed = false;
  for (const { wire, hash } of readings(config.charset)) {
    const pairs = parsePairs(raw, wire);
    if (pairs === null) continue;
    const fields = listedFields(pairs);
    if (fields === null) return refused("a parameter came twice with two values");
    if (!fields.SHASIGN) continue;
    signed = true;
    if (proves(config, fields, hash)) return readAuthentic(config, believed(config, fields));
  }
  return refused(signed ? "wrong SHASIGN" : "no SHASIGN");
}
