import { api } from "../../lib/api.ts";
import { useGo } from "../../lib/navigation.ts";
import { paths } from "../../lib/place.ts";
import { sentenceOf } from "../../lib/queries.ts";
import { showToast } from "../../ui/toast.tsx";
import { enter } from "./enter.ts";

/** Ends the session on the server, then loads the door anew: nothing of what was read stays in the page's memory. */
export function useSignOut(): () => void {
  return () => {
    api
      .signOut({})
      .then(() => location.replace(paths.signIn()))
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
