/** Signatures: documents signed in the name of the organization, and what anybody may check of them. */
export { presentIdentity } from "./keep-identity.ts";
export { type SealedDocument, type SealWish, sealDocument } from "./seal-document.ts";
export { setTimestamp } from "./set-timestamp.ts";
