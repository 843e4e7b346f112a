export type { Neighbours } from "./access.ts";
export { authenticate } from "./authenticate-actor.ts";
export { createUser } from "./create-user.ts";
export { findUserByEmail, findUsersByIds, type Person, takenIdentifiers } from "./find-user.ts";
export { hashPassword } from "./hash-password.ts";
export { type MintedLink, mintMailLink } from "./mint-mail-link.ts";
export { openMailLink } from "./open-mail-link.ts";
export { newSession } from "./open-session.ts";
export { findUserIds } from "./search-users.ts";
