import { address } from "../../lib/place.ts";
import type { Rooms } from "../account/rooms.ts";

type Search = Record<string, string | null | undefined>;

/** The addresses of the office, in one place: `href={officePaths.account(id)}`. */
export const officePaths = {
  home: () => address("/bureau"),
  accounts: (search?: Search) => address("/bureau/comptes", search),
  account: (account: string, search?: Search) => address(`/bureau/comptes/${account}`, search),
  invoice: (account: string, invoice: string) => address(`/bureau/comptes/${account}/factures/${invoice}`),
  treasury: (search?: Search) => address("/bureau/tresorerie", search),
  handover: (handover: string) => address(`/bureau/tresorerie/${handover}`),
  identities: (search?: Search) => address("/bureau/identites", search),
  parties: (search?: Search) => address("/bureau/tiers", search),
  party: (party: string, search?: Search) => address("/bureau/tiers", { ...search, tiers: party }),
  changes: (search?: Search) => address("/bureau/coordonnees", search),
  change: (change: string, search?: Search) => address(`/bureau/coordonnees/${change}`, search),
  accessLetters: () => address("/bureau/lettres-d-acces"),
  payments: (search?: Search) => address("/bureau/paiements", search),
  payment: (payment: string, search?: Search) => address(`/bureau/paiements/${payment}`, search),
  declarations: (search?: Search) => address("/bureau/declarations", search),
  declaration: (declaration: string, search?: Search) =>
    address(`/bureau/declarations/${declaration}`, search),
  disputes: (search?: Search) => address("/bureau/litiges", search),
  dispute: (dispute: string, search?: Search) => address(`/bureau/litiges/${dispute}`, search),
  disputeCategories: () => address("/bureau/motifs-de-litige"),
  erasures: (search?: Search) => address("/bureau/donnees", search),
  erasure: (erasure: string, search?: Search) => address(`/bureau/donnees/${erasure}`, search),
  imports: (search?: Search) => address("/bureau/imports", search),
  import: (id: string, search?: Search) => address(`/bureau/imports/${id}`, search),
  exports: (search?: Search) => address("/bureau/exports", search),
  users: (search?: Search) => address("/bureau/acces", search),
  user: (user: string) => address(`/bureau/acces/${user}`),
  settingPlaces: () => address("/bureau/reglages"),
  settings: (search?: Search) => address("/bureau/organisme", search),
  agency: () => address("/bureau/agence"),
  creditors: (search?: Search) => address("/bureau/creanciers", search),
  texts: (search?: Search) => address("/bureau/sms", search),
  notifications: () => address("/bureau/notifications"),
  templates: () => address("/bureau/modeles-de-courriels"),
  template: (kind: string, search?: Search) => address(`/bureau/modeles-de-courriels/${kind}`, search),
  mails: (search?: Search) => address("/bureau/courriels", search),
  requests: (search?: Search) => address("/bureau/demandes", search),
  request: (request: string) => address(`/bureau/demandes/${request}`),
  requestCategories: () => address("/bureau/demandes/motifs"),
  announcements: (search?: Search) => address("/bureau/messages", search),
  announcement: (announcement: string) => address(`/bureau/messages/${announcement}`),
  newAnnouncement: () => address("/bureau/messages/nouveau"),
  news: () => address("/bureau/actualites"),
  sso: () => address("/bureau/connexion-unique"),
  signature: () => address("/bureau/signature"),
  webhooks: () => address("/bureau/webhooks"),
  webhook: (webhook: string) => address(`/bureau/webhooks/${webhook}`),
  tokens: () => address("/bureau/jetons"),
  audit: (search?: Search) => address("/bureau/journal", search),
  myAccess: () => address("/bureau/mon-acces"),
  help: (topic = "") => address(`/bureau/aide${topic && `/${topic}`}`),
};

/** Where the pages that the portal and the office share lead on to. */
export const officeRooms: Rooms = {
  frame: "office",
  account: officePaths.account,
  invoice: officePaths.invoice,
  payment: officePaths.payment,
  dispute: officePaths.dispute,
};
