/** Mandates of SEPA direct debit: signed on line with a one-time code, or on paper; instalment plans. README.md tells the story. */
export type { CollectableMandate } from "./collect-mandates.ts";
export {
  collectableMandates,
  giveBackInstalments,
  lockMandates,
  noteCollected,
  resendAmendments,
  stopMandates,
  takeInstalments,
} from "./collect-mandates.ts";
export { type ImportProblem, importMandates, type PublishedMandate } from "./import-mandates.ts";
export { hasLivingMandate, personalKinds } from "./personal-data.ts";
export { codeToSend, noteCodeSent } from "./send-code.ts";
export { sweeps } from "./sql/terms.ts";
export { type CodeMessage, codeMessage, mandateForMail, type ToldMandate } from "./tell-mandate.ts";
