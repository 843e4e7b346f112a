import { X } from "lucide-react";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  cancel: { fr: "Annuler le prélèvement", en: "Cancel the direct debit" },
  remove: {
    fr: (name: string) => `Annuler le prélèvement de ${name}`,
    en: (name: string) => `Cancel the direct debit of ${name}`,
  },
  title: { fr: "Annuler ce prélèvement ?", en: "Cancel this direct debit?" },
  text: {
    fr: (cents: string, name: string) =>
      `${cents} de ${name} ne seront pas prélevés. Le débiteur en est prévenu et doit régler autrement ; ce montant n’est plus proposé au prélèvement.`,
    en: (cents: string, name: string) =>
      `${cents} of ${name} will not be taken. The debtor is told and must pay otherwise; the amount is not proposed for a direct debit any more.`,
  },
  keep: { fr: "Le garder", en: "Keep it" },
  done: { fr: "Le prélèvement est annulé.", en: "The direct debit is cancelled." },
} satisfies Words;

type Given = {
  collection: Pick<GotOf<"listOfficeCollections">["items"][number], "id" | "cents" | "party">;
  small?: boolean;
};

/** Gives a direct debit up, wherever it is seen: in the list, or in a batch to review. */
export function CancelCollection({ collection, small = false }: Given) {
  const t = useWords(words);
  const f = useFormat();
  const [open, setOpen] = useState(false);
  const cancel = useWrite("cancelOfficeCollection", {
    refreshes: [
      "readOfficeCollection",
      "listOfficeCollections",
      "listComing",
      "readBatch",
      "listBatches",
      "listBatchCollections",
    ],
  });
  const confirm = () =>
    cancel.mutate(
      { params: { collection: collection.id } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: t.done });
        },
      },
    );
  return (
    <>
      {small ? (
        <IconButton icon={X} label={t.remove(collection.party.name)} onClick={() => setOpen(true)} />
      ) : (
        <Button icon={X} look="quiet" onClick={() => setOpen(true)}>
          {t.cancel}
        </Button>
      )}
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={cancel.isPending}
        danger
        title={t.title}
        confirm={t.cancel}
        dismiss={t.keep}
      >
        <Text>{t.text(f.cents(collection.cents), collection.party.name)}</Text>
        {cancel.error && <Notice kind="error">{sentenceOf(cancel.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}
