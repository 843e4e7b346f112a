import type { ReactNode } from "react";
import type { Entry, Statement } from "./use-statement.ts";

/** What every reading of an account is given. */
export type TableOf = {
  account: string;
  entries: Entry[];
  /** Entries that are in the cart. */
  inCart: ReadonlySet<string>;
  loading: boolean;
  /** Everything is there: sums by month can be told. */
  complete: boolean;
  totals: Statement["totals"];
  /** What is said when a search finds nothing. */
  empty?: ReactNode;
  onLettering: (lettering: string) => void;
  /** Which column comes first (SPEC ACT-3). */
  convention: "debit_credit" | "credit_debit";
};
