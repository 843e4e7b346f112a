import { job, type ModuleJob } from "../../platform/doors.ts";
import type { FactJob } from "../../platform/facts.ts";
import type { JobData } from "../../platform/jobs.ts";
import { MOST_TRIES } from "./rules.ts";
import { sendMail } from "./send-mail.ts";
import { tellEmailChange, tellPasswordChange } from "./tell-change.ts";
import { tellLink } from "./tell-link.ts";
import { tellAlert, tellMerchant, tellPayer } from "./tell-payment.ts";
import { SEND_JOB } from "./write-mail.ts";

export const jobs: ModuleJob[] = [
  job<JobData & { mailId: string }>({
    name: SEND_JOB,
    retries: MOST_TRIES + 5,
    concurrency: 2,
    outside: (outer, { mailId }) => sendMail(outer, mailId),
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
    on: ["payments.unapplied"],
    inside: (ctx, { subjectId, data }) => tellAlert(ctx, subjectId, data["alert"] as string),
  }),
];
