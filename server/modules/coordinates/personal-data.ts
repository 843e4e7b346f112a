/** What coordinates hold of a person (INF-5). */
import type { Context } from "../../platform/context.ts";
import type { Consent, PersonalKind, Subject } from "../../platform/personal-data.ts";
import * as held from "./sql/personal.ts";

export const personalKinds: readonly PersonalKind[] = [
  {
    kind: "coordinates",
    label: { fr: "Coordonnées", en: "Details" },
    why: {
      fr: "Vous écrire, vous rembourser, savoir si vous voulez du papier",
      en: "To write to you, to give you money back, to know whether you want paper",
    },
    basis: "contract",
    keep: "relation",
    columns: [
      { key: "code", fr: "Code", en: "Code" },
      { key: "field", fr: "Champ", en: "Field" },
      { key: "value", fr: "Valeur", en: "Value" },
    ],
    source: held.detailsOf,
    erase: { part: false, run: held.eraseDetails },
  },
  {
    kind: "coordinate_changes",
    label: { fr: "Modifications demandées", en: "Changes asked for" },
    why: { fr: "Les vérifier et les suivre", en: "To check and follow them" },
    basis: "contract",
    keep: "relation",
    columns: [
      { key: "field", fr: "Champ", en: "Field" },
      { key: "was", fr: "Avant", en: "Before" },
      { key: "wanted", fr: "Demandé", en: "Asked for" },
      { key: "outcome", fr: "Réponse", en: "Answer" },
      { key: "reason", fr: "Motif", en: "Reason" },
      { key: "asked", fr: "Demandé le", en: "Asked", kind: "instant" },
      { key: "decided", fr: "Répondu le", en: "Answered", kind: "instant" },
    ],
    source: held.changesOf,
    erase: { part: false, run: held.eraseChanges },
  },
];

/** Invoices without paper (INF-3). */
export async function paperConsents(ctx: Context, of: Subject): Promise<Consent[]> {
  return (await held.selectPaper(ctx, of)).map((one) => ({
    kind: "paper",
    label: { fr: "Recevoir les factures sans papier", en: "Invoices without paper" },
    detail: one.name,
    given: !one.paper,
    at: one.paper_chosen_at,
    path: "/mes-coordonnees",
  }));
}
