import { Check, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { CallOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
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

function Resolve({ dispute }: { dispute: OfficeDispute }) {
  const t = useWords(words);
  const f = useFormat();
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<Decision>("credit_note_expected");
  const [text, setText] = useState("");
  const resolve = useWrite("resolveDispute", { refreshes: touched });
  const hints: Record<Decision, string> = {
    credit_note_expected: t.credit_note_expectedHint,
    accepted: t.acceptedHint,
    rejected: t.rejectedHint(f.cents(dispute.totalCents)),
  };
  const confirm = () =>
    resolve.mutate(
      { params: { dispute: dispute.id }, body: { outcome, text } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: t.closed });
        },
      },
    );
  return (
    <>
      <Button look="primary" icon={Check} onClick={() => setOpen(true)}>
        {t.resolve}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={resolve.isPending}
        title={t.resolveTitle}
        confirm={t.close}
      >
        <Stack gap={4}>
          {resolve.error && <Notice kind="error">{sentenceOf(resolve.error)}</Notice>}
          <RadioGroup
            name="outcome"
            legend={t.outcome}
            value={outcome}
            onChange={(value) => setOutcome(value as Decision)}
            options={decisions.map((value) => ({ value, label: t[value], hint: hints[value] }))}
          />
          <Field name="text" label={t.text} optional={outcome !== "rejected"}>
            <Textarea
              rows={4}
              maxLength={4000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        </Stack>
      </ConfirmDialog>
    </>
  );
}

function Reopen({ dispute }: { dispute: OfficeDispute }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const reopen = useWrite("reopenDispute", { refreshes: touched });
  const confirm = () =>
    reopen.mutate(
      { params: { dispute: dispute.id }, body: { text } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: t.reopened });
        },
      },
    );
  return (
    <>
      <Button icon={RotateCcw} onClick={() => setOpen(true)}>
        {t.reopen}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={reopen.isPending}
        title={t.reopenTitle}
        confirm={t.reopen}
      >
        <Stack gap={4}>
          {reopen.error && <Notice kind="error">{sentenceOf(reopen.error)}</Notice>}
          <Text>{t.reopenText}</Text>
          <Field name="text" label={t.text} optional>
            <Textarea
              rows={3}
              maxLength={4000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        </Stack>
      </ConfirmDialog>
    </>
  );
}

function Release({ dispute }: { dispute: OfficeDispute }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const release = useWrite("releaseDispute", { refreshes: touched });
  const confirm = () =>
    release.mutate(
      { params: { dispute: dispute.id } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: t.released });
        },
      },
    );
  return (
    <>
      <Button look="primary" icon={Check} onClick={() => setOpen(true)}>
        {t.release}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={release.isPending}
        title={t.releaseTitle}
        confirm={t.release}
      >
        <Text>{t.releaseText}</Text>
        {release.error && <Notice kind="error">{sentenceOf(release.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}
