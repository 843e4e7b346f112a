export type { RightName } from "./access.ts";
export { colleagueConsents, personalKinds, subjectOf } from "./personal-data.ts";
export { contactsOf, lockContact, saveContact } from "./reach-parties.ts";
export {
  type Access,
  knowsAddress,
  mayActFor,
  partiesOf,
  partiesVisibleTo,
  staysWithin,
  usersOfParty,
} from "./read-access.ts";
export { relationOver, sweeps } from "./sql/terms.ts";
export type { PublishedParty } from "./sql.ts";
export { partyIdsByCode, upsertParties } from "./upsert-parties.ts";
