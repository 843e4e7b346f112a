/** Where the application is served: under a host name of its own, or under `/o/<slug>` (SPEC ACC-11). */
export function baseOf(pathname: string): string {
  return /^\/o\/[a-z0-9][a-z0-9-]*(?=\/|$)/.exec(pathname)?.[0] ?? "";
}

/** The base of this page, without a slash at its end: `""` or `/o/montfleuri`. */
export const base: string = baseOf(globalThis.location?.pathname ?? "/");

/** The address of a page of ours, base included, without empty search parameters. */
export function address(path: string, search: Record<string, string | null | undefined> = {}): string {
  const kept = Object.entries(search).filter((one): one is [string, string] => Boolean(one[1]));
  const query = new URLSearchParams(kept).toString();
  return `${base}${path}${query && `?${query}`}`;
}

/** Takes an address asked for before signing in only if it is one of our pages (no open redirect). */
export function safeReturn(asked: string | null | undefined): string | null {
  if (!asked || !/^\/(?![/\\])/.test(asked)) return null;
  const url = new URL(asked, "https://quitus.invalid");
  return url.origin === "https://quitus.invalid" ? `${url.pathname}${url.search}` : null;
}

/** The addresses of the portal, in one place: `href={paths.account(id)}`. */
export const paths = {
  home: () => address("/"),
  signIn: (back?: string) => address("/connexion", { retour: back }),
  activation: () => address("/activation"),
  accessCode: () => address("/activation-par-code"),
  mailLink: (token: string) => address(`/lien/${token}`),
  forgottenPassword: () => address("/mot-de-passe-oublie"),
  forcedPassword: () => address("/nouveau-mot-de-passe"),
  notifications: () => address("/mes-notifications"),
  contacts: () => address("/contacts"),
  coordinates: (party?: string) => address("/mes-coordonnees", { tiers: party }),
  enrol: (back?: string | null) => address("/seconde-protection", { retour: back }),
  myAccess: () => address("/mon-acces"),
  myData: () => address("/mes-donnees"),
  colleagues: () => address("/acces-partages"),
  spaces: () => address("/espaces"),
  account: (account: string, search?: Record<string, string | null | undefined>) =>
    address(`/comptes/${account}`, search),
  invoice: (account: string, invoice: string) => address(`/comptes/${account}/factures/${invoice}`),
  cart: (creditor: string) => address(`/reglement/${creditor}`),
  openDispute: (account: string, entries: readonly string[]) =>
    address(`/comptes/${account}/litige`, { ecritures: entries.join(",") }),
  disputes: (search?: Record<string, string | null | undefined>) => address("/litiges", search),
  dispute: (dispute: string) => address(`/litiges/${dispute}`),
  collections: (search?: Record<string, string | null | undefined>) => address("/prelevements", search),
  collection: (collection: string) => address(`/prelevements/${collection}`),
  debit: (account: string, search?: Record<string, string | null | undefined>) =>
    address(`/comptes/${account}/prelevement`, search),
  mandates: () => address("/mandats"),
  mandate: (mandate: string) => address(`/mandats/${mandate}`),
  signMandate: (mandate: string) => address(`/mandats/${mandate}/signature`),
  changeMandate: (mandate: string) => address(`/mandats/${mandate}/compte-bancaire`),
  payments: () => address("/paiements"),
  declarations: () => address("/paiements/declarations"),
  transfers: () => address("/paiements/virements"),
  transfer: (transfer: string) => address(`/paiements/virements/${transfer}`),
  payment: (payment: string) => address(`/paiements/${payment}`),
  announcements: () => address("/informations"),
  announcement: (announcement: string) => address(`/informations/${announcement}`),
  requests: () => address("/demandes"),
  newRequest: (search?: Record<string, string | null | undefined>) => address("/demandes/nouvelle", search),
  request: (request: string) => address(`/demandes/${request}`),
  verification: () => address("/verification"),
  legalNotice: () => address("/mentions-legales"),
  accessibility: () => address("/accessibilite"),
  more: () => address("/plus"),
  help: (topic = "") => address(`/aide${topic && `/${topic}`}`),
  guide: (topic = "") => address(`/guide${topic && `/${topic}`}`),
  office: () => address("/bureau"),
};
