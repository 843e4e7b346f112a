import { useState } from "react";
import { useGo } from "../../lib/navigation.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import type { Announcement } from "./announcement-words.ts";

const words = {
  withdraw: { fr: "Retirer", en: "Withdraw" },
  withdrawTitle: { fr: "Retirer ce message ?", en: "Withdraw this message?" },
  withdrawText: {
    fr: "Vos clients ne le verront plus. Vous pourrez le publier de nouveau.",
    en: "Your customers will no longer see it. You can publish it again.",
  },
  withdrawn: { fr: "Le message est retiré.", en: "The message is withdrawn." },
  remove: { fr: "Supprimer", en: "Delete" },
  removeTitle: { fr: "Supprimer ce brouillon ?", en: "Delete this draft?" },
  removeText: {
    fr: "Son texte et ses pièces jointes seront perdus.",
    en: "Its text and attached files will be lost.",
  },
  removed: { fr: "Le brouillon est supprimé.", en: "The draft is deleted." },
} satisfies Words;

/** Withdraws or deletes, as the server says one may; publishing goes with saving, in the form. */
export function AnnouncementActions({ announcement }: { announcement: Announcement }) {
  const t = useWords(words);
  const go = useGo();
  const [asks, setAsks] = useState<"withdraw" | "remove" | null>(null);
  const params = { announcement: announcement.id };
  const withdraw = useWrite("withdrawAnnouncement", {
    refreshes: ["readOfficeAnnouncement", "listOfficeAnnouncements"],
  });
  const remove = useWrite("removeAnnouncement", { refreshes: ["listOfficeAnnouncements"] });
  const error = withdraw.error ?? remove.error;
  const removed = () => {
    showToast({ title: t.removed });
    go(officePaths.announcements(), { replace: true });
  };
  const withdrawn = () => {
    setAsks(null);
    showToast({ title: t.withdrawn });
  };
  return (
    <>
      {error && (
        <Notice kind="error" live>
          {sentenceOf(error)}
        </Notice>
      )}
      {announcement.can.withdraw && <Button onClick={() => setAsks("withdraw")}>{t.withdraw}</Button>}
      {announcement.can.remove && (
        <Button look="quiet" onClick={() => setAsks("remove")}>
          {t.remove}
        </Button>
      )}
      <ConfirmDialog
        open={asks === "withdraw"}
        onClose={() => setAsks(null)}
        title={t.withdrawTitle}
        confirm={t.withdraw}
        busy={withdraw.isPending}
        onConfirm={() => withdraw.mutate({ params }, { onSuccess: withdrawn })}
      >
        {t.withdrawText}
      </ConfirmDialog>
      <ConfirmDialog
        open={asks === "remove"}
        onClose={() => setAsks(null)}
        title={t.removeTitle}
        confirm={t.remove}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params }, { onSuccess: removed })}
      >
        {t.removeText}
      </ConfirmDialog>
    </>
  );
}
