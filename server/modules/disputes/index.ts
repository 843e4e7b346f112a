/** Disputes: entries that customers contest, held wholly or in part, and the thread about them. */
export { facts } from "./facts.ts";
export { disputeForMail, disputesSince, type ToldDispute } from "./tell-dispute.ts";
