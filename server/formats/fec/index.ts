export { readFecFileName } from "./file-name.ts";
export { fecProblemText, isFecRefusal } from "./problems.ts";
export { readFec } from "./read-fec.ts";
export type { FecBatch, FecLine, FecProblem } from "./types.ts";
export { type FecEntry, fecHeader, writeFecLine } from "./write-fec.ts";
