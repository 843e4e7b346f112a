/** The frame of a simulated hosted page: plain HTML that looks like a bank's, says that it is a simulator, and needs no script. */
import { createHash } from "node:crypto";
import type { Behaviour } from "./simulator-courier.ts";

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** What a provider's page looks like: its name, and the colours of its header and of its main button (white on them). */
export type Livery = { name: string; header: string; button: string };

const styleOf = ({ header, button }: Livery) => `
body{margin:0;font:1rem/1.5 "Trebuchet MS",Tahoma,sans-serif;background:#f2f0ec;color:#20242c}
header{background:${header};color:#fff}header p{margin:0;padding:1rem 1.5rem}
header .simulator{background:#ffe08a;color:#20242c;padding:.5rem 1.5rem;font-weight:bold}
main{max-width:38rem;margin:1.5rem auto;background:#fff;padding:1.5rem;border:1px solid #b9bdc6}
h1{font-size:1.35rem;margin-top:0}dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem}dd{margin:0;font-weight:bold;overflow-wrap:anywhere}
button,a.button{font:inherit;display:inline-block;padding:.6rem 1rem;margin:.25rem .25rem .25rem 0;min-height:2.75rem;border:1px solid ${button};background:#fff;color:${button};cursor:pointer;text-decoration:none}
button.first,a.button{background:${button};color:#fff}:focus-visible{outline:3px solid #b8430a;outline-offset:2px}
fieldset{border:1px solid #b9bdc6}details{margin-top:1rem;border-top:1px solid #b9bdc6;padding-top:.75rem}label{display:block;padding:.2rem 0}
`;

/** The policy of such a page: no script, no outside resource, its own style by its hash. */
export const policyOf = (livery: Livery): string =>
  `default-src 'none'; frame-ancestors 'none'; base-uri 'none'; style-src 'sha256-${createHash("sha256").update(styleOf(livery)).digest("base64")}'`;

/** A whole page. @param body HTML, escaped by the caller. */
export function simulatedPage(livery: Livery, title: string, body: string): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)} - Simulateur ${escapeHtml(livery.name)}</title><style>${styleOf(livery)}</style></head><body>
<header><p>${escapeHtml(livery.name)}</p>
<p class="simulator">Simulateur : aucun argent ne circule. <span lang="en">Simulator: no money moves.</span></p></header>
<main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
}

/** A page that only says something. */
export const messagePage = (livery: Livery, title: string, lines: string[]): string =>
  simulatedPage(livery, title, lines.map((line) => `<p>${escapeHtml(line)}</p>`).join(""));

export type Choice = { outcome: string; fr: string; en: string };

const button = ({ outcome, fr, en }: Choice, first = false) =>
  `<button name="outcome" value="${escapeHtml(outcome)}"${first ? ' class="first"' : ""}>${escapeHtml(fr)} <span lang="en">(${escapeHtml(en)})</span></button>`;

const BEHAVIOUR_WORDS = [
  ["normal", "Normale, avant le retour"],
  ["double", "Doublée"],
  ["late", "Tardive, après le délai ci-dessous"],
  ["after-return", "Après le retour du client"],
  ["lost", "Perdue"],
  ["forged", "Précédée d'une fausse"],
] as const;

export type Decisions = {
  action: string;
  token: string;
  main: Choice[];
  others: Choice[];
  behaviour: Behaviour;
  delayMs: number;
};

/** The form where the payer decides: the main buttons, the bank's other answers, and how the merchant is told. */
export function decisionForm({ action, token, main, others, behaviour, delayMs }: Decisions): string {
  const ticked = behaviour === "before-return" ? "normal" : behaviour;
  const radios = BEHAVIOUR_WORDS.map(
    ([value, label]) =>
      `<label><input type="radio" name="behaviour" value="${value}"${value === ticked ? " checked" : ""}> ${label}</label>`,
  );
  const rest = others.length
    ? `<details><summary>Autres réponses</summary>${others.map((one) => button(one)).join("")}</details>`
    : "";
  return `<form method="post" action="${escapeHtml(action)}"><input type="hidden" name="token" value="${escapeHtml(token)}">
<div>${main.map((one, index) => button(one, index === 0)).join("")}</div>${rest}
<details><summary>Notification au marchand</summary><fieldset><legend>Notification</legend>${radios.join("")}</fieldset>
<label>Délai en secondes <input type="number" name="delay" min="0" max="3600" step="1" value="${Math.ceil(delayMs / 1000)}"></label></details></form>`;
}

/** A list of what is paid; empty values are left out. */
export function detailList(rows: [term: string, value: string][]): string {
  const shown = rows.filter(([, value]) => value !== "");
  return `<dl>${shown.map(([term, value]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>`;
}

/** 1250 is `12,50 EUR`. */
export function eurosText(cents: number): string {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)},${digits.slice(-2)} EUR`;
}
