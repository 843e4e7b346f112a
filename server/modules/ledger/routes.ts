import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";
import { exportStatement } from "./export-statement.ts";
import { listAccounts, listSpaces } from "./list-accounts.ts";
import { readAccount } from "./read-account.ts";
import { readInvoice } from "./read-invoice.ts";
import { readInvoicePdf } from "./read-invoice-pdf.ts";
import { readLettering } from "./read-lettering.ts";
import { readStatement } from "./read-statement.ts";

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
  listAccounts: (ctx, { query }) => listAccounts(ctx, query),
});
