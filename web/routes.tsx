// Every address of the portal and of the office, on one screen. Pages are loaded when they are first shown.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent as lazy,
  redirect,
} from "@tanstack/react-router";
import { ErrorPage, FramedErrorPage, NotFoundPage, PendingPage } from "./app/fallback-pages.tsx";
import { Root } from "./app/root.tsx";
import { landing } from "./lib/landing.ts";
import { base } from "./lib/place.ts";
import { queryClient } from "./lib/queries.ts";
import { organizationQuery, requireSession, requireSomebody, requireStaff } from "./lib/session.tsx";

/** Where a page's code is, and the name of its component there. */
type Page = [load: () => Promise<Record<string, unknown>>, name: string];

const root = createRootRoute({
  component: Root,
  loader: async () => void (await queryClient.ensureQueryData(organizationQuery)),
});
const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async (destination) => {
    throw redirect({ href: await landing(await requireSession(destination)), replace: true });
  },
});

// Seen from outside
const from = <const P extends string>(path: P, ...page: Page) =>
  createRoute({ getParentRoute: () => root, path, component: lazy(...page) });
/** On the way in: somebody is signed in, who owes something first. */
const onTheWay = <const P extends string>(path: P, ...page: Page) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: requireSomebody,
    component: lazy(...page),
  });
const doors = [
  from("/connexion", () => import("./portal/sign-in-page.tsx"), "SignInPage"),
  from("/activation", () => import("./portal/activation-page.tsx"), "ActivationPage"),
  from("/activation-par-code", () => import("./portal/access-code-page.tsx"), "AccessCodePage"),
  from("/lien/$token", () => import("./portal/mail-link-page.tsx"), "MailLinkPage"),
  from("/desabonnement/$token", () => import("./portal/unsubscribe-page.tsx"), "UnsubscribePage"),
  from("/mot-de-passe-oublie", () => import("./portal/forgotten-password-page.tsx"), "ForgottenPasswordPage"),
  onTheWay("/nouveau-mot-de-passe", () => import("./portal/forced-password-page.tsx"), "ForcedPasswordPage"),
  onTheWay("/seconde-protection", () => import("./portal/enrol-page.tsx"), "EnrolPage"),
  from("/verification", () => import("./portal/verification-page.tsx"), "VerificationPage"),
  from("/mentions-legales", () => import("./portal/legal-notice-page.tsx"), "LegalNoticePage"),
  from("/accessibilite", () => import("./portal/accessibility-page.tsx"), "AccessibilityPage"),
  from("/guide", () => import("./portal/guide-page.tsx"), "GuidePage"),
  from("/guide/$topic", () => import("./portal/guide-page.tsx"), "GuidePage"),
];

// The portal: customers
const portal = createRoute({
  getParentRoute: () => root,
  id: "portal",
  beforeLoad: async (destination) => void (await requireSession(destination)),
  component: lazy(() => import("./portal/portal-layout.tsx"), "PortalLayout"),
});
const inPortal = <const P extends string>(path: P, ...page: Page) =>
  createRoute({
    getParentRoute: () => portal,
    path,
    component: lazy(...page),
    errorComponent: FramedErrorPage,
  });
