import { job, type ModuleJob } from "../../platform/doors.ts";
import { ANSWER_JOB, answerLinkAsked, type LinkAsked } from "./ask-link.ts";
import { deleteExpired } from "./sql/purge.ts";

export const jobs: ModuleJob[] = [
  job<LinkAsked>({ name: ANSWER_JOB, inside: answerLinkAsked }),
  job({ name: "identity.purge", cron: "17 3 * * *", inside: deleteExpired }),
];
