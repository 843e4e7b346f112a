import { Eye } from "lucide-react";
import { useState } from "react";
import { api } from "../../lib/api.ts";
import { useGo } from "../../lib/navigation.ts";
import { sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { showToast } from "../../ui/toast.tsx";
import { enter } from "../session/enter.ts";

const words = {
  view: { fr: "Voir comme ce client", en: "View as this customer" },
} satisfies Words;

/** Enters the customer's space, reading only (ACC-12); the portal's banner leads back. */
export function ViewAsButton({ user, small }: { user: string; small?: boolean }) {
  const t = useWords(words);
  const go = useGo();
  const [busy, setBusy] = useState(false);
  const view = async () => {
    setBusy(true);
    try {
      await api.viewAs({ params: { user } });
      go(await enter(await api.readSession({})));
    } catch (error) {
      setBusy(false);
      showToast({ kind: "error", title: sentenceOf(error) });
    }
  };
  return (
    <Button icon={Eye} small={small} busy={busy} onClick={() => void view()}>
      {t.view}
    </Button>
  );
}
