/** Where each topic of the guide is seen in the demonstration: as whom, in which organization, on which page. */
export type HelpScene = {
  /** An identifier of the demonstration; null for a page seen from outside. */
  who: string | null;
  at: "montfleuri" | "lafargue" | "phare";
  /** The address, under the organization's own. */
  path: string;
  /** What is touched next, one after the other: selectors, in words of both languages where words are needed. */
  follow?: string[];
};

const outside = (path: string): HelpScene => ({ who: null, at: "montfleuri", path });
const bookseller = (path: string, ...follow: string[]): HelpScene => ({
  who: "librairie.quai",
  at: "phare",
  path,
  follow,
});
const townsman = (path: string, ...follow: string[]): HelpScene => ({
  who: "marie.durand",
  at: "montfleuri",
  path,
  follow,
});
const office = (path: string, at: HelpScene["at"] = "montfleuri", ...follow: string[]): HelpScene => ({
  who: "admin",
  at,
  path: `bureau${path}`,
  follow,
});

const SPACE = 'main a[href*="/comptes/"]';
/** The school canteen, where something is due. */
const OWING = `${SPACE} >> nth=2`;
const FIRST_ROW = "main .q-table__open";

export const scenes: Record<string, HelpScene> = {
  "portal-sign-in": outside("connexion"),
  "portal-first-access": outside("activation"),
  "portal-access-code": outside("activation-par-code"),
  "portal-statement": townsman("espaces", SPACE),
  "portal-invoice": bookseller("espaces", SPACE, 'main a[href*="/factures/"]'),
  "portal-paying": townsman("espaces", OWING, "main .q-button--primary"),
  "portal-direct-debit": {
    who: "karim.benali",
    at: "montfleuri",
    path: "espaces",
    follow: [`main a[href*="/prelevement"]`],
  },
  "portal-disputes": { who: "claire.bonnet", at: "phare", path: "litiges" },
  "portal-messages": bookseller("demandes"),
  "portal-notifications": townsman("mes-notifications"),
  "portal-details": townsman("mes-coordonnees"),
  "portal-contacts": townsman("contacts"),
  "portal-colleagues": { who: "claire.bonnet", at: "phare", path: "acces-partages" },
  "portal-access": townsman("mon-acces"),
  "portal-my-data": townsman("mes-donnees"),
  "office-home": office("", "phare"),
  "office-accounts": office("/comptes", "phare"),
  "office-treasury": office("/tresorerie"),
  "office-parties": office("/tiers", "lafargue", FIRST_ROW),
  "office-access-letters": office("/lettres-d-acces"),
  "office-payments": office("/paiements", "phare"),
  "portal-collections": bookseller("prelevements?quand=passes"),
  "office-collections": office("/remises", "phare", FIRST_ROW),
  "office-mandates": office("/mandats"),
  "office-bank": office("/banque", "lafargue"),
  "office-disputes": office("/litiges", "phare"),
  "office-requests": office("/demandes", "phare"),
  "office-messages": office("/messages"),
  "office-details": office("/coordonnees"),
  "office-imports": office("/imports", "phare"),
  "office-exports": office("/exports", "phare"),
  "office-users": office("/acces", "lafargue"),
  "office-erasures": office("/donnees", "phare", FIRST_ROW),
  "office-mails": office("/courriels", "phare"),
  "office-notifications": office("/notifications"),
  "office-audit": office("/journal", "phare"),
  "office-settings": office("/organisme"),
  "office-agency": office("/agence", "lafargue"),
  "office-signature": office("/signature", "phare"),
  "office-webhooks": office("/webhooks", "phare"),
};
