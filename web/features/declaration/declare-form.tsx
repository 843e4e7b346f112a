import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { parisDate, useFormat } from "../../lib/format.ts";
import { useGo } from "../../lib/navigation.ts";
import { paths } from "../../lib/place.ts";
import { refresh } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Select, Textarea, TextInput } from "../../ui/inputs.tsx";
import { Text } from "../../ui/layout.tsx";
import { showToast } from "../../ui/toast.tsx";
import { type Declaration, declarationMeans, meansWords } from "./declaration-state.tsx";
import type { Declarable } from "./declare-paid.tsx";

const words = {
  lead: {
    fr: (label: string, cents: string) =>
      `${label}, ${cents}. Dites quand et comment : le service vérifie et vous répond. D’ici là, elle n’est plus à régler ici.`,
    en: (label: string, cents: string) =>
      `${label}, ${cents}. Say when and how: the office checks and answers you. Until then, it cannot be paid here.`,
  },
  paidOn: { fr: "Payée le", en: "Paid on" },
  means: { fr: "Moyen de paiement", en: "Paid by" },
  reference: { fr: "Référence", en: "Reference" },
  referenceHint: {
    fr: "Numéro du chèque, libellé du virement : ce qui aide à le retrouver.",
    en: "Cheque number, wording of the transfer: whatever helps to find it.",
  },
  comment: { fr: "Précision", en: "Details" },
  send: { fr: "Envoyer au service", en: "Send to the office" },
  cancel: { fr: "Annuler", en: "Cancel" },
  sent: { fr: "C’est noté. Le service va confirmer.", en: "Noted. The office will confirm." },
  see: { fr: "Voir", en: "See" },
} satisfies Words;

type FormProps = { entry: Declarable; onClose: () => void; onDone: () => void };

/** When and how the bill was paid. */
export function DeclareForm({ entry, onClose, onDone }: FormProps) {
  const t = useWords(words);
  const by = useWords(meansWords);
  const f = useFormat();
  const go = useGo();
  const [today] = useState(() => parisDate(new Date()));
  const [paidOn, setPaidOn] = useState<string | null>(today);
  // Said by the write itself: the statement that is read again takes this form away.
  const declare = useMutation({
    mutationFn: (data: FormData) =>
      api.declarePaid({
        params: { entry: entry.id },
        body: {
          paidOn: paidOn ?? "",
          means: textOf(data, "means") as Declaration["means"],
          reference: textOf(data, "reference"),
          comment: textOf(data, "comment"),
        },
      }),
    onSuccess: () => {
      showToast({ title: t.sent, action: { label: t.see, onAction: () => go(paths.declarations()) } });
      onClose();
      onDone();
      return refresh("readStatement", "readAccount", "readCart", "listDeclarations");
    },
  });
  const fields = { "declaration.future_day": "paidOn" };
  return (
    <Form onSubmit={(data) => declare.mutate(data)} errors={declare.error && errorsOf(declare.error, fields)}>
      <Text>{t.lead(entry.label, f.cents(entry.toPayCents))}</Text>
      <DateField name="paidOn" label={t.paidOn} value={paidOn} onChange={setPaidOn} max={today} />
      <Field name="means" label={t.means}>
        <Select defaultValue="transfer">
          {declarationMeans.map((means) => (
            <option key={means} value={means}>
              {by[means]}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="reference" label={t.reference} hint={t.referenceHint} optional>
        <TextInput maxLength={80} />
      </Field>
      <Field name="comment" label={t.comment} optional>
        <Textarea rows={2} maxLength={1000} />
      </Field>
      <FormActions>
        <Button look="primary" type="submit" busy={declare.isPending}>
          {t.send}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </FormActions>
    </Form>
  );
}
