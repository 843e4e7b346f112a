/** The hosted pages of the simulated PayFiP: plain, keyboard-friendly, in French with a word of English. */
import type { Departure } from "../payment-gateway.ts";
import { faultSentence } from "./messages.ts";
import { BEHAVIOURS, type Behaviour } from "./simulator-delivery.ts";
import type { SimulatedPayment } from "./simulator-state.ts";
import { escapeMarkup as h } from "./xml.ts";

/** The pages' own policy: no outside resource; only inline style, and the script that submits the return form. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'";

const STYLE = `
body{margin:0;background:#eef1f6;color:#161616;font:1rem/1.5 Arial,Helvetica,sans-serif}
header{background:#000091;color:#fff}header p{margin:0;padding:1rem 1.5rem}
header .simulator{background:#fff3c4;color:#3d2c00;border-bottom:2px solid #8a6100;padding:.5rem 1.5rem;font-weight:bold}
main{max-width:40rem;margin:1.5rem auto;background:#fff;padding:1.5rem;border:1px solid #cfd5e1}
h1{font-size:1.4rem;margin-top:0}dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem}
dt{color:#4a4f5c}dd{margin:0;font-weight:bold;overflow-wrap:anywhere}
button{font:inherit;display:block;width:100%;min-height:2.75rem;margin:.5rem 0;padding:.5rem 1rem;text-align:left;
border:1px solid #000091;background:#fff;color:#000091;cursor:pointer}
button.main{background:#000091;color:#fff}button:focus-visible,summary:focus-visible{outline:3px solid #b34000;outline-offset:2px}
fieldset{border:1px solid #cfd5e1;margin:1rem 0}label{display:block;padding:.15rem 0}`;

function page(title: string, content: string): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${h(title)} - Simulateur PayFiP</title>
<style>${STYLE}</style></head><body>
<header><p>Service de paiement en ligne PayFiP (simulation)</p>
<p class="simulator">Simulateur : aucun argent ne circule. <span lang="en">(Simulator: no money moves.)</span></p></header>
<main><h1>${h(title)}</h1>${content}</main></body></html>`;
}

const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });

const BUTTONS: [value: string, french: string, english: string][] = [
  ["P", "Payer par carte bancaire", "Pay by card"],
  ["V", "Payer par prélèvement unique", "Pay by direct debit"],
  ["R", "Faire refuser la carte", "Card refused"],
  ["Z", "Faire refuser le prélèvement", "Direct debit refused"],
  ["A", "Abandonner et revenir", "Cancel and go back"],
  ["close", "Fermer sans terminer", "Close without finishing"],
];

const BEHAVIOUR_WORDS: Record<Behaviour, string> = {
  normal: "Normale : en même temps que le retour",
  "before-return": "Avant le retour",
  "after-return": "Après le retour (délai ci-dessous)",
  double: "En double",
  late: "En retard (délai ci-dessous)",
  lost: "Perdue",
  forged: "Contrefaite",
};

/** The page where the payer decides. The form posts to the same address. */
export function paymentPage(payment: SimulatedPayment, behaviour: Behaviour, delayMs: number): string {
  const rows = [
    ["Référence de la dette", payment.refdet],
    ["Objet", payment.objet || "(aucun)"],
    ["Montant", euros.format(payment.cents / 100)],
    ["Courriel", payment.mel],
    ["Client", `${payment.numcli}, exercice ${payment.exer || "non précisé"}, mode ${payment.saisie}`],
  ];
  const buttons = BUTTONS.map(
    ([value, french, english], index) =>
      `<button name="outcome" value="${value}"${index === 0 ? ' class="main"' : ""}>${french} <span lang="en">(${english})</span></button>`,
  );
  const choices = BEHAVIOURS.map(
    (value) =>
      `<label><input type="radio" name="behaviour" value="${value}"${value === behaviour ? " checked" : ""}> ${BEHAVIOUR_WORDS[value]}</label>`,
  );
  return page(
    "Paiement en ligne",
    `<dl>${rows.map(([term, value]) => `<dt>${h(term ?? "")}</dt><dd>${h(value ?? "")}</dd>`).join("")}</dl>
<form method="post" action="paiementws.web"><input type="hidden" name="idop" value="${h(payment.idOp)}">${buttons.join("")}
<details><summary>Comportement de la notification <span lang="en">(notification)</span></summary>
<fieldset><legend>La notification part</legend>${choices.join("")}</fieldset>
<label>Délai en secondes <input type="number" name="delay" min="0" max="86400" step="any" value="${delayMs / 1000}"></label>
</details></form>`,
  );
}

/** The page that says why the operation cannot be paid: P1, P3 or P4. */
export function refusalPage(code: string): string {
  const { fr, en } = faultSentence(code);
  return page("Paiement impossible", `<p>${h(code)} : ${h(fr)}</p><p lang="en">${h(code)}: ${h(en)}</p>`);
}

/** The end of a payer who leaves without finishing. */
export function closedPage(): string {
  return page(
    "Page fermée",
    `<p>Vous pouvez fermer cette fenêtre. Le paiement n'est pas terminé.</p><p lang="en">You may close this window.</p>`,
  );
}

/** A form that sends the browser back by POST; a button stays for browsers without script. */
export function returnPage(departure: Departure): string {
  const inputs = Object.entries(departure.fields).map(
    ([name, value]) => `<input type="hidden" name="${h(name)}" value="${h(value)}">`,
  );
  return page(
    "Retour vers le site",
    `<form method="post" action="${h(departure.url)}">${inputs.join("")}<button class="main">Continuer <span lang="en">(Continue)</span></button></form>
<script>document.forms[0].submit()</script>`,
  );
}
