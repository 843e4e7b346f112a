/** DirectLink's status query (querydirect.asp): what is posted, and the `<ncresponse/>` that answers. */
import { SaxesParser } from "saxes";
import type { AskedAttempt, GatewayWorld, ProviderTruth } from "../payment-gateway.ts";
import type { Fields } from "./protocol.ts";
import { type OgoneConfig, vendorQueryUrl } from "./settings.ts";
import { flawOf, truthOf } from "./statuses.ts";

/** After this, an order that the provider does not know, or that was never finished there, is given up. */
export const abandonedAfterMinutes = 60;

const timeoutMs = 15_000;
const longestAnswer = 65_536;
/** The provider's code for an order that it does not know. */
const unknownOrder = "50001130";

/** The attributes of `<ncresponse>`, names upper-cased. @throws Error for anything but one such element, or a DTD. */
export function parseNcResponse(xml: string): Fields {
  const parser = new SaxesParser();
  const found: Fields[] = [];
  let depth = 0;
  parser.on("doctype", () => {
    throw new Error("Ogone query: a document type is refused");
  });
  parser.on("error", (error) => {
    throw new Error(`Ogone query: not well-formed (${error.message})`);
  });
  parser.on("opentag", (tag) => {
    depth += 1;
    if (depth !== 1 || tag.name.toLowerCase() !== "ncresponse") return;
    const attributes = Object.entries(tag.attributes as Record<string, string>);
    found.push(Object.fromEntries(attributes.map(([name, value]) => [name.toUpperCase(), value])));
  });
  parser.on("closetag", () => {
    depth -= 1;
  });
  parser.write(xml.replace(/^\uFEFF/, "")).close();
  const only = found[0];
  if (only === undefined) throw new Error("Ogone query: the answer is no ncresponse");
  return only;
}

const minutesSince = (attempt: AskedAttempt, now: Date) =>
  (now.getTime() - attempt.startedAt.getTime()) / 60_000;

/** No money was ever asked for: free the attempt once it is old enough. */
function unfinished(fields: Fields, attempt: AskedAttempt, now: Date): ProviderTruth {
  return {
    state: minutesSince(attempt, now) >= abandonedAfterMinutes ? "expired" : "waiting",
    cents: null,
    means: null,
    providerReference: attempt.providerReference,
    authorisation: null,
    at: null,
    alert: null,
    code: fields.NCERROR || fields.STATUS || "unknown",
  };
}

const isUnknown = (fields: Fields) =>
  fields.NCERROR === unknownOrder || /^unknown order/i.test(fields.NCERRORPLUS ?? "");

/**
 * What an answer says of an attempt. @throws Error when the query itself failed (status 88, wrong API user, wrong
 * shape, another order, another currency): nothing is known then, ask later.
 */
export function truthOfQuery(fields: Fields, attempt: AskedAttempt, now: Date): ProviderTruth {
  const fail = (why: string): never => {
    const plus = fields.NCERRORPLUS ? ` (${fields.NCERRORPLUS.slice(0, 200)})` : "";
    throw new Error(`Ogone query of ${attempt.reference}: ${why}${plus}`);
  };
  if (isUnknown(fields)) return unfinished(fields, attempt, now);
  if (fields.ORDERID && fields.ORDERID !== attempt.reference) fail(`answer about ${fields.ORDERID}`);
  // A finished payment keeps its own NCERROR; without a PAYID the error is about the query.
  const hasPayment = !/^0*$/.test(fields.PAYID ?? "");
  if (fields.STATUS === "88") fail(`the query failed, NCERROR ${fields.NCERROR ?? ""}`);
  if (!hasPayment && /[1-9]/.test(fields.NCERROR ?? "")) fail(`NCERROR ${fields.NCERROR}`);
  const flaw = flawOf(fields);
  if (flaw !== null) fail(flaw);
  if (fields.STATUS === "0") return unfinished(fields, attempt, now);
  const truth = truthOf(fields);
  const stuck = truth.state === "waiting" && truth.alert === null && minutesSince(attempt, now) >= 24 * 60;
  return stuck ? { ...truth, alert: "still waiting at the provider after a day" } : truth;
}

/** The vendor writes UTF-8 or ISO-8859-1 without always saying which. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

async function readBytes(answer: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > longestAnswer) throw new Error("Ogone query: the answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Asks by our own order id rather than by PAYID: a customer who tried again on the page has several PAYIDs, and the
 * order answers with its last one. Null when the account has no API user.
 */
export async function askQuery(
  config: OgoneConfig,
  attempt: AskedAttempt,
  world: GatewayWorld,
): Promise<ProviderTruth | null> {
  if (config.query === undefined) return null;
  const answer = await world.fetch(config.query.url ?? vendorQueryUrl(config.environment), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/xml" },
    body: new URLSearchParams({
      PSPID: config.pspid,
      USERID: config.query.userId,
      PSWD: config.query.password,
      ORDERID: attempt.reference,
    }).toString(),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Error(`Ogone query: HTTP ${answer.status}`);
  }
  return truthOfQuery(parseNcResponse(textOf(await readBytes(answer))), attempt, world.now());
}
