/** The SOAP 1.1 wire of PayFiP's secure web service: building requests, reading answers. Pure. */
import { childNamed, escapeMarkup, findElement, readXml, type XmlElement } from "./xml.ts";

export const SERVICE_NAMESPACE =
  "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService";
export const SOAP_NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/";

export type PayfipOperation =
  | "creerPaiementSecurise"
  | "recupererDetailPaiementSecurise"
  | "recupererDetailClient";

/** `business`: PayFiP understood and says no, with a code. `technical`: breakdown, unavailability, protocol. */
export type PayfipFault = {
  kind: "fault";
  nature: "business" | "technical";
  code: string | null;
  sentence: string;
};

/** Values stay strings (numcli has leading zeros); the keys are local names in lower case. */
export type PayfipResult = { kind: "result"; fields: Map<string, string> };

/** 100 cents: below, M3. */
export const MIN_CENTS = 100;
/** 99 999.99 €: the lower of the limits seen in the field; above, M5. */
export const MAX_CENTS = 9_999_999;
export const REFDET_SHAPE = /^[A-Za-z0-9]{6,30}$/;
const IDOP_SHAPE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An idOp is written like a UUID, in 36 characters. */
export function isIdOp(text: string): boolean {
  return IDOP_SHAPE.test(text);
}

/** mel: 6 to 80 characters with something on both sides of an at sign, without a blank. */
export function isMel(text: string): boolean {
  return text.length >= 6 && text.length <= 80 && /^[^\s@]+@[^\s@]+$/.test(text);
}

/** urlnotif and urlredirect: absolute, under 250 characters. */
export function isCallbackUrl(text: string): boolean {
  return text.length < 250 && /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** objet: letters, digits and single spaces of ASCII, at most 100. Apostrophes and hyphens separate words. */
export function normaliseSubject(text: string): string {
  return text
    .replace(/œ/g, "oe")
    .replace(/Œ/g, "OE")
    .replace(/æ/g, "ae")
    .replace(/Æ/g, "AE")
    .replace(/['‘’ʼ\p{Dash_Punctuation}\s]/gu, " ")
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9 ]/g, "")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, 100)
    .trimEnd();
}

/** The envelope of a request: one `arg0` without namespace, whose children have none either, in alphabetical order. */
export function buildRequest(operation: PayfipOperation, fields: Record<string, string>): string {
  const members = Object.keys(fields)
    .sort()
    .map((name) => `<${name}>${escapeMarkup(fields[name] ?? "")}</${name}>`)
    .join("");
  return (
    `<?xml version="1.0" encoding="UTF-8"?>` +
    `<e:Envelope xmlns:e="${SOAP_NAMESPACE}" xmlns:p="${SERVICE_NAMESPACE}"><e:Header/><e:Body>` +
    `<p:${operation}><arg0>${members}</arg0></p:${operation}></e:Body></e:Envelope>`
  );
}

/**
 * Reads the answer to `operation`: by local name, with or without namespaces, `return` wrapper, or the capital of idOp.
 * @throws when the text is not such an answer, or names a field twice.
 */
export function parseAnswer(operation: PayfipOperation, text: string): PayfipResult | PayfipFault {
  const envelope = readXml(text);
  if (envelope.name !== "Envelope") throw new Error("not a SOAP envelope");
  const body = childNamed(envelope, "Body");
  const fault = body && childNamed(body, "Fault");
  if (fault) return readFault(fault);
  const response = body && childNamed(body, `${operation}Response`);
  if (!response) throw new Error(`no ${operation}Response in the envelope`);
  return { kind: "result", fields: readFields(childNamed(response, "return") ?? response) };
}

function readFields(element: XmlElement): Map<string, string> {
  const fields = new Map<string, string>();
  for (const child of element.children) {
    const name = child.name.toLowerCase();
    if (fields.has(name)) throw new Error(`field ${name} given twice`);
    fields.set(name, child.text.trim());
  }
  return fields;
}

function readFault(fault: XmlElement): PayfipFault {
  const faultString = childNamed(fault, "faultstring")?.text.trim() ?? "";
  const detail = childNamed(fault, "detail");
  const typed = detail && findElement(detail, (element) => element.name.endsWith("Erreur"));
  const member = (name: string) =>
    (typed ?? detail) &&
    findElement(typed ?? (detail as XmlElement), (element) => element.name === name)?.text.trim();
  const type = typed?.name ?? faultString;
  const code = member("code") || null;
  const business = type.endsWith("FonctionnelleErreur") && code !== null && code !== "999";
  const sentence =
    member("descriptif") || member("libelle") || member("message") || faultString || "no detail";
  return {
    kind: "fault",
    nature: business ? "business" : "technical",
    code,
    sentence: sentence.slice(0, 300),
  };
}
