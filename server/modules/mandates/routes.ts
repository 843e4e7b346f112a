import { doors } from "../../platform/doors.ts";
import { changeAccount } from "./change-account.ts";
import { listDebitCreditors, readDebitSettings, saveDebitSettings } from "./configure-debits.ts";
import { contract } from "./contract.ts";
import { giveUpMandate, moveMandate, revokeMandate } from "./end-mandate.ts";
import { listMandates, listOfficeMandates } from "./list-mandates.ts";
import { checkIban, readDebitOffer } from "./offer-debit.ts";
import { prepareMandate } from "./prepare-mandate.ts";
import { readEvidence, readMandateDocument, readOfficeDocument } from "./read-document.ts";
import { readMandate, readOfficeMandate } from "./read-mandate.ts";
import { sealAgain } from "./seal-mandate.ts";
import { askCode } from "./send-code.ts";
import { signMandate } from "./sign-mandate.ts";
import { keepScan, readPaperTerms, typeMandate } from "./type-mandate.ts";

export const routes = doors(contract, {
  readDebitOffer: (ctx, { params }) => readDebitOffer(ctx, params.account),
  checkIban: { out: (outer, { body }) => checkIban(outer, body) },
  prepareMandate: { out: (outer, { params, body }) => prepareMandate(outer, params.account, body) },
  listMandates: (ctx, { query }) => listMandates(ctx, query),
  readMandate: (ctx, { params }) => readMandate(ctx, params.mandate),
  readMandateDocument: (ctx, { params, query }) => readMandateDocument(ctx, params.mandate, query),
  askMandateCode: { out: (outer, { params, body }) => askCode(outer, params.mandate, body) },
  signMandate: { out: (outer, { params, body }) => signMandate(outer, params.mandate, body.code) },
  changeMandateAccount: { out: (outer, { params, body }) => changeAccount(outer, params.mandate, body) },
  giveUpMandate: (ctx, { params }) => giveUpMandate(ctx, params.mandate),
  revokeMandate: (ctx, { params }) => revokeMandate(ctx, params.mandate),
  listOfficeMandates: (ctx, { query }) => listOfficeMandates(ctx, query),
  readOfficeMandate: (ctx, { params }) => readOfficeMandate(ctx, params.mandate),
  readOfficeMandateDocument: (ctx, { params, query }) => readOfficeDocument(ctx, params.mandate, query),
  readMandateEvidence: (ctx, { params }) => readEvidence(ctx, params.mandate),
  moveMandate: (ctx, { params, body }) => moveMandate(ctx, params.mandate, body),
  sealMandate: { out: (outer, { params }) => sealAgain(outer, params.mandate) },
  readPaperTerms: (ctx, { params, query }) => readPaperTerms(ctx, params.account, query.firstOn ?? null),
  typeMandate: (ctx, { params, body }) => typeMandate(ctx, params.account, body),
  sendMandateScan: { out: (outer, { params, body }) => keepScan(outer, params.mandate, body) },
  readDebitSettings: (ctx, { params }) => readDebitSettings(ctx, params.creditor),
  saveDebitSettings: (ctx, { params, body }) => saveDebitSettings(ctx, params.creditor, body),
  listDebitCreditors,
});
