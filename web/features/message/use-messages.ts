import { useQuery } from "@tanstack/react-query";
import type { GotOf } from "../../lib/api.ts";
import { query } from "../../lib/queries.ts";

export type Greeting = GotOf<"readMessages">["important"][number];

/** What greets the signed-in user and how much waits for him; asked again now and then. */
const messagesQuery = {
  ...query("readMessages", {}),
  staleTime: 60_000,
  refetchInterval: 300_000,
};

export const useMessages = () => useQuery(messagesQuery).data;
