import { job, type ModuleJob } from "../../platform/doors.ts";
import { ANSWER_JOB, answerLinkAsked, type LinkAsked } from "./ask-link.ts";

export const jobs: ModuleJob[] = [job<LinkAsked>({ name: ANSWER_JOB, inside: answerLinkAsked })];
