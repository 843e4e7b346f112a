import { createContext, useContext } from "react";
import { paths } from "../../lib/place.ts";

/** Where the pages of an account are: what is shown in the portal and in the office leads on within the same frame. */
export type Rooms = {
  frame: "portal" | "office";
  account: (account: string, search?: Record<string, string | null | undefined>) => string;
  invoice: (account: string, invoice: string) => string;
  payment: (payment: string) => string;
  collection: (collection: string) => string;
  dispute: (dispute: string) => string;
};

const portal: Rooms = {
  frame: "portal",
  account: paths.account,
  invoice: paths.invoice,
  payment: paths.payment,
  collection: paths.collection,
  dispute: paths.dispute,
};

/** Given by the office around its pages; the portal's own otherwise. */
export const RoomsContext = createContext<Rooms>(portal);
export const useRooms = (): Rooms => useContext(RoomsContext);
