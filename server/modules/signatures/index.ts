/** Signatures: documents signed in the name of the organization, and what anybody may check of them. */
export { presentIdentity } from "./keep-identity.ts";
export {
  type SealedDocument,
  type SealWish,
  type StampedDocument,
  sealDocument,
  stampSealed,
} from "./seal-document.ts";
export { setTimestamp } from "./set-timestamp.ts";
export { noteStamped } from "./sql.ts";
