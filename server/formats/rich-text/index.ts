export type { Block, Run } from "./blocks.ts";
export { plainTextOf } from "./plain-text.ts";
export { readRichText } from "./read-rich-text.ts";
