/** For each route of the product: how I call it with success. The test derives the other callers from the route itself. */

import { outside } from "../../server/platform/ids.ts";
import { accessCases } from "./access.ts";
import { bankingCases } from "./banking.ts";
import { collectionCases } from "./collections.ts";
import { coordinateCases } from "./coordinates.ts";
import { declarationCases } from "./declarations.ts";
import { disputeCases } from "./disputes.ts";
import { exportCases } from "./exports.ts";
import { mandateCases } from "./mandates.ts";
import { messageCases } from "./messages.ts";
import { notificationCases } from "./notifications.ts";
import { privacyCases } from "./privacy.ts";
import { protectionCases } from "./protection.ts";
import { signatureCases } from "./signatures.ts";
import { transferCases } from "./transfers.ts";
import { webhookCases } from "./webhooks.ts";
import type { World } from "./world.ts";

export type Case = {
  /** Values of the path's parameters. */
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  contentType?: string;
  /** Status for me; 200 when absent. */
  mine?: number;
  /** Who I am, when not who the route asks for at least. */
  as?: "me" | "reader" | "accountant" | "manager" | "administrator" | "publisher";
  /** The route shows only what is one's own: somebody else gets his own, without any of mine. */
  own?: boolean;
  /** What is in the address is no id of an organization: a name that each of them has. */
  common?: boolean;
  /** Anybody may call it, and what it needs is in the address: no second caller to refuse. */
  open?: boolean;
};

const FEC =
  "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\r\n";

