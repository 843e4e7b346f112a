import type { GotOf } from "../lib/api.ts";

/**
 * The user guide (SPEC ALL-8): one topic per thing that people do, in the order of the guide. `pages` are the routes it
 * explains (`web/routes.tsx`): a page without a topic fails the tests, as does a topic that quotes a label no screen has.
 */
export type Topic = {
  key: string;
  audience: "portal" | "office";
  pages: readonly string[];
  /** The options of the organization that open it to customers: one is enough. Always, when absent. */
  options?: readonly (keyof GotOf<"readOrganization">["settings"])[];
};

export const topics: readonly Topic[] = [
  {
    key: "sign-in",
    audience: "portal",
    pages: ["/connexion", "/nouveau-mot-de-passe", "/seconde-protection"],
  },
  {
    key: "first-access",
    audience: "portal",
    pages: ["/activation", "/lien/$token", "/mot-de-passe-oublie"],
  },
  { key: "access-code", audience: "portal", pages: ["/activation-par-code"] },
  { key: "statement", audience: "portal", pages: ["/comptes/$account", "/espaces"] },
  { key: "invoice", audience: "portal", pages: ["/comptes/$account/factures/$invoice", "/verification"] },
  {
    key: "paying",
    audience: "portal",
    pages: [
      "/reglement/$creditor",
      "/paiements",
      "/paiements/declarations",
      "/paiements/virements",
      "/paiements/virements/$transfer",
      "/paiements/$payment",
    ],
  },
  {
    key: "collections",
    audience: "portal",
    pages: ["/prelevements", "/prelevements/$collection"],
  },
  {
    key: "direct-debit",
    audience: "portal",
    pages: [
      "/comptes/$account/prelevement",
      "/mandats",
      "/mandats/$mandate",
      "/mandats/$mandate/signature",
      "/mandats/$mandate/compte-bancaire",
    ],
  },
  {
    key: "disputes",
    audience: "portal",
    pages: ["/comptes/$account/litige", "/litiges", "/litiges/$dispute"],
    options: ["disputes"],
  },
  {
    key: "messages",
    audience: "portal",
    pages: [
      "/informations",
      "/informations/$announcement",
      "/demandes",
      "/demandes/nouvelle",
      "/demandes/$request",
    ],
    options: ["announcements", "requests"],
  },
  { key: "notifications", audience: "portal", pages: ["/mes-notifications", "/desabonnement/$token"] },
  { key: "details", audience: "portal", pages: ["/mes-coordonnees"] },
  { key: "contacts", audience: "portal", pages: ["/contacts"] },
  { key: "colleagues", audience: "portal", pages: ["/acces-partages"], options: ["colleagues"] },
  { key: "access", audience: "portal", pages: ["/mon-acces"] },
  { key: "my-data", audience: "portal", pages: ["/mes-donnees"] },
  { key: "home", audience: "office", pages: ["/bureau"] },
  {
    key: "accounts",
    audience: "office",
    pages: ["/bureau/comptes", "/bureau/comptes/$account", "/bureau/comptes/$account/factures/$invoice"],
  },
  {
    key: "treasury",
    audience: "office",
    pages: ["/bureau/tresorerie", "/bureau/tresorerie/$handover"],
  },
  { key: "parties", audience: "office", pages: ["/bureau/identites", "/bureau/tiers"] },
  { key: "access-letters", audience: "office", pages: ["/bureau/lettres-d-acces"] },
  {
    key: "payments",
    audience: "office",
    pages: [
      "/bureau/paiements",
      "/bureau/paiements/$payment",
      "/bureau/declarations",
      "/bureau/declarations/$declaration",
    ],
  },
  {
    key: "collections",
    audience: "office",
    pages: [
      "/bureau/prelevements",
      "/bureau/prelevements/$collection",
      "/bureau/remises",
      "/bureau/remises/$batch",
      "/bureau/rejets",
    ],
  },
  {
    key: "mandates",
    audience: "office",
    pages: ["/bureau/mandats", "/bureau/mandats/$mandate", "/bureau/comptes/$account/mandat"],
  },
  {
    key: "disputes",
    audience: "office",
    pages: ["/bureau/litiges", "/bureau/litiges/$dispute", "/bureau/motifs-de-litige"],
  },
  {
    key: "bank",
    audience: "office",
    pages: [
      "/bureau/banque",
      "/bureau/banque/$line",
      "/bureau/releves",
      "/bureau/releves/$file",
      "/bureau/comptes-bancaires",
    ],
  },
  {
    key: "requests",
    audience: "office",
    pages: ["/bureau/demandes", "/bureau/demandes/motifs", "/bureau/demandes/$request"],
  },
  {
    key: "messages",
    audience: "office",
    pages: [
      "/bureau/messages",
      "/bureau/messages/nouveau",
      "/bureau/messages/$announcement",
      "/bureau/actualites",
    ],
  },
  {
    key: "agency",
    audience: "office",
    pages: ["/bureau/agence"],
  },
  {
    key: "details",
    audience: "office",
    pages: ["/bureau/coordonnees", "/bureau/coordonnees/$change"],
  },
  { key: "imports", audience: "office", pages: ["/bureau/imports", "/bureau/imports/$import"] },
  { key: "exports", audience: "office", pages: ["/bureau/exports"] },
  {
    key: "users",
    audience: "office",
    pages: ["/bureau/acces", "/bureau/acces/$user", "/bureau/mon-acces", "/bureau/connexion-unique"],
  },
  {
    key: "erasures",
    audience: "office",
    pages: ["/bureau/donnees", "/bureau/donnees/$erasure", "/bureau/mes-donnees"],
  },
  { key: "mails", audience: "office", pages: ["/bureau/courriels", "/bureau/sms"] },
  {
    key: "notifications",
    audience: "office",
    pages: ["/bureau/notifications", "/bureau/modeles-de-courriels", "/bureau/modeles-de-courriels/$kind"],
  },
  { key: "audit", audience: "office", pages: ["/bureau/journal"] },
  {
    key: "settings",
    audience: "office",
    pages: ["/bureau/reglages", "/bureau/organisme", "/bureau/creanciers", "/bureau/jetons"],
  },
  { key: "signature", audience: "office", pages: ["/bureau/signature"] },
  { key: "webhooks", audience: "office", pages: ["/bureau/webhooks", "/bureau/webhooks/$webhook"] },
];

/** Topics of the portal that are read without being signed in: how to come in. */
export const isPublic = ({ audience, key }: Topic): boolean =>
  audience === "portal" && ["sign-in", "first-access", "access-code"].includes(key);
