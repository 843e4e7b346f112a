/** THE LADDER: a module imports only the `index.ts` of modules above it. Reading it from the top is reading the product. */
import { contract as audit, refusals as auditRefusals } from "./modules/audit/contract.ts";
import { jobs as auditJobs } from "./modules/audit/jobs.ts";
import { routes as auditRoutes } from "./modules/audit/routes.ts";
import { contract as banking, refusals as bankingRefusals } from "./modules/banking/contract.ts";
import { jobs as bankingJobs } from "./modules/banking/jobs.ts";
import { routes as bankingRoutes } from "./modules/banking/routes.ts";
import { contract as collections, refusals as collectionsRefusals } from "./modules/collections/contract.ts";
import { jobs as collectionsJobs } from "./modules/collections/jobs.ts";
import { routes as collectionsRoutes } from "./modules/collections/routes.ts";
import { contract as coordinates, refusals as coordinatesRefusals } from "./modules/coordinates/contract.ts";
import { routes as coordinatesRoutes } from "./modules/coordinates/routes.ts";
import { contract as directory, refusals as directoryRefusals } from "./modules/directory/contract.ts";
import { knowsAddress, staysWithin } from "./modules/directory/index.ts";
import { jobs as directoryJobs } from "./modules/directory/jobs.ts";
import { routes as directoryRoutes } from "./modules/directory/routes.ts";
import { contract as disputes, refusals as disputesRefusals } from "./modules/disputes/contract.ts";
import { jobs as disputesJobs } from "./modules/disputes/jobs.ts";
import { routes as disputesRoutes } from "./modules/disputes/routes.ts";
import { contract as exchange, refusals as exchangeRefusals } from "./modules/exchange/contract.ts";
import { jobs as exchangeJobs } from "./modules/exchange/jobs.ts";
import { routes as exchangeRoutes } from "./modules/exchange/routes.ts";
import { contract as exportsContract, refusals as exportsRefusals } from "./modules/exports/contract.ts";
import { jobs as exportsJobs } from "./modules/exports/jobs.ts";
import { routes as exportsRoutes } from "./modules/exports/routes.ts";
import { contract as identity, refusals as identityRefusals } from "./modules/identity/contract.ts";
import { jobs as identityJobs } from "./modules/identity/jobs.ts";
import { makeRoutes as makeIdentityRoutes } from "./modules/identity/routes.ts";
import { contract as insights, refusals as insightsRefusals } from "./modules/insights/contract.ts";
import { routes as insightsRoutes } from "./modules/insights/routes.ts";
import { contract as ledger, refusals as ledgerRefusals } from "./modules/ledger/contract.ts";
import { jobs as ledgerJobs } from "./modules/ledger/jobs.ts";
import { routes as ledgerRoutes } from "./modules/ledger/routes.ts";
import { contract as mandates, refusals as mandatesRefusals } from "./modules/mandates/contract.ts";
import { jobs as mandatesJobs } from "./modules/mandates/jobs.ts";
import { routes as mandatesRoutes } from "./modules/mandates/routes.ts";
import { contract as messaging, refusals as messagingRefusals } from "./modules/messaging/contract.ts";
import { jobs as messagingJobs } from "./modules/messaging/jobs.ts";
import { routes as messagingRoutes } from "./modules/messaging/routes.ts";
import {
  contract as notifications,
  refusals as notificationsRefusals,
} from "./modules/notifications/contract.ts";
import { jobs as notificationsJobs } from "./modules/notifications/jobs.ts";
import { routes as notificationsRoutes } from "./modules/notifications/routes.ts";
import {
  contract as organizations,
  refusals as organizationsRefusals,
} from "./modules/organizations/contract.ts";
import { routes as organizationsRoutes } from "./modules/organizations/routes.ts";
import { contract as payments, refusals as paymentsRefusals } from "./modules/payments/contract.ts";
import { jobs as paymentsJobs } from "./modules/payments/jobs.ts";
import { routes as paymentsRoutes } from "./modules/payments/routes.ts";
import { contract as privacy, refusals as privacyRefusals } from "./modules/privacy/contract.ts";
import { jobs as privacyJobs } from "./modules/privacy/jobs.ts";
import { routes as privacyRoutes } from "./modules/privacy/routes.ts";
import { contract as signatures, refusals as signaturesRefusals } from "./modules/signatures/contract.ts";
import { routes as signaturesRoutes } from "./modules/signatures/routes.ts";
import { contract as webhooks, refusals as webhooksRefusals } from "./modules/webhooks/contract.ts";
import { jobs as webhooksJobs } from "./modules/webhooks/jobs.ts";
import { routes as webhooksRoutes } from "./modules/webhooks/routes.ts";
import { type Module, moduleOf } from "./platform/doors.ts";

export const modules: readonly Module[] = [
  moduleOf("organizations", organizations, organizationsRoutes, organizationsRefusals),
  moduleOf(
    "identity",
    identity,
    makeIdentityRoutes({ knowsAddress, staysWithin }),
    identityRefusals,
    identityJobs,
  ),
  moduleOf("directory", directory, directoryRoutes, directoryRefusals, directoryJobs),
  moduleOf("coordinates", coordinates, coordinatesRoutes, coordinatesRefusals),
  moduleOf("signatures", signatures, signaturesRoutes, signaturesRefusals),
  moduleOf("ledger", ledger, ledgerRoutes, ledgerRefusals, ledgerJobs),
  moduleOf("messaging", messaging, messagingRoutes, messagingRefusals, messagingJobs),
  moduleOf("disputes", disputes, disputesRoutes, disputesRefusals, disputesJobs),
  moduleOf("mandates", mandates, mandatesRoutes, mandatesRefusals, mandatesJobs),
  moduleOf("payments", payments, paymentsRoutes, paymentsRefusals, paymentsJobs),
  moduleOf("collections", collections, collectionsRoutes, collectionsRefusals, collectionsJobs),
  moduleOf("banking", banking, bankingRoutes, bankingRefusals, bankingJobs),
  moduleOf("exchange", exchange, exchangeRoutes, exchangeRefusals, exchangeJobs),
  moduleOf("exports", exportsContract, exportsRoutes, exportsRefusals, exportsJobs),
  moduleOf("notifications", notifications, notificationsRoutes, notificationsRefusals, notificationsJobs),
  moduleOf("webhooks", webhooks, webhooksRoutes, webhooksRefusals, webhooksJobs),
  moduleOf("privacy", privacy, privacyRoutes, privacyRefusals, privacyJobs),
  moduleOf("insights", insights, insightsRoutes, insightsRefusals),
  moduleOf("audit", audit, auditRoutes, auditRefusals, auditJobs),
];
