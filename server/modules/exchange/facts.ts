/** What publication tells the modules below. */
export const facts = {
  importFinished: "exchange.import_finished",
  importFailed: "exchange.import_failed",
} as const;
