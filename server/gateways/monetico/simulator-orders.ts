/** What the simulated bank remembers of each order, what it checks in a form, and what its notifications hold. */
import { createHash, randomUUID } from "node:crypto";
import type { Trace } from "../simulator-courier.ts";
import { type Fields, isSealed, parisStamp, parseAmount, seal } from "./protocol.ts";

/** A merchant's terminal, as the bank knows it. */
export type MoneticoTerminal = {
  tpe: string;
  societe: string;
  key: string;
  /** Declared at the bank; none, and nothing is notified. Can be changed through /control. */
  notificationUrl?: string | null;
};

export type SimulatedOrder = {
  token: string;
  tpe: string;
  environment: "test" | "production";
  reference: string;
  cents: number;
  currency: string;
  fields: Fields;
  /** Last `code-retour`, empty before any. */
  code: string;
  refusals: number;
  accepted: boolean;
  at: string;
  history: { code: string; at: string }[];
  notifications: Trace[];
};

const languages = new Set(["FR", "EN", "DE", "IT", "ES", "NL", "PT", "JA", "SV"]);
const addressParts = ["addressLine1", "city", "postalCode", "country"] as const;

function contextFault(text: string): string | null {
  try {
    const context: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    const { billing } = context as { billing?: Record<string, unknown> };
    const missing = addressParts.find((part) => typeof billing?.[part] !== "string" || billing[part] === "");
    return missing ? `contexte_commande: billing.${missing}` : null;
  } catch {
    return "contexte_commande";
  }
}

/** What is wrong with a form, or null. The seal is judged before anything else, as at the bank. */
export function formFault(fields: Fields, terminal: MoneticoTerminal | undefined): string | null {
  if (!terminal) return "TPE";
  if (!isSealed(fields, terminal.key)) return "MAC";
  if (fields.version !== "3.0") return "version";
  if (fields.societe !== terminal.societe) return "societe";
  if (!/^\d{2}\/\d{2}\/\d{4}:\d{2}:\d{2}:\d{2}$/.test(fields.date ?? "")) return "date";
  if (!parseAmount(fields.montant ?? "")?.cents) return "montant";
  if (!/^[A-Za-z0-9]{1,50}$/.test(fields.reference ?? "")) return "reference";
  if ((fields["texte-libre"] ?? "").length > 3200) return "texte-libre";
  if (!languages.has(fields.lgue ?? "")) return "lgue";
  return contextFault(fields.contexte_commande ?? "");
}

/** Orders by terminal and reference. A form posted again opens the same order, as long as nothing was paid. */
export function createOrders(now: () => Date) {
  const all: SimulatedOrder[] = [];
  return {
    all,
    open(fields: Fields, environment: SimulatedOrder["environment"]): SimulatedOrder {
      const tpe = fields.TPE ?? "";
      const reference = fields.reference ?? "";
      const known = all.find((one) => one.tpe === tpe && one.reference === reference);
      if (known) return known.accepted ? known : Object.assign(known, { fields, environment });
      const { cents = 0, currency = "" } = parseAmount(fields.montant ?? "") ?? {};
      const order: SimulatedOrder = {
        token: randomUUID(),
        tpe,
        environment,
        reference,
        cents,
        currency,
        fields,
        code: "",
        refusals: 0,
        accepted: false,
        at: now().toISOString(),
        history: [],
        notifications: [],
      };
      all.push(order);
      return order;
    },
    record(order: SimulatedOrder, code: string): void {
      order.code = code;
      order.at = now().toISOString();
      order.history.push({ code, at: order.at });
      if (code === "paiement" || code === "payetest") order.accepted = true;
      if (code === "Annulation") order.refusals += 1;
    },
    withToken: (token: string) => all.find((one) => one.token === token),
    findAny: (reference: string, tpe?: string) =>
      all.findLast((one) => one.reference === reference && (tpe === undefined || one.tpe === tpe)),
  };
}

export type Orders = ReturnType<typeof createOrders>;

/** The fields of a notification, sealed with a key. */
export function notificationForm(order: SimulatedOrder, key: string, altered: Fields = {}): string {
  const code = altered["code-retour"] ?? order.code;
  const paid = code === "paiement" || code === "payetest";
  const fields: Fields = {
    TPE: order.tpe,
    date: parisStamp(new Date(order.at), "_a_"),
    montant: order.fields.montant ?? "",
    reference: order.reference,
    "texte-libre": order.fields["texte-libre"] ?? "",
    "code-retour": code,
    cvx: "oui",
    vld: "1230",
    brand: "VI",
    ...(paid ? { numauto: "000000" } : { motifrefus: "Refus" }),
    usage: "credit",
    typecompte: "particulier",
    ecard: "non",
    originecb: "FRA",
    bincb: "000003",
    hpancb: createHash("sha1").update(order.reference).digest("hex").toUpperCase(),
    ipclient: "127.0.0.1",
    originetr: "FRA",
    modepaiement: "CB",
    authentification: Buffer.from(
      JSON.stringify({ status: "authenticated", protocol: "3DSecure", version: "2.1.0", details: {} }),
    ).toString("base64"),
    ...altered,
  };
  return new URLSearchParams({ ...fields, MAC: seal(fields, key) }).toString();
}