export function casesFor(world: World): Record<string, Case> {
  const { ids } = world;
  const subject = { user: outside("user", world.subject.id as string) };
  const customer = { user: outside("user", world.target.user.id as string) };
  const account = { account: ids.account };
  const creditor = { creditor: ids.creditor };
  const payment = { payment: ids.payment };
  const fields = {
    code: "NEW",
    name: "Nouveau",
    legalName: "Nouveau SAS",
    address: [],
    siret: "",
    ics: "",
    iban: "",
    email: "",
    dueRule: { kind: "days", days: 30, endOfMonth: false },
    fiscalYearEndMonth: 12,
    customerPrefixes: ["411"],
  };
  const user = { identifier: "nouveau.venu", name: "Nouveau Venu", email: null };
  const organization = {
    name: "Organisme",
    accent: "#1f5f8b",
    contact: {},
    legalNotice: "",
    accessibilityStatement: "",
    settings: {},
  };
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "base64",
  );
  return {
    readOrganization: { open: true },
    readLogo: { open: true, mine: 404 },
    updateOrganization: { body: organization },
    updateLogo: { body: png, contentType: "image/png" },
    readAgency: { open: true },
    updateAgency: { body: { offices: [{ name: "Siège" }] } },
    listCreditors: {},
    createCreditor: { body: fields },
    updateCreditor: {
      params: creditor,
      // It stays who can collect, under the name that mandates say.
      body: {
        ...fields,
        code: world.shop.creditor.code,
        legalName: world.shop.creditor.legal_name,
        address: ["1 place de la Mairie", "71000 Mâcon"],
        ics: "FR72ZZZ123456",
        iban: "FR7630006000011234567890189",
      },
    },
    readChallenge: { open: true },
    signIn: { open: true, body: { identifier: "nobody", password: "wrong" }, mine: 401 },
    ...protectionCases(ids, subject),
    signOut: { as: "me", own: true },
    readSession: { own: true },
    askActivation: { open: true, body: { email: "nobody@example.org" } },
    askPasswordReset: { open: true, body: { identifier: "nobody" } },
    readMailLink: { open: true, params: { token: "a".repeat(43) }, mine: 410 },
    followMailLink: {
      open: true,
      params: { token: "a".repeat(43) },
      body: { password: "Solide-2026!" },
      mine: 410,
    },
    // The trio have no password: they prove who they are elsewhere.
    changePassword: { own: true, body: { oldPassword: "wrong", newPassword: "Solide-2026!" }, mine: 409 },
    changeEmail: { own: true, body: { email: "autre@example.org", password: "wrong" }, mine: 409 },
    changeLanguage: { own: true, body: { language: "fr" } },
    stopViewing: { own: true },
    listUsers: {},
    readUser: { params: subject },
    createUser: { body: user },
    updateUser: { params: subject, body: { ...user, identifier: "change.moi", email: "moi@example.org" } },
    sendActivation: { params: subject },
    giveTemporaryPassword: { params: customer, as: "manager" },
    printTemporaryPassword: {
      params: customer,
      as: "manager",
      body: { temporaryPassword: "wrong" },
      mine: 409,
    },
    setUserState: { params: subject, body: { state: "disabled" } },
    viewAs: { params: customer },
    previewAs: { params: customer, body: organization },
    ...signatureCases(),
    ...webhookCases(ids),
    ...exportCases(ids, creditor, world.shop.creditor.code as string),
    listTokens: {},
    createToken: { body: { name: "jeton", scopes: ["read"] } },
    revokeToken: { params: { token: ids.token } },
    ...accessCases(ids),
    listParties: {},
    readParty: { params: { party: ids.party } },
    activateParty: { params: { party: ids.party } },
    listAccess: { params: subject },
    giveAccess: { params: { ...subject, party: ids.party }, body: { rights: ["read"] } },
    removeAccess: { params: { ...subject, party: ids.party } },
    listSpaces: { own: true },
    readAccount: { params: account },
    readStatement: { params: account },
    exportStatement: { params: account, query: "?format=csv" },
    readLettering: { params: { ...account, lettering: ids.lettering } },
    readInvoice: { params: { ...account, invoice: ids.invoice } },
    listInvoiceMails: { params: { ...account, invoice: ids.invoice } },
    readInvoicePdf: { params: { ...account, invoice: ids.invoice } },
    readInvoiceXml: { params: { ...account, invoice: ids.invoice } },
    listTenantSpaces: { own: true },
    listOverdueEntries: { params: creditor },
    listHandovers: {},
    listHandedEntries: { params: { handover: ids.handover } },
    handOver: { body: { ...creditor, overdueDays: 30 }, mine: 409 },
    undoHandover: { params: { handover: ids.handover }, body: {} },
    verifyFile: { open: true, body: "%PDF-", contentType: "application/pdf" },
    verifyInvoice: { open: true, body: { number: "F-1", totalCents: 1 } },
    listAccounts: {},
    planWithdrawal: { body: { accounts: [ids.account] } },
    withdrawAccounts: { body: { accounts: [ids.account], when: "next_publication" } },
    restoreAccounts: { body: { accounts: [ids.account] } },
    readCart: { params: creditor, own: true },
    addToCart: { params: creditor, body: { entries: [ids.entry] } },
    removeFromCart: { params: { ...creditor, entry: ids.entry }, own: true },
    emptyCart: { params: creditor, own: true },
    startPayment: { params: creditor, body: { expectedCents: 1 }, own: true, mine: 409 },
    listPayments: { own: true },
    readPayment: { params: payment },
    resumePayment: { params: payment, mine: 409 },
    cancelPayment: { params: payment, mine: 409 },
    readReceipt: { params: payment },
    notifyByGet: { open: true, params: { ...creditor, gateway: "ogone" } },
    notifyByPost: {
      open: true,
      params: { ...creditor, gateway: "ogone" },
      body: "x=1",
      contentType: "application/x-www-form-urlencoded",
    },
    returnByGet: { open: true, params: payment, mine: 303 },
    returnByPost: {
      open: true,
      params: payment,
      body: "x=1",
      contentType: "application/x-www-form-urlencoded",
      mine: 303,
    },
    listOfficePayments: {},
    readOfficePayment: { params: payment },
    askProvider: { params: payment },
    readPaymentSettings: { params: creditor },
    updatePaymentSettings: {
      params: creditor,
      body: { gateway: "payfip", enabled: false, configuration: { numcli: "123456" } },
    },
    testPaymentSettings: { params: creditor },
    markAlertSeen: { params: payment },
    importFec: { params: creditor, body: FEC, contentType: "application/octet-stream" },
    publishFec: {
      query: `?creditor=${String(world.shop.creditor.code)}`,
      body: FEC,
      contentType: "application/octet-stream",
    },
    publishBatch: {
      body: '{"type":"party","code":"P-1","name":"Tiers"}\n',
      contentType: "application/x-ndjson",
    },
    readPublication: { params: { import: ids.import } },
    listPublicationProblems: { params: { import: ids.import } },
    listImports: {},
    readImport: { params: { import: ids.import } },
    // The import of this world is no check: what is allowed to ask is told so.
    applyImport: { params: { import: ids.import }, mine: 409 },
    listImportProblems: { params: { import: ids.import } },
    listMails: {},
    readMail: { params: { mail: ids.mail } },
    readHome: {},
    listIdentities: {},
    listAudit: {},
    exportAudit: { query: "?format=csv" },
    verifyAudit: {},
    search: { query: "?q=Tiers" },
    ...coordinateCases(world.coordinates),
    ...declarationCases(world.declarations, ids.payment),
    ...bankingCases(world.banking),
    ...disputeCases(world.disputes),
    ...mandateCases(world.mandates),
    ...collectionCases(world.collections),
    ...messageCases(world.messages),
    ...notificationCases(world.notifications),
    ...transferCases(world.transfers),
    ...privacyCases(world.privacy),
  };
}
