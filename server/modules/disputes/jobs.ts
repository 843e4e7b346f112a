import { job, type ModuleJob } from "../../platform/doors.ts";
import type { FactJob } from "../../platform/facts.ts";
import { followBooks } from "./follow-books.ts";

export const jobs: ModuleJob[] = [
  job<FactJob & { data: { creditor: string | null } }>({
    name: "disputes.follow_publication",
    on: ["exchange.import_finished"],
    inside: (ctx, { data }) => followBooks(ctx, data.creditor),
  }),
  job({ name: "disputes.follow_books", cron: "20 5 * * *", inside: (ctx) => followBooks(ctx, null) }),
];
