import { useState } from "react";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";

const words = {
  cancel: { fr: "Reprendre le code", en: "Take the code back" },
  title: { fr: "Reprendre ce code d’accès ?", en: "Take this access code back?" },
  text: {
    fr: "La lettre qui le porte ne servira plus. Vous pourrez en imprimer une autre.",
    en: "The letter that carries it will no longer work. You can print another one.",
  },
} satisfies Words;

/** Takes the code of a letter back: it is lost, or went to somebody else. */
export function CancelCode({ party }: { party: string }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const cancel = useWrite("cancelAccessCode", { refreshes: ["readParty", "listParties"] });
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {t.cancel}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={() => cancel.mutate({ params: { party } }, { onSuccess: () => setOpen(false) })}
        busy={cancel.isPending}
        danger
        title={t.title}
        confirm={t.cancel}
      >
        {t.text}
        {cancel.error && <Notice kind="error">{sentenceOf(cancel.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}
