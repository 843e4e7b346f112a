import { useState } from "react";
import { queryClient, sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  giveUp: { fr: "Ne plus faire ce virement", en: "Give this transfer up" },
  title: { fr: "Ne plus faire ce virement ?", en: "Give this transfer up?" },
  text: {
    fr: "Si vous l’avez déjà donné à votre banque, gardez-le : il sera reconnu. Sinon, ses pièces reviennent dans votre règlement.",
    en: "If you have already given it to your bank, keep it: it will be recognised. If not, its items go back to your cart.",
  },
  confirm: { fr: "Abandonner le virement", en: "Give the transfer up" },
  keep: { fr: "Le garder", en: "Keep it" },
} satisfies Words;

/** Gives an order up, once confirmed. */
export function GiveUpTransfer({ transfer }: { transfer: string }) {
  const t = useWords(words);
  const [asking, setAsking] = useState(false);
  const params = { transfer };
  const cancel = useWrite("cancelTransferOrder", { refreshes: ["listTransferOrders", "readCart"] });
  const confirm = () =>
    cancel.mutate(
      { params },
      {
        onSuccess: (closed) => queryClient.setQueryData(["readTransferOrder", { params }], closed),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
        onSettled: () => setAsking(false),
      },
    );
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t.giveUp}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
        title={t.title}
        confirm={t.confirm}
        dismiss={t.keep}
        busy={cancel.isPending}
      >
        <p>{t.text}</p>
      </ConfirmDialog>
    </>
  );
}
