/** Coordinates: what parties ask to change of what is known of them, and what staff accept. */
export { changesToAnswer } from "./list-changes.ts";
export { paperConsents, personalKinds } from "./personal-data.ts";
export { sweeps } from "./sql/terms.ts";
export { type AcceptedChange, type ChangeForMail, changeForMail, changesSince } from "./tell-changes.ts";
