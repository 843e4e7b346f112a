import { job, type ModuleJob } from "../../platform/doors.ts";
import { askForNews, fetchNews, NEWS_JOB } from "./fetch-news.ts";
import { tellDue } from "./publish-announcement.ts";

export const jobs: ModuleJob[] = [
  job({ name: "messaging.publish-due", cron: "*/10 * * * *", inside: tellDue }),
  job({ name: "messaging.news-due", cron: "7,37 * * * *", inside: askForNews }),
  job({ name: NEWS_JOB, retries: 2, concurrency: 4, outside: fetchNews }),
];
