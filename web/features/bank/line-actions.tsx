import { Archive, RotateCcw } from "lucide-react";
import { useState } from "react";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { ASIDE_CHOICES, type BankLineRecord, useAsideReasons } from "./bank-words.tsx";
import { touched } from "./line-record.tsx";

const words = {
  aside: { fr: "Mettre de côté", en: "Set aside" },
  asideTitle: { fr: "Pourquoi mettre cette ligne de côté ?", en: "Why set this line aside?" },
  reason: { fr: "Raison", en: "Reason" },
  text: { fr: "Précision", en: "Details" },
  asideDone: { fr: "La ligne est mise de côté.", en: "The line is set aside." },
  undo: { fr: "Annuler", en: "Undo" },
  undoTitle: { fr: "Annuler ce rapprochement ?", en: "Undo this match?" },
  undoText: {
    fr: "L’argent quitte les comptes par une contre-écriture, ce qu’il réglait est de nouveau dû, et la ligne attend. Tout reste visible dans l’historique.",
    en: "The money leaves the accounts by a counter-entry, what it paid is due again, and the line waits. All stays visible in the history.",
  },
  reopenText: { fr: "La ligne attendra de nouveau.", en: "The line will wait again." },
  undone: { fr: "La ligne attend de nouveau.", en: "The line waits again." },
} satisfies Words;

export type OpenDialog = "aside" | "undo" | null;
type Given = {
  line: BankLineRecord;
  open: OpenDialog;
  setOpen: (open: OpenDialog) => void;
  afterwards: () => void;
};

/** What can be done of a line besides matching it. */
export function LineActions(given: Given) {
  const t = useWords(words);
  const { line, setOpen } = given;
  return (
    <>
      {line.can.setAside && (
        <>
          <Button icon={Archive} onClick={() => setOpen("aside")}>
            {t.aside}
          </Button>
          <SetAside {...given} />
        </>
      )}
      {line.can.undo && (
        <>
          <Button icon={RotateCcw} onClick={() => setOpen("undo")}>
            {t.undo}
          </Button>
          <Undo {...given} />
        </>
      )}
    </>
  );
}

function SetAside({ line, open, setOpen, afterwards }: Given) {
  const t = useWords(words);
  const names = useAsideReasons();
  const [reason, setReason] = useState<(typeof ASIDE_CHOICES)[number]>(
    line.kind === "fee" || line.kind === "interest" ? line.kind : "internal",
  );
  const [text, setText] = useState("");
  const write = useWrite("setBankLineAside", { refreshes: touched });
  const confirm = () =>
    write.mutate(
      { params: { line: line.id }, body: { reason, text } },
      {
        onSuccess: () => {
          setOpen(null);
          showToast({ title: t.asideDone });
          afterwards();
        },
      },
    );
  return (
    <ConfirmDialog
      open={open === "aside"}
      onClose={() => setOpen(null)}
      onConfirm={confirm}
      busy={write.isPending}
      title={t.asideTitle}
      confirm={t.aside}
    >
      <Stack gap={4}>
        {write.error && <Notice kind="error">{sentenceOf(write.error)}</Notice>}
        <RadioGroup
          name="reason"
          legend={t.reason}
          value={reason}
          onChange={(value) => setReason(value as typeof reason)}
          options={ASIDE_CHOICES.map((value) => ({ value, label: names[value] }))}
        />
        <Field name="text" label={t.text} optional={reason !== "other"}>
          <TextInput maxLength={300} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      </Stack>
    </ConfirmDialog>
  );
}

function Undo({ line, open, setOpen }: Given) {
  const t = useWords(words);
  const write = useWrite("undoBankLine", { refreshes: touched });
  const confirm = () =>
    write.mutate(
      { params: { line: line.id } },
      {
        onSuccess: () => {
          setOpen(null);
          showToast({ title: t.undone });
        },
      },
    );
  return (
    <ConfirmDialog
      open={open === "undo"}
      onClose={() => setOpen(null)}
      onConfirm={confirm}
      busy={write.isPending}
      title={t.undoTitle}
      confirm={t.undo}
    >
      {write.error && <Notice kind="error">{sentenceOf(write.error)}</Notice>}
      <Text>{line.allocations.some((one) => one.state === "active") ? t.undoText : t.reopenText}</Text>
    </ConfirmDialog>
  );
}