const portalPages = [
  inPortal("/espaces", () => import("./portal/spaces-page.tsx"), "SpacesPage"),
  inPortal("/comptes/$account", () => import("./portal/statement-page.tsx"), "StatementPage"),
  inPortal("/comptes/$account/factures/$invoice", () => import("./portal/invoice-page.tsx"), "InvoicePage"),
  inPortal("/comptes/$account/litige", () => import("./portal/open-dispute-page.tsx"), "OpenDisputePage"),
  inPortal("/prelevements", () => import("./portal/collections-page.tsx"), "CollectionsPage"),
  inPortal("/prelevements/$collection", () => import("./portal/collection-page.tsx"), "CollectionPage"),
  inPortal("/litiges", () => import("./portal/disputes-page.tsx"), "DisputesPage"),
  inPortal("/litiges/$dispute", () => import("./portal/dispute-page.tsx"), "DisputePage"),
  inPortal("/reglement/$creditor", () => import("./portal/cart-page.tsx"), "CartPage"),
  inPortal("/comptes/$account/prelevement", () => import("./portal/debit-page.tsx"), "DebitPage"),
  inPortal("/mandats", () => import("./portal/mandates-page.tsx"), "MandatesPage"),
  inPortal("/mandats/$mandate", () => import("./portal/mandate-page.tsx"), "MandatePage"),
  inPortal("/mandats/$mandate/signature", () => import("./portal/sign-mandate-page.tsx"), "SignMandatePage"),
  inPortal(
    "/mandats/$mandate/compte-bancaire",
    () => import("./portal/change-account-page.tsx"),
    "ChangeAccountPage",
  ),
  inPortal("/paiements", () => import("./portal/payments-page.tsx"), "PaymentsPage"),
  inPortal("/paiements/declarations", () => import("./portal/declarations-page.tsx"), "DeclarationsPage"),
  inPortal("/paiements/virements", () => import("./portal/transfers-page.tsx"), "TransfersPage"),
  inPortal("/paiements/virements/$transfer", () => import("./portal/transfer-page.tsx"), "TransferPage"),
  inPortal("/paiements/$payment", () => import("./portal/payment-page.tsx"), "PaymentPage"),
  inPortal("/informations", () => import("./portal/announcements-page.tsx"), "AnnouncementsPage"),
  inPortal("/informations/$announcement", () => import("./portal/announcement-page.tsx"), "AnnouncementPage"),
  inPortal("/demandes", () => import("./portal/requests-page.tsx"), "RequestsPage"),
  inPortal("/demandes/nouvelle", () => import("./portal/new-request-page.tsx"), "NewRequestPage"),
  inPortal("/demandes/$request", () => import("./portal/request-page.tsx"), "RequestPage"),
  inPortal("/plus", () => import("./portal/more-page.tsx"), "MorePage"),
  inPortal("/aide", () => import("./portal/help-page.tsx"), "HelpPage"),
  inPortal("/aide/$topic", () => import("./portal/help-page.tsx"), "HelpPage"),
  inPortal("/contacts", () => import("./portal/contacts-page.tsx"), "ContactsPage"),
  inPortal("/mes-coordonnees", () => import("./portal/coordinates-page.tsx"), "CoordinatesPage"),
  inPortal("/mes-notifications", () => import("./portal/notifications-page.tsx"), "NotificationsPage"),
  inPortal("/acces-partages", () => import("./portal/colleagues-page.tsx"), "ColleaguesPage"),
  inPortal("/mes-donnees", () => import("./portal/my-data-page.tsx"), "MyDataPage"),
  inPortal("/mon-acces", () => import("./portal/my-access-page.tsx"), "MyAccessPage"),
];

// The office: staff
const office = createRoute({
  getParentRoute: () => root,
  path: "/bureau",
  beforeLoad: async (destination) => void (await requireStaff(destination)),
  component: lazy(() => import("./office/office-layout.tsx"), "OfficeLayout"),
});
const inOffice = <const P extends string>(path: P, ...page: Page) =>
  createRoute({
    getParentRoute: () => office,
    path,
    component: lazy(...page),
    errorComponent: FramedErrorPage,
  });
