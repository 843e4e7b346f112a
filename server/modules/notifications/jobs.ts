import { job, type ModuleJob } from "../../platform/doors.ts";
import type { FactJob } from "../../platform/facts.ts";
import type { JobData } from "../../platform/jobs.ts";
import { BOUNCE_JOB, readKeptBounce } from "./receive-bounce.ts";
import { askAboutTexts, RECEIPT_JOB, readKeptReceipt } from "./receive-receipt.ts";
import { MOST_TRIES } from "./rules.ts";
import { sendMail } from "./send-mail.ts";
import { sendPush } from "./send-push.ts";
import { sendText } from "./send-text.ts";
import { sweepMessages } from "./sweep-messages.ts";
import { tellBounce } from "./tell-bounce.ts";
import {
  tellColleague,
  tellEmailChange,
  tellNewDevice,
  tellPasswordChange,
  tellProtection,
} from "./tell-change.ts";
import { tellBatch, tellCollection, tellReturns } from "./tell-collection.ts";
import { tellChangeAsked, tellChangeDecided, tellPaperChosen } from "./tell-coordinates.ts";
import { tellDeclaration, tellReversal } from "./tell-declaration.ts";
import { tellDispute } from "./tell-dispute.ts";
import { DIGEST_JOB, planDigest, tellInvoices } from "./tell-invoices.ts";
import { tellLink } from "./tell-link.ts";
import { tellMandate, tellMandateCode } from "./tell-mandate.ts";
import { tellAnnouncement, tellRequest } from "./tell-message.ts";
import { tellAlert, tellMerchant, tellPayer } from "./tell-payment.ts";
import { tellBankTransfer, tellTransfer } from "./tell-transfer.ts";
import { PUSH_JOB, TEXT_JOB } from "./write-brief.ts";
import { SEND_JOB } from "./write-mail.ts";

export const jobs: ModuleJob[] = [
  job<JobData & { mailId: string }>({
    name: SEND_JOB,
    retries: MOST_TRIES + 5,
    concurrency: 2,
    outside: (outer, { mailId }) => sendMail(outer, mailId),
  }),
  job<JobData & { textId: string }>({
    name: TEXT_JOB,
    retries: MOST_TRIES + 5,
    outside: (outer, { textId }) => sendText(outer, textId),
  }),
  job<JobData & { pushId: string }>({
    name: PUSH_JOB,
    retries: MOST_TRIES + 5,
    outside: (outer, { pushId }) => sendPush(outer, pushId),
  }),
  job<JobData & { inboxId: string }>({ name: BOUNCE_JOB, inside: readKeptBounce }),
  job<JobData & { inboxId: string }>({ name: RECEIPT_JOB, inside: readKeptReceipt }),
  job({ name: "notifications.sweep", cron: "17 * * * *", outside: (outer) => sweepMessages(outer) }),
  job({ name: "notifications.ask-texts", cron: "*/10 * * * *", outside: askAboutTexts }),
  job<FactJob>({
    name: "notifications.bounced",
    on: ["notifications.address_bounced"],
    inside: tellBounce,
  }),
  job<FactJob>({
    name: "notifications.link",
    on: ["identity.link_asked"],
    inside: (ctx, { data }) => tellLink(ctx, data["linkId"] as string),
  }),
  job<FactJob>({
    name: "notifications.password-changed",
    on: ["identity.password_changed"],
    inside: tellPasswordChange,
  }),
  job<FactJob>({
    name: "notifications.email-changed",
    on: ["identity.email_changed"],
    inside: tellEmailChange,
  }),
  job<FactJob>({
    name: "notifications.protection",
    on: [
      "identity.second_factor_added",
      "identity.second_factor_removed",
      "identity.second_factor_reset",
      "identity.recovery_codes_made",
      "identity.recovery_code_used",
    ],
    inside: tellProtection,
  }),
  job<FactJob>({
    name: "notifications.colleague",
    on: ["directory.colleague_invited"],
    inside: tellColleague,
  }),
  job<FactJob>({ name: "notifications.new-device", on: ["identity.new_device"], inside: tellNewDevice }),
  job<FactJob>({
    name: "notifications.payer",
    on: ["payments.settled"],
    outside: (outer, { subjectId }) => tellPayer(outer, subjectId),
  }),
  job<FactJob>({
    name: "notifications.merchant",
    on: ["payments.settled"],
    inside: (ctx, { subjectId }) => tellMerchant(ctx, subjectId),
  }),
  job<FactJob>({
    name: "notifications.alert",
    on: ["payments.unapplied", "payments.warned"],
    inside: (ctx, { subjectId, data }) => tellAlert(ctx, subjectId, data["alert"] as string),
  }),
  job<FactJob>({
    name: "notifications.dispute",
    on: ["disputes.opened", "disputes.answered", "disputes.resolved", "disputes.reopened"],
    inside: tellDispute,
  }),
  job<FactJob>({
    name: "notifications.mandate-code",
    on: ["mandates.code_asked"],
    inside: tellMandateCode,
  }),
  job<FactJob>({
    name: "notifications.mandate",
    on: [
      "mandates.signed",
      "mandates.account_changed",
      "mandates.suspended",
      "mandates.resumed",
      "mandates.blocked",
      "mandates.stopped",
      "mandates.revoked",
      "mandates.dormant",
    ],
    inside: tellMandate,
  }),
  job<FactJob>({
    name: "notifications.collection",
    concurrency: 2,
    on: [
      "collections.announced",
      "collections.moved",
      "collections.cancelled",
      "collections.collected",
      "collections.rejected",
      "collections.returned",
    ],
    inside: tellCollection,
  }),
  job<FactJob>({
    name: "notifications.returns",
    on: ["collections.rejected", "collections.returned"],
    inside: tellReturns,
  }),
  job<FactJob>({
    name: "notifications.batch",
    on: ["collections.drop_failed", "collections.not_taken_said", "collections.batch_restored"],
    inside: tellBatch,
  }),
  job<FactJob>({
    name: "notifications.request",
    on: ["messaging.request_opened", "messaging.request_answered"],
    inside: tellRequest,
  }),
  job<FactJob>({
    name: "notifications.announcement",
    on: ["messaging.announcement_published"],
    expiresSeconds: 3600,
    outside: tellAnnouncement,
  }),
  job<FactJob>({
    name: "notifications.transfer",
    on: ["payments.transfer_mail_asked", "payments.transfer_received"],
    inside: tellTransfer,
  }),
  job<FactJob>({
    name: "notifications.bank-transfer",
    on: ["banking.transfer_received"],
    inside: tellBankTransfer,
  }),
  job<FactJob>({
    name: "notifications.declaration",
    on: ["payments.declared", "payments.declaration_decided"],
    inside: tellDeclaration,
  }),
  job<FactJob>({
    name: "notifications.reversal",
    on: ["payments.refunded", "payments.charged_back"],
    inside: tellReversal,
  }),
  job<FactJob>({
    name: "notifications.change-asked",
    on: ["coordinates.change_asked"],
    inside: tellChangeAsked,
  }),
  job<FactJob>({
    name: "notifications.change-decided",
    on: ["coordinates.change_decided"],
    inside: tellChangeDecided,
  }),
  job<FactJob>({
    name: "notifications.paper-chosen",
    on: ["coordinates.paper_chosen"],
    inside: tellPaperChosen,
  }),
  job<FactJob>({ name: "notifications.plan-digest", on: ["exchange.import_finished"], inside: planDigest }),
  job<JobData & { since: string }>({ name: DIGEST_JOB, expiresSeconds: 3600, outside: tellInvoices }),
];
