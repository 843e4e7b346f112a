/** The audit trail: who did what, when, from where, and the proof that nobody changed it. */
export { sealFacts } from "./seal-facts.ts";
export { type Head, verifyChain } from "./verify-chain.ts";
