import { createContext } from "react";

/** Leads from a line to the one after or before it in the list behind. */
export const BankWalk = createContext<{ step: (by: 1 | -1, from: string) => void }>({ step: () => {} });