const officePayments = inOffice("/paiements", () => import("./office/payments-page.tsx"), "PaymentsPage");
const officeChanges = inOffice("/coordonnees", () => import("./office/changes-page.tsx"), "ChangesPage");
const officeCollections = inOffice(
  "/prelevements",
  () => import("./office/collections-page.tsx"),
  "CollectionsPage",
);
const officeBatches = inOffice("/remises", () => import("./office/batches-page.tsx"), "BatchesPage");
const officeDisputes = inOffice("/litiges", () => import("./office/disputes-page.tsx"), "DisputesPage");
const officeMandates = inOffice("/mandats", () => import("./office/mandates-page.tsx"), "MandatesPage");
const officeErasures = inOffice("/donnees", () => import("./office/erasures-page.tsx"), "ErasuresPage");
const officeDeclarations = inOffice(
  "/declarations",
  () => import("./office/payment-declarations-page.tsx"),
  "PaymentDeclarationsPage",
);
const officeBank = inOffice("/banque", () => import("./office/bank-lines-page.tsx"), "BankLinesPage");
const officePages = [
  inOffice("/", () => import("./office/home-page.tsx"), "HomePage"),
  inOffice("/identites", () => import("./office/identities-page.tsx"), "IdentitiesPage"),
  inOffice("/comptes", () => import("./office/accounts-page.tsx"), "AccountsPage"),
  inOffice("/comptes/$account", () => import("./office/account-page.tsx"), "AccountPage"),
  inOffice("/comptes/$account/factures/$invoice", () => import("./portal/invoice-page.tsx"), "InvoicePage"),
  officePayments.addChildren([
    createRoute({
      getParentRoute: () => officePayments,
      path: "$payment",
      component: lazy(() => import("./office/payment-page.tsx"), "PaymentPage"),
    }),
  ]),
  officeChanges.addChildren([
    createRoute({
      getParentRoute: () => officeChanges,
      path: "$change",
      component: lazy(() => import("./office/change-page.tsx"), "ChangePage"),
    }),
  ]),
  officeCollections.addChildren([
    createRoute({
      getParentRoute: () => officeCollections,
      path: "$collection",
      component: lazy(() => import("./office/collection-page.tsx"), "CollectionPage"),
    }),
  ]),
  officeBatches.addChildren([
    createRoute({
      getParentRoute: () => officeBatches,
      path: "$batch",
      component: lazy(() => import("./office/batch-page.tsx"), "BatchPage"),
    }),
  ]),
  inOffice("/rejets", () => import("./office/returns-page.tsx"), "ReturnsPage"),
  officeDisputes.addChildren([
    createRoute({
      getParentRoute: () => officeDisputes,
      path: "$dispute",
      component: lazy(() => import("./office/dispute-page.tsx"), "DisputePage"),
    }),
  ]),
  officeMandates.addChildren([
    createRoute({
      getParentRoute: () => officeMandates,
      path: "$mandate",
      component: lazy(() => import("./office/mandate-page.tsx"), "MandatePage"),
    }),
  ]),
  inOffice("/comptes/$account/mandat", () => import("./office/type-mandate-page.tsx"), "TypeMandatePage"),
  officeErasures.addChildren([
    createRoute({
      getParentRoute: () => officeErasures,
      path: "$erasure",
      component: lazy(() => import("./office/erasure-page.tsx"), "ErasurePage"),
    }),
  ]),
  inOffice(
    "/motifs-de-litige",
    () => import("./office/dispute-categories-page.tsx"),
    "DisputeCategoriesPage",
  ),
  inOffice("/tresorerie", () => import("./office/treasury-page.tsx"), "TreasuryPage"),
  inOffice("/tresorerie/$handover", () => import("./office/handover-page.tsx"), "HandoverPage"),
  officeDeclarations.addChildren([
    createRoute({
      getParentRoute: () => officeDeclarations,
      path: "$declaration",
      component: lazy(() => import("./office/payment-declaration-page.tsx"), "PaymentDeclarationPage"),
    }),
  ]),
  officeBank.addChildren([
    createRoute({
      getParentRoute: () => officeBank,
      path: "$line",
      component: lazy(() => import("./office/bank-line-page.tsx"), "BankLinePage"),
    }),
  ]),
  inOffice("/releves", () => import("./office/bank-statements-page.tsx"), "BankStatementsPage"),
  inOffice("/releves/$file", () => import("./office/bank-file-page.tsx"), "BankFilePage"),
  inOffice("/comptes-bancaires", () => import("./office/bank-accounts-page.tsx"), "BankAccountsPage"),
  inOffice("/imports", () => import("./office/imports-page.tsx"), "ImportsPage"),
  inOffice("/imports/$import", () => import("./office/import-page.tsx"), "ImportPage"),
  inOffice("/exports", () => import("./office/exports-page.tsx"), "ExportsPage"),
  inOffice("/acces", () => import("./office/users-page.tsx"), "UsersPage"),
  inOffice("/acces/$user", () => import("./office/user-page.tsx"), "UserPage"),
  inOffice("/tiers", () => import("./office/parties-page.tsx"), "PartiesPage"),
  inOffice("/lettres-d-acces", () => import("./office/access-letters-page.tsx"), "AccessLettersPage"),
  inOffice("/reglages", () => import("./office/setting-places-page.tsx"), "SettingPlacesPage"),
  inOffice("/organisme", () => import("./office/settings-page.tsx"), "SettingsPage"),
  inOffice("/agence", () => import("./office/agency-page.tsx"), "AgencyPage"),
  inOffice("/creanciers", () => import("./office/creditors-page.tsx"), "CreditorsPage"),
  inOffice("/sms", () => import("./office/texts-page.tsx"), "TextsPage"),
  inOffice("/notifications", () => import("./office/notifications-page.tsx"), "NotificationsPage"),
  inOffice("/modeles-de-courriels", () => import("./office/templates-page.tsx"), "TemplatesPage"),
  inOffice("/modeles-de-courriels/$kind", () => import("./office/template-page.tsx"), "TemplatePage"),
  inOffice("/courriels", () => import("./office/mails-page.tsx"), "MailsPage"),
  inOffice("/demandes", () => import("./office/requests-page.tsx"), "RequestsPage"),
  inOffice("/demandes/motifs", () => import("./office/request-categories-page.tsx"), "RequestCategoriesPage"),
  inOffice("/demandes/$request", () => import("./office/request-page.tsx"), "RequestPage"),
  inOffice("/messages", () => import("./office/announcements-page.tsx"), "AnnouncementsPage"),
  inOffice("/messages/nouveau", () => import("./office/announcement-page.tsx"), "NewAnnouncementPage"),
  inOffice("/messages/$announcement", () => import("./office/announcement-page.tsx"), "AnnouncementPage"),
  inOffice("/actualites", () => import("./office/news-page.tsx"), "NewsPage"),
  inOffice("/signature", () => import("./office/signature-page.tsx"), "SignaturePage"),
  inOffice("/webhooks", () => import("./office/webhooks-page.tsx"), "WebhooksPage"),
  inOffice("/webhooks/$webhook", () => import("./office/webhook-page.tsx"), "WebhookPage"),
  inOffice("/journal", () => import("./office/audit-page.tsx"), "AuditPage"),
  inOffice("/jetons", () => import("./office/tokens-page.tsx"), "TokensPage"),
  inOffice("/connexion-unique", () => import("./office/sso-page.tsx"), "SsoPage"),
  inOffice("/aide", () => import("./office/help-page.tsx"), "HelpPage"),
  inOffice("/aide/$topic", () => import("./office/help-page.tsx"), "HelpPage"),
  inOffice("/mes-donnees", () => import("./portal/my-data-page.tsx"), "MyDataPage"),
  inOffice("/mon-acces", () => import("./portal/my-access-page.tsx"), "MyAccessPage"),
];

/** The router. Search parameters are plain text, as people read and share them. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    ...doors,
    portal.addChildren(portalPages),
    office.addChildren(officePages),
  ]),
  basepath: base || "/",
  // An unknown address is told on a page of its own, never inside another page.
  notFoundMode: "root",
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
    const text = new URLSearchParams(given as [string, string][]).toString();
    return text && `?${text}`;
  },
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: PendingPage,
  defaultPendingMs: 250,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
