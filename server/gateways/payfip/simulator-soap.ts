/** The SOAP side of the simulated PayFiP: validates in the order of the real one, answers results and faults. */
import { faultSentence } from "./messages.ts";
import {
  isCallbackUrl,
  isMel,
  MAX_CENTS,
  MIN_CENTS,
  REFDET_SHAPE,
  SERVICE_NAMESPACE,
  SOAP_NAMESPACE,
} from "./protocol.ts";
import {
  clientOf,
  createPayment,
  lookUp,
  type SimulatedPayment,
  type SimulatorState,
} from "./simulator-state.ts";
import { childNamed, escapeMarkup, readXml, type XmlElement } from "./xml.ts";

/** Legal ways of answering that a client must bear; "plain" is the common one. */
export type AnswerShape = "plain" | "lowercase-idop" | "qualified-children" | "missing-return";
export type SoapReply = { status: number; xml: string };

const QUALIFIED_NAMESPACE = "http://securite.service.tpa.cp.finances.gouv.fr/reponse";

const envelope = (content: string) =>
  `<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S="${SOAP_NAMESPACE}"><S:Body>${content}</S:Body></S:Envelope>`;

/** A fault of the named kind, with HTTP 500. */
export function faultReply(element: string, code: string): SoapReply {
  const sentence = escapeMarkup(faultSentence(code).fr);
  return {
    status: 500,
    xml: envelope(
      `<S:Fault><faultcode>S:Server</faultcode>` +
        `<faultstring>fr.gouv.finances.cp.tpa.webservice.exceptions.${element}</faultstring>` +
        `<detail><ns1:${element} xmlns:ns1="${SERVICE_NAMESPACE}"><code>${escapeMarkup(code)}</code>` +
        `<descriptif>${sentence}</descriptif><libelle>${sentence}</libelle><severite>2</severite>` +
        `</ns1:${element}></detail></S:Fault>`,
    ),
  };
}

const businessFault = (code: string) => faultReply("FonctionnelleErreur", code);

function resultReply(operation: string, fields: Record<string, string>, shape: AnswerShape): SoapReply {
  const prefix = shape === "qualified-children" ? "r:" : "";
  const members = Object.entries(fields)
    .map(([name, value]) => [shape === "lowercase-idop" && name === "idOp" ? "idop" : name, value] as const)
    .map(([name, value]) => `<${prefix}${name}>${escapeMarkup(value)}</${prefix}${name}>`)
    .join("");
  const content = shape === "missing-return" ? members : `<return>${members}</return>`;
  return {
    status: 200,
    xml: envelope(
      `<ns1:${operation}Response xmlns:ns1="${SERVICE_NAMESPACE}" xmlns:r="${QUALIFIED_NAMESPACE}">${content}</ns1:${operation}Response>`,
    ),
  };
}

type Arguments = (name: string) => string;

function refusalOfOrder(state: SimulatorState, argument: Arguments): string | null {
  const montant = argument("montant");
  if (!["T", "X", "W"].includes(argument("saisie"))) return "S1";
  if (!/^[0-9]{6}$/.test(argument("numcli"))) return "T1";
  const client = clientOf(state, argument("numcli"));
  if (!client) return "T2";
  if (client.enabled === false) return "T4";
  if (!REFDET_SHAPE.test(argument("refdet"))) return "R3";
  if (argument("mel") === "") return "A1";
  if (!isMel(argument("mel"))) return "A2";
  if (!/^[0-9]{1,11}$/.test(montant)) return "M1";
  if (Number(montant) < MIN_CENTS) return "M3";
  if (Number(montant) > MAX_CENTS) return "M5";
  if (!isCallbackUrl(argument("urlnotif"))) return "N1";
  if (!isCallbackUrl(argument("urlredirect"))) return "D1";
  return null;
}

function answerOrder(state: SimulatorState, argument: Arguments, shape: AnswerShape): SoapReply {
  const refusal = refusalOfOrder(state, argument);
  if (refusal) return businessFault(refusal);
  const { idOp } = createPayment(state, {
    numcli: argument("numcli"),
    exer: argument("exer"),
    refdet: argument("refdet"),
    objet: argument("objet"),
    cents: Number(argument("montant")),
    mel: argument("mel"),
    saisie: argument("saisie"),
    urlnotif: argument("urlnotif"),
    urlredirect: argument("urlredirect"),
  });
  return resultReply("creerPaiementSecurise", { idOp }, shape);
}

function detailFields(payment: SimulatedPayment): Record<string, string> {
  const { result } = payment;
  return {
    dattrans: result?.dattrans ?? "",
    exer: payment.exer,
    heurtrans: result?.heurtrans ?? "",
    idOp: payment.idOp,
    mel: payment.mel,
    montant: String(payment.cents),
    ...(result?.numauto ? { numauto: result.numauto } : {}),
    numcli: payment.numcli,
    objet: payment.objet,
    refdet: payment.refdet,
    resultrans: result?.code ?? "",
    saisie: payment.saisie,
  };
}

function describeClient(state: SimulatorState, numcli: string, shape: AnswerShape): SoapReply {
  if (!/^[0-9]{6}$/.test(numcli)) return businessFault("T1");
  const client = clientOf(state, numcli);
  if (!client) return businessFault("T2");
  if (client.enabled === false) return businessFault("T4");
  const [libelleN1, libelleN2, libelleN3] = client.labels ?? [
    "COMMUNE SIMULEE",
    "REGIE DE DEMONSTRATION",
    "",
  ];
  return resultReply("recupererDetailClient", { libelleN1, libelleN2, libelleN3, numcli }, shape);
}

/** The operation element and its `arg0`, by local name; null when the request is not a SOAP call. */
function readCall(xml: string): { operation: string; arg0: XmlElement } | null {
  try {
    const operation = childNamed(readXml(xml), "Body")?.children[0];
    const arg0 = operation && childNamed(operation, "arg0");
    return operation && arg0 ? { operation: operation.name, arg0 } : null;
  } catch {
    return null;
  }
}

/** Name of the operation that a request calls; null when it is not a SOAP call. */
export function operationOf(xml: string): string | null {
  return readCall(xml)?.operation ?? null;
}

/** Answers a SOAP request, in the given shape. Argument names are read to the letter: `idop` is not `idOp`. */
export function answerSoap(state: SimulatorState, xml: string, shape: AnswerShape): SoapReply {
  const call = readCall(xml);
  const argument = (name: string) =>
    call?.arg0.children.find((child) => child.name === name)?.text.trim() ?? "";
  switch (call?.operation) {
    case "creerPaiementSecurise":
      return answerOrder(state, argument, shape);
    case "recupererDetailPaiementSecurise": {
      const found = lookUp(state, argument("idOp"));
      if (typeof found === "string") return businessFault(found);
      return resultReply(call.operation, detailFields(found), shape);
    }
    case "recupererDetailClient":
      return describeClient(state, argument("numCli"), shape);
    default:
      return faultReply("TechProtocolaireErreur", "999");
  }
}
