import { formatInstant } from "../../platform/dates.ts";
import type { Language } from "../../platform/money.ts";
import type { Consent } from "../../platform/personal-data.ts";
import type { Person } from "../identity/index.ts";
import type { Brand, Settings } from "../organizations/index.ts";
import type { KindHeld } from "./gather-kinds.ts";
import { lasting } from "./rules.ts";
import { archiveNames, archiveWords, basisWords, lastingWords } from "./words.ts";

type Summary = {
  language: Language;
  at: Date;
  person: Person;
  brand: Brand;
  grid: Settings["retention"];
  held: readonly KindHeld[];
  consents: readonly Consent[];
};

const STYLE =
  "body{font:17px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2430}table{border-collapse:collapse;width:100%}" +
  "th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #ccc}td.n{text-align:right}code{font-size:.9em}";

/** The page that opens the archive: no script, nothing fetched, readable in any browser, also on paper. */
export function summaryPage(summary: Summary): string {
  const { language, person, brand, at } = summary;
  const t = (key: keyof typeof archiveWords, values: Record<string, string> = {}) =>
    archiveWords[key][language].replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "");
  const contact = [brand.name, brand.contact.email, ...brand.contact.address].filter(Boolean).join(", ");
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escaped(t("title"))}</title><style>${STYLE}</style></head><body><main><h1>${escaped(t("title"))}</h1>`,
    `<p>${escaped(t("lead", { name: brand.name, person: person.name, at: formatInstant(at, language) }))}</p>`,
    `<h2>${escaped(t("held"))}</h2><p>${escaped(t("formats"))}</p>${heldTable(summary)}`,
    `<h2>${escaped(t("consents"))}</h2>${consentList(summary) || `<p>${escaped(t("noConsents"))}</p>`}`,
    `<h2>${escaped(t("rights"))}</h2><p>${escaped(t("rightsText", { contact }))}</p></main></body></html>`,
  ].join("\n");
}

function heldTable({ language, held, grid }: Summary): string {
  const heads = (["what", "why", "basis", "kept", "rows", "files"] as const).map(
    (key) => `<th scope="col">${escaped(archiveWords[key][language])}</th>`,
  );
  const rows = held.map(({ kind, held: { count } }) => {
    const where = `${archiveNames.data[language]}/${kind.kind}.csv`;
    const cells = [
      kind.label[language],
      kind.why[language],
      basisWords[kind.basis][language],
      lastingWords(kind.keep, lasting(kind.keep, grid))[language],
    ].map((text) => `<td>${escaped(text)}</td>`);
    return `<tr>${cells.join("")}<td class="n">${count}</td><td><code>${escaped(where)}</code></td></tr>`;
  });
  return `<table><thead><tr>${heads.join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

function consentList({ language, consents }: Summary): string {
  if (consents.length === 0) return "";
  const items = consents.map((one) => {
    const state = archiveWords[one.given ? "given" : "refused"][language];
    const when = one.at ? `, ${formatInstant(one.at, language)}` : "";
    return `<li>${escaped(`${[one.label[language], one.detail].filter(Boolean).join(" : ")} (${state}${when})`)}</li>`;
  });
  return `<ul>${items.join("\n")}</ul>`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
