/** Disputes: entries that customers contest, held wholly or in part, and the thread about them. */
export { personalKinds } from "./personal-data.ts";
export { sweeps } from "./sql/terms.ts";
export { disputeForMail, disputesSince, type ToldDispute } from "./tell-dispute.ts";
