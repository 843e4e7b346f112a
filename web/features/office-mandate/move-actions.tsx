import { Ban, Pause, Play } from "lucide-react";
import { useState } from "react";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import type { LucideIcon } from "../../ui/icon.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { type OfficeMandate, touched } from "./mandate-record.tsx";

const words = {
  suspended: { fr: "Suspendre", en: "Suspend" },
  suspendedTitle: { fr: "Suspendre ce mandat ?", en: "Suspend this mandate?" },
  suspendedText: {
    fr: "Rien ne sera prélevé tant qu’il ne sera pas repris. Le client en est prévenu.",
    en: "Nothing will be debited until it is resumed. The customer is told.",
  },
  suspendedDone: { fr: "Le mandat est suspendu.", en: "The mandate is suspended." },
  active: { fr: "Reprendre", en: "Resume" },
  activeTitle: { fr: "Reprendre ce mandat ?", en: "Resume this mandate?" },
  activeText: {
    fr: "Ce qui est dû sera de nouveau prélevé à son échéance. Le client en est prévenu.",
    en: "What is due will be debited again. The customer is told.",
  },
  activeDone: { fr: "Le mandat est repris.", en: "The mandate is resumed." },
  revoked: { fr: "Révoquer", en: "Revoke" },
  revokedTitle: { fr: "Révoquer ce mandat ?", en: "Revoke this mandate?" },
  revokedText: {
    fr: "Plus rien ne sera prélevé. Cela ne se défait pas : le client devra en signer un autre. Il en est prévenu.",
    en: "Nothing will be debited any more. This cannot be undone: the customer will have to sign another. The customer is told.",
  },
  revokedDone: { fr: "Le mandat est révoqué.", en: "The mandate is revoked." },
  reason: { fr: "Motif", en: "Reason" },
  reasonHint: { fr: "Le client le lit dans le message.", en: "The customer reads it in the message." },
  needReason: { fr: "Dites pourquoi.", en: "Say why." },
} satisfies Words;

type Move = "suspended" | "active" | "revoked";

/** What can be done with a mandate now, and why: the server says what. */
export function MoveActions({ mandate }: { mandate: OfficeMandate }) {
  const { can } = mandate;
  return (
    <>
      {can.resume && <MoveTo mandate={mandate.id} to="active" icon={Play} primary />}
      {can.suspend && <MoveTo mandate={mandate.id} to="suspended" icon={Pause} />}
      {can.revoke && <MoveTo mandate={mandate.id} to="revoked" icon={Ban} />}
    </>
  );
}

type Props = { mandate: string; to: Move; icon: LucideIcon; primary?: boolean };

function MoveTo({ mandate, to, icon, primary = false }: Props) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const move = useWrite("moveMandate", { refreshes: touched });
  const confirm = () => {
    setMissing(reason.trim() === "");
    if (reason.trim() === "") return;
    move.mutate(
      { params: { mandate }, body: { to, reason: reason.trim() } },
      {
        onSuccess: () => {
          setOpen(false);
          setReason("");
          showToast({ title: t[`${to}Done`] });
        },
      },
    );
  };
  return (
    <>
      <Button icon={icon} look={primary ? "primary" : "secondary"} onClick={() => setOpen(true)}>
        {t[to]}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={move.isPending}
        danger={to === "revoked"}
        title={t[`${to}Title`]}
        confirm={t[to]}
      >
        <Stack gap={4}>
          {move.error && <Notice kind="error">{sentenceOf(move.error)}</Notice>}
          <Text>{t[`${to}Text`]}</Text>
          <Field
            name="reason"
            label={t.reason}
            hint={t.reasonHint}
            error={missing && reason.trim() === "" ? t.needReason : null}
          >
            <TextInput maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </Stack>
      </ConfirmDialog>
    </>
  );
}
