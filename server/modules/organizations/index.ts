export { mayStaffSee, visibleCreditorIds } from "./access.ts";
export { type DueRule, OrganizationFields, type Settings } from "./contract.ts";
export { createOrganization } from "./create-organization.ts";
export { type OrganizationLocator, organizationLocator } from "./locate-organization.ts";
export {
  type CreditorRecord,
  creditorOfIban,
  creditorsByIds,
  findCreditorByCode,
  readCreditor,
} from "./read-creditor.ts";
export { type Brand, isOpen, readBrand, readOptions, readSettings } from "./read-organization.ts";
export { applyDueRule, earliestSearchableDay, fiscalYearOf, suspensionOn } from "./rules.ts";
export { markPublished } from "./save-creditor.ts";
