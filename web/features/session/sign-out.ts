import { api } from "../../lib/api.ts";
import { useGo } from "../../lib/navigation.ts";
import { address, paths } from "../../lib/place.ts";
import { refresh, sentenceOf } from "../../lib/queries.ts";
import { letGo } from "../../lib/unsaved.ts";
import { showToast } from "../../ui/toast.tsx";
import { keepDraft } from "./draft.ts";
import { enter } from "./enter.ts";

/** Ends the session on the server, then loads the door anew: nothing of what was read stays in the page's memory. */
export function useSignOut(): () => void {
  return () => {
    const leave = async () => {
      await api.signOut({});
      letGo();
      location.replace(paths.signIn());
    };
    leave().catch((error: unknown) => showToast({ kind: "error", title: sentenceOf(error) }));
  };
}

/** Staff leave the space of the customer whom they were looking at, and are back in the office: where they previewed from. */
export async function stopViewing(go: (href: string) => void): Promise<void> {
  try {
    const { preview } = await api.stopViewing({});
    if (preview) await refresh("readOrganization");
    keepDraft(preview);
    const landed = await enter(await api.readSession({}));
    go(preview ? address("/bureau/organisme") : landed);
  } catch (error) {
    showToast({ kind: "error", title: sentenceOf(error) });
  }
}

export function useStopViewing(): () => void {
  const go = useGo();
  return () => void stopViewing(go);
}
