/** Privacy: what is held about people, handed to them, erased when asked or at its term. */
export { keepTerms } from "./keep-terms.ts";
