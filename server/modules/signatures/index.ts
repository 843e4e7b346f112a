/** Signatures: documents signed in the name of the organization, and what anybody may check of them. */
export { facts as signaturesFacts } from "./facts.ts";
export { presentIdentity } from "./keep-identity.ts";
export { type SealedDocument, type SealWish, sealDocument } from "./seal-document.ts";
export { setTimestamp } from "./set-timestamp.ts";
