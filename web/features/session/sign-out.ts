import { api } from "../../lib/api.ts";
import { useGo } from "../../lib/navigation.ts";
import { sentenceOf } from "../../lib/queries.ts";
import { showToast } from "../../ui/toast.tsx";
import { enter, leave } from "./enter.ts";

/** Ends the session here and on the server, then leads to the door. */
export function useSignOut(): () => void {
  const go = useGo();
  return () => {
    api
      .signOut({})
      .then(async () => go(await leave()))
      .catch((error: unknown) => showToast({ kind: "error", title: sentenceOf(error) }));
  };
}

/** Staff leave the space of the customer whom they were looking at, and are back in the office. */
export function useStopViewing(): () => void {
  const go = useGo();
  return () => {
    api
      .stopViewing({})
      .then(async () => go(await enter(await api.readSession({}))))
      .catch((error: unknown) => showToast({ kind: "error", title: sentenceOf(error) }));
  };
}
