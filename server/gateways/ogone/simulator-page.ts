/** The simulated hosted page: plain HTML, French first, that says that it is a simulator. */
import { createHash } from "node:crypto";
import type { SimulatedOrder } from "./simulator-orders.ts";

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
body{margin:0;font:1rem/1.5 Verdana,Geneva,sans-serif;background:#e9edf2;color:#14213d}
header{background:#14213d;color:#fff}header p{margin:0;padding:1rem}
header .simulator{background:#ffd166;color:#14213d;padding:.5rem 1rem;font-weight:bold}
main{max-width:36rem;margin:1.5rem auto;background:#fff;padding:1.5rem;border:1px solid #9aa5b8}
h1{font-size:1.3rem;margin-top:0}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}dd{margin:0;font-weight:bold;overflow-wrap:anywhere}
button{font:inherit;padding:.6rem 1rem;margin:.25rem .25rem .25rem 0;min-height:2.75rem;border:1px solid #14213d;background:#fff;color:#14213d;cursor:pointer}
button.first{background:#14213d;color:#fff}:focus-visible{outline:3px solid #c1440e;outline-offset:2px}
details{margin-top:1rem;border-top:1px solid #9aa5b8;padding-top:.75rem}label{display:block;padding:.2rem 0}.alert{border-left:4px solid #b00020;padding-left:.75rem}
`;

/** Styles are allowed by their hash. No form-action: browsers would apply it to the way back to the merchant. */
export const pagePolicy = `default-src 'none'; frame-ancestors 'none'; base-uri 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`;

function shell(title: string, body: string): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)} - Simulateur</title><style>${style}</style></head><body>
<header><p>Plateforme de paiement e-Commerce</p>
<p class="simulator">Simulateur : aucune carte n'est débitée. <span lang="en">Simulator: no card is charged.</span></p></header>
<main>${body}</main></body></html>`;
}

/** A page that only says something: the vendor's error strings, or that the browser may be closed. */
export function messagePage(title: string, lines: string[]): string {
  const text = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("");
  return shell(title, `<h1>${escapeHtml(title)}</h1>${text}`);
}

const button = (outcome: string, french: string, english: string, first = false) =>
  `<button name="outcome" value="${outcome}"${first ? ' class="first"' : ""}>${french} <span lang="en">(${english})</span></button>`;

const otherOutcomes = [
  ["5", "Autoriser sans encaisser", "authorise only"],
  ["2-final", "Refuser, dernier essai", "refuse for good"],
  ["51", "Autorisation en attente", "authorisation waiting"],
  ["52", "Autorisation inconnue", "authorisation not known"],
  ["91", "Paiement en traitement", "payment processing"],
  ["92", "Paiement incertain", "payment uncertain"],
  ["93", "Paiement refusé, cause technique", "payment refused"],
] as const;

const choices = [
  ["normal", "Normale, avant le retour"],
  ["double", "Doublée"],
  ["late", "Tardive, après le délai ci-dessous"],
  ["after-return", "Après le retour du client"],
  ["lost", "Perdue"],
  ["forged", "Précédée d'une fausse"],
] as const;

/** @param options.behaviour the notification choice that is ticked, with its delay in milliseconds. */
export function paymentPage(
  order: SimulatedOrder,
  options: { action: string; maxAttempts: number; behaviour: string; delayMs: number },
): string {
  const { refusals } = order;
  const refused = refusals
    ? `<p class="alert" role="alert">Paiement refusé : essai ${refusals} sur ${options.maxAttempts}. Vous pouvez essayer une autre carte.</p>`
    : "";
  const ticked = options.behaviour === "before-return" ? "normal" : options.behaviour;
  const radios = choices.map(
    ([value, label]) =>
      `<label><input type="radio" name="behaviour" value="${value}"${value === ticked ? " checked" : ""}> ${label}</label>`,
  );
  const row = (term: string, value: string) =>
    value === "" ? "" : `<dt>${term}</dt><dd>${escapeHtml(value)}</dd>`;
  const digits = String(order.cents).padStart(3, "0");
  const amount = `${digits.slice(0, -2)},${digits.slice(-2)} ${order.currency}`;
  return shell(
    "Paiement",
    `<h1>Paiement par carte bancaire</h1>${refused}
<dl>${row("Montant", amount)}${row("Bénéficiaire", order.pspid)}${row("Commande", order.reference)}${row("Objet", order.fields.COM ?? "")}${row("Titulaire", order.fields.CN ?? "")}</dl>
<form method="post" action="${escapeHtml(options.action)}"><input type="hidden" name="token" value="${order.token}">
<div>${button("9", "Payer", "pay", true)}${button("2", "Refuser", "refuse")}${button("1", "Annuler", "cancel")}${button("abandoned", "Quitter sans terminer", "leave")}</div>
<details><summary>Autres réponses de la banque</summary>${otherOutcomes.map(([code, french, english]) => button(code, `${french}, ${code.split("-")[0]}`, english)).join("")}</details>
<details><summary>Notification au marchand</summary><fieldset><legend>Notification</legend>${radios.join("")}</fieldset>
<label>Délai en secondes <input type="number" name="delay" min="0" max="3600" step="1" value="${Math.ceil(options.delayMs / 1000)}"></label></details>
</form>`,
  );
}
