import { job, type ModuleJob } from "../../platform/doors.ts";
import type { FactJob } from "../../platform/facts.ts";
import { announceFact, DELIVER_JOB, type DeliveryJob } from "./announce-fact.ts";
import { deliverEvent } from "./deliver-event.ts";
import { forgetDeliveries } from "./list-deliveries.ts";
import { EVENTS } from "./rules.ts";

export const jobs: ModuleJob[] = [
  job<FactJob>({
    name: "webhooks.announce",
    on: Object.values(EVENTS).map(({ fact }) => fact),
    inside: (ctx, fact) => announceFact(ctx, fact),
  }),
  job<DeliveryJob>({
    name: DELIVER_JOB,
    concurrency: 8,
    perGroup: 4,
    expiresSeconds: 60,
    outside: (outer, { deliveryId }) => deliverEvent(outer, deliveryId),
  }),
  { name: "webhooks.forget", cron: "37 4 * * *", inside: (ctx) => forgetDeliveries(ctx) },
];
