import { FileX2 } from "lucide-react";
import { useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { type Batch, touched } from "./batch-actions.tsx";

const words = {
  act: { fr: "La banque ne l’a pas pris", en: "The bank did not take it" },
  title: {
    fr: "La banque n’a-t-elle vraiment pas ce fichier ?",
    en: "Does the bank really not have this file?",
  },
  text: {
    fr: (cents: string) =>
      `Vérifiez-le auprès d’elle. Si elle l’a, ses prélèvements (${cents}) seraient faits deux fois. Sinon, ils reviennent dans ce qui est à venir, et attendent le prochain jour ouvré de la banque avant toute autre remise.`,
    en: (cents: string) =>
      `Check with it. If it has it, its debits (${cents}) would be made twice. If not, they go back to what is to come, and wait for the bank’s next working day before any other batch.`,
  },
  second: {
    fr: "Une autre personne devra le confirmer. D’ici là, le fichier ne sort plus.",
    en: "Somebody else will have to confirm it. Until then the file does not leave again.",
  },
  reason: { fr: "Comment le savez-vous ?", en: "How do you know?" },
  reasonHint: {
    fr: "Le journal garde ce motif et votre nom.",
    en: "The trail keeps this reason and your name.",
  },
  needReason: { fr: "Dites comment vous le savez.", en: "Say how you know." },
  keep: { fr: "Ne rien changer", en: "Change nothing" },
  said: {
    fr: "C’est noté : une autre personne doit le confirmer.",
    en: "It is noted: somebody else has to confirm it.",
  },
  done: { fr: "La remise est abandonnée.", en: "The batch is given up." },
} satisfies Words;

/** Gives up a batch whose file has left: never in passing, with the reason that is typed. */
export function SayNotTaken({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const f = useFormat();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const say = useWrite("sayBatchNotTaken", { refreshes: touched });
  const isShort = reason.trim().length < 3;
  const confirm = () => {
    setMissing(isShort);
    if (isShort) return;
    say.mutate(
      { params: { batch: batch.id }, body: { reason: reason.trim() } },
      {
        onSuccess: ({ state }) => {
          setOpen(false);
          setReason("");
          showToast({ title: state === "cancelled" ? t.done : t.said });
        },
      },
    );
  };
  return (
    <>
      <Button icon={FileX2} look="quiet" onClick={() => setOpen(true)}>
        {t.act}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={say.isPending}
        danger
        title={t.title}
        confirm={t.act}
        dismiss={t.keep}
      >
        <Stack gap={4}>
          {say.error && <Notice kind="error">{sentenceOf(say.error)}</Notice>}
          <Text>{t.text(f.cents(batch.cents))}</Text>
          {batch.fourEyes && <Text>{t.second}</Text>}
          <Field
            name="reason"
            label={t.reason}
            hint={t.reasonHint}
            error={missing && isShort ? t.needReason : null}
          >
            <TextInput maxLength={400} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </Stack>
      </ConfirmDialog>
    </>
  );
}
