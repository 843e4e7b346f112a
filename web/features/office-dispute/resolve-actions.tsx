import { Check, type LucideIcon, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { CallOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, type ButtonProps } from "../../ui/button.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { type OfficeDispute, touched } from "./dispute-record.tsx";

const words = {
  resolve: { fr: "Décider", en: "Decide" },
  resolveTitle: { fr: "Que décidez-vous ?", en: "What do you decide?" },
  outcome: { fr: "Décision", en: "Decision" },
  credit_note_expected: { fr: "Avoir attendu", en: "Credit note expected" },
  credit_note_expectedHint: {
    fr: "Le client a raison ; un avoir va être émis. Le montant reste réservé jusque-là.",
    en: "The customer is right; a credit note will be issued. The amount stays held until then.",
  },
  accepted: { fr: "Accepté", en: "Accepted" },
  acceptedHint: {
    fr: "Le client a raison ; la comptabilité sera corrigée. Le montant reste réservé jusque-là.",
    en: "The customer is right; the books will be corrected. The amount stays held until then.",
  },
  rejected: { fr: "Rejeté", en: "Rejected" },
  rejectedHint: {
    fr: (cents: string) => `${cents} seront de nouveau à régler. Dites pourquoi au client.`,
    en: (cents: string) => `${cents} will have to be paid again. Tell the customer why.`,
  },
  text: { fr: "Message au client", en: "Message to the customer" },
  close: { fr: "Clore le litige", en: "Close the dispute" },
  closed: { fr: "Le litige est clos.", en: "The dispute is closed." },
  reopen: { fr: "Rouvrir", en: "Open again" },
  reopenTitle: { fr: "Rouvrir ce litige ?", en: "Open this dispute again?" },
  reopenText: {
    fr: "Ce qui reste dû de ce qui était contesté est de nouveau réservé ; le client en est prévenu.",
    en: "What is still due of what was contested is held again; the customer is told.",
  },
  reopened: { fr: "Le litige est rouvert.", en: "The dispute is open again." },
  release: { fr: "L’écriture est passée", en: "The entry has come" },
  releaseTitle: {
    fr: "La comptabilité dit-elle ce qui a été décidé ?",
    en: "Do the books say what was decided?",
  },
  releaseText: {
    fr: "L’avoir ou la correction est publié : le montant n’est plus réservé. S’il manque, le client verra la somme à régler.",
    en: "The credit note or the correction is published: the amount is no longer held. If it is missing, the customer will see it to be paid.",
  },
  released: { fr: "Plus rien n’est réservé.", en: "Nothing is held any more." },
} satisfies Words;

type Decision = CallOf<"resolveDispute">["body"]["outcome"];
const decisions = ["credit_note_expected", "accepted", "rejected"] as const;

/** What can be decided about a dispute now: the server says what. */
export function ResolveActions({ dispute }: { dispute: OfficeDispute }) {
  return (
    <>
      {dispute.can.release && <Release dispute={dispute} />}
      {dispute.can.reopen && <Reopen dispute={dispute} />}
      {dispute.can.resolve && <Resolve dispute={dispute} />}
    </>
  );
}

type ActProps = {
  label: string;
  icon: LucideIcon;
  look?: ButtonProps["look"];
  title: string;
  /** The verb of the dialog, when it is not the button's. */
  confirm?: string;
  /** What is said once it is done. */
  told: string;
  act: { isPending: boolean; error: Error | null };
  onConfirm: (then: { onSuccess: () => void }) => void;
  children: ReactNode;
};

/** A button, and the dialog that says what it does before it does it. */
function Act({ label, icon, look, title, confirm, told, act, onConfirm, children }: ActProps) {
  const [open, setOpen] = useState(false);
  const onSuccess = () => {
    setOpen(false);
    showToast({ title: told });
  };
  return (
    <>
      <Button look={look} icon={icon} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={() => onConfirm({ onSuccess })}
        busy={act.isPending}
        title={title}
        confirm={confirm ?? label}
      >
        <Stack gap={4}>
          {act.error && <Notice kind="error">{sentenceOf(act.error)}</Notice>}
          {children}
        </Stack>
      </ConfirmDialog>
    </>
  );
}

type MessageProps = { rows: number; optional: boolean; value: string; onChange: (text: string) => void };

function MessageField({ rows, optional, value, onChange }: MessageProps) {
  const t = useWords(words);
  return (
    <Field name="text" label={t.text} optional={optional}>
      <Textarea
        rows={rows}
        maxLength={4000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

function Resolve({ dispute }: { dispute: OfficeDispute }) {
  const t = useWords(words);
  const f = useFormat();
  const [outcome, setOutcome] = useState<Decision>("credit_note_expected");
  const [text, setText] = useState("");
  const resolve = useWrite("resolveDispute", { refreshes: touched });
  const hints: Record<Decision, string> = {
    credit_note_expected: t.credit_note_expectedHint,
    accepted: t.acceptedHint,
    rejected: t.rejectedHint(f.cents(dispute.totalCents)),
  };
  return (
    <Act
      label={t.resolve}
      icon={Check}
      look="primary"
      title={t.resolveTitle}
      confirm={t.close}
      told={t.closed}
      act={resolve}
      onConfirm={(then) => resolve.mutate({ params: { dispute: dispute.id }, body: { outcome, text } }, then)}
    >
      <RadioGroup
        name="outcome"
        legend={t.outcome}
        value={outcome}
        onChange={(value) => setOutcome(value as Decision)}
        options={decisions.map((value) => ({ value, label: t[value], hint: hints[value] }))}
      />
      <MessageField rows={4} optional={outcome !== "rejected"} value={text} onChange={setText} />
    </Act>
  );
}

function Reopen({ dispute }: { dispute: OfficeDispute }) {
  const t = useWords(words);
  const [text, setText] = useState("");
  const reopen = useWrite("reopenDispute", { refreshes: touched });
  return (
    <Act
      label={t.reopen}
      icon={RotateCcw}
      title={t.reopenTitle}
      told={t.reopened}
      act={reopen}
      onConfirm={(then) => reopen.mutate({ params: { dispute: dispute.id }, body: { text } }, then)}
    >
      <Text>{t.reopenText}</Text>
      <MessageField rows={3} optional value={text} onChange={setText} />
    </Act>
  );
}

function Release({ dispute }: { dispute: OfficeDispute }) {
  const t = useWords(words);
  const release = useWrite("releaseDispute", { refreshes: touched });
  return (
    <Act
      label={t.release}
      icon={Check}
      look="primary"
      title={t.releaseTitle}
      told={t.released}
      act={release}
      onConfirm={(then) => release.mutate({ params: { dispute: dispute.id } }, then)}
    >
      <Text>{t.releaseText}</Text>
    </Act>
  );
}
