import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";
import { exportStatement } from "./export-statement.ts";
import { handOver } from "./hand-over.ts";
import { listAccounts, listSpaces } from "./list-accounts.ts";
import { listHandedEntries, listHandovers, listOverdueEntries } from "./list-handovers.ts";
import { listTenantSpaces } from "./list-tenants.ts";
import { readAccount } from "./read-account.ts";
import { readInvoice } from "./read-invoice.ts";
import { readInvoicePdf } from "./read-invoice-pdf.ts";
import { readInvoiceXml } from "./read-invoice-xml.ts";
import { readLettering } from "./read-lettering.ts";
import { readStatement } from "./read-statement.ts";
import { undoHandover } from "./undo-handover.ts";
import { verifyFile, verifyInvoice } from "./verify-invoice.ts";
import { planWithdrawal, restoreAccounts, withdrawAccounts } from "./withdraw-accounts.ts";

export const routes = doors(contract, {
  listSpaces: (ctx, { query }) => listSpaces(ctx, query),
  readAccount: (ctx, { params }) => readAccount(ctx, params.account),
  readStatement: (ctx, { params, query }) => readStatement(ctx, params.account, query),
  exportStatement: { out: (outer, { params, query }) => exportStatement(outer, params.account, query) },
  readLettering: (ctx, { params }) => readLettering(ctx, params.account, params.lettering),
  readInvoice: (ctx, { params }) => readInvoice(ctx, params.account, params.invoice),
  readInvoicePdf: {
    out: (outer, { params, query }) => readInvoicePdf(outer, params.account, params.invoice, query),
  },
  readInvoiceXml: { out: (outer, { params }) => readInvoiceXml(outer, params.account, params.invoice) },
  listTenantSpaces: (ctx, { query }) => listTenantSpaces(ctx, query),
  listOverdueEntries: (ctx, { params, query }) => listOverdueEntries(ctx, params.creditor, query),
  listHandovers: (ctx, { query }) => listHandovers(ctx, query),
  listHandedEntries: (ctx, { params, query }) => listHandedEntries(ctx, params.handover, query),
  handOver: (ctx, { body }) => handOver(ctx, body),
  undoHandover: (ctx, { params, body }) => undoHandover(ctx, params.handover, body.entries),
  planWithdrawal: (ctx, { body }) => planWithdrawal(ctx, body.accounts),
  withdrawAccounts: (ctx, { body }) => withdrawAccounts(ctx, body),
  restoreAccounts: (ctx, { body }) => restoreAccounts(ctx, body.accounts),
  verifyFile: { out: (outer, { query, body }) => verifyFile(outer, body, query.iban) },
  verifyInvoice: { out: (outer, { body }) => verifyInvoice(outer, body) },
  listAccounts: (ctx, { query }) => listAccounts(ctx, query),
});
