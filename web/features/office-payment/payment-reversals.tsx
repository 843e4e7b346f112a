import { useMutation } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { api, type GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { parisDate, useFormat } from "../../lib/format.ts";
import { refresh } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { AmountInput } from "../../ui/amount-input.tsx";
import { Button } from "../../ui/button.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.tsx";

type Record = GotOf<"readOfficePayment">;

const words = {
  title: { fr: "Rendu au payeur", en: "Given back to the payer" },
  refund: { fr: "Remboursement", en: "Refund" },
  refundHint: { fr: "Vous avez rendu l’argent.", en: "You gave the money back." },
  charge_back: { fr: "Reprise par la banque", en: "Charge-back" },
  charge_backHint: {
    fr: "La banque du payeur a repris l’argent (contestation, prélèvement rejeté).",
    en: "The payer’s bank took the money back (dispute, returned debit).",
  },
  told: { fr: "annoncé par le prestataire", en: "told by the provider" },
  by: { fr: (name: string) => `noté par ${name}`, en: (name: string) => `recorded by ${name}` },
  left: { fr: "Reste de ce paiement", en: "Left of this payment" },
  record: { fr: "Noter un remboursement", en: "Record a refund" },
  dialog: { fr: "L’argent a été rendu ?", en: "The money went back?" },
  lead: {
    fr: "Quitus ne rembourse pas lui-même : notez ici ce qui a été fait ailleurs. Ce que ce paiement ne règle plus redevient à régler sur le compte.",
    en: "Quitus does not refund by itself: record here what was done elsewhere. What this payment no longer settles is due again on the account.",
  },
  kind: { fr: "Ce qui s’est passé", en: "What happened" },
  amount: { fr: "Montant", en: "Amount" },
  most: { fr: (cents: string) => `${cents} au plus.`, en: (cents: string) => `${cents} at most.` },
  on: { fr: "Date", en: "Date" },
  reason: { fr: "Motif", en: "Reason" },
  reasonHint: { fr: "Gardé ici ; le client ne le lit pas.", en: "Kept here; the customer does not read it." },
  save: { fr: "Noter", en: "Record" },
  cancel: { fr: "Annuler", en: "Cancel" },
  done: { fr: "C’est noté, et le compte est à jour.", en: "Recorded, and the account is up to date." },
} satisfies Words;

/** What went back of a payment (SPEC PAY-11), and the way to record it by hand. */
export function PaymentReversals({ payment }: { payment: Record }) {
  const t = useWords(words);
  const f = useFormat();
  if (payment.reversals.length === 0) return null;
  return (
    <Section level={3} title={t.title}>
      <Stack gap={3}>
        {payment.reversals.map((one) => (
          <Stack key={one.id} gap={1}>
            <Row justify="between">
              <Text look="strong">{t[one.kind]}</Text>
              <Amount cents={-one.cents} />
            </Row>
            <Text look="small">
              {[f.date(one.on), one.reason, one.by === null ? t.told : t.by(one.by)]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </Stack>
        ))}
        <Row justify="between">
          <Text>{t.left}</Text>
          <Amount cents={payment.reversibleCents} />
        </Row>
      </Stack>
    </Section>
  );
}

/** Records by hand what was given back elsewhere. */
export function RecordReversal({ payment }: { payment: Record }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  if (!payment.can.reverse) return null;
  return (
    <>
      <Button icon={Undo2} onClick={() => setOpen(true)}>
        {t.record}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.dialog}>
        <ReversalForm payment={payment} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function ReversalForm({ payment, onClose }: { payment: Record; onClose: () => void }) {
  const t = useWords(words);
  const f = useFormat();
  const [cents, setCents] = useState<number | null>(payment.reversibleCents);
  const [today] = useState(() => parisDate(new Date()));
  const [on, setOn] = useState<string | null>(today);
  // Said by the write itself: once all has gone back, the payment that is read again takes this form away.
  const record = useMutation({
    mutationFn: (data: FormData) =>
      api.recordReversal({
        params: { payment: payment.id },
        body: {
          kind: textOf(data, "kind") as "refund" | "charge_back",
          cents: cents ?? 0,
          on: on ?? "",
          reason: textOf(data, "reason"),
        },
      }),
    onSuccess: () => {
      showToast({ title: t.done });
      onClose();
      return refresh("readOfficePayment", "listOfficePayments", "readHome", "readStatement", "readAccount");
    },
  });
  const fields = { "reversal.too_much": "cents", "reversal.wrong_day": "on" };
  return (
    <Form onSubmit={(data) => record.mutate(data)} errors={record.error && errorsOf(record.error, fields)}>
      <Text>{t.lead}</Text>
      <RadioGroup
        name="kind"
        legend={t.kind}
        defaultValue="refund"
        options={[
          { value: "refund", label: t.refund, hint: t.refundHint },
          { value: "charge_back", label: t.charge_back, hint: t.charge_backHint },
        ]}
      />
      <Field name="cents" label={t.amount} hint={t.most(f.cents(payment.reversibleCents))}>
        <AmountInput cents={cents} onCents={setCents} />
      </Field>
      <DateField name="on" label={t.on} value={on} onChange={setOn} max={today} />
      <Field name="reason" label={t.reason} hint={t.reasonHint}>
        <TextInput maxLength={200} />
      </Field>
      <FormActions>
        <Button look="primary" type="submit" busy={record.isPending}>
          {t.save}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </FormActions>
    </Form>
  );
}
