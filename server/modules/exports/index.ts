/** Exports back to the accounting software. README.md says how a line is taken once. */
export { facts as exportFacts } from "./facts.ts";
