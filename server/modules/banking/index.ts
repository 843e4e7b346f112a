/** Bank statements: imported, matched with what customers owe. README.md tells how. */
export { personalKinds } from "./personal-data.ts";
export { proposeLines } from "./propose-lines.ts";
export { sweeps } from "./sql/terms.ts";
export { importBankFile } from "./start-import.ts";
