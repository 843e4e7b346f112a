/** Publication in: FEC files and batches, with their progress and their report. */
export { importFec } from "./import-fec.ts";
export type { OnProgress } from "./run-import.ts";
export { sweeps } from "./sql.ts";
