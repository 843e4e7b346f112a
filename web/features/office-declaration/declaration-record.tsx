import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useFormat } from "../../lib/format.ts";
import { useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Textarea } from "../../ui/inputs.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { DeclarationState, meansWords } from "../declaration/declaration-state.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import "../declaration/declaration.css";

type Record = GotOf<"readOfficeDeclaration">;

const words = {
  bill: { fr: "Pièce", en: "Item" },
  account: { fr: "Compte", en: "Account" },
  by: { fr: "Déclarée par", en: "Declared by" },
  creditor: { fr: "Créancier", en: "Creditor" },
  paidOn: { fr: "Payée le", en: "Paid on" },
  means: { fr: "Moyen", en: "Means" },
  reference: { fr: "Référence", en: "Reference" },
  comment: { fr: "Précision du client", en: "The customer’s words" },
  declared: { fr: "Déclarée le", en: "Declared on" },
  decided: { fr: "Réponse de", en: "Answered by" },
  answer: { fr: "Réponse", en: "Answer" },
  open: { fr: "Encore ouvert dans les comptes", en: "Still open in the books" },
  settled: {
    fr: "Les comptes publiés l’ont soldée depuis.",
    en: "The published books have settled it since.",
  },
  held: {
    fr: "Confirmée : elle reste réservée jusqu’à ce que vos comptes publiés la soldent.",
    en: "Confirmed: it stays held until your published books settle it.",
  },
  accept: { fr: "Confirmer", en: "Confirm" },
  refuse: { fr: "Refuser", en: "Refuse" },
  acceptTitle: { fr: "L’argent est bien arrivé ?", en: "Has the money arrived?" },
  acceptText: {
    fr: "Le client est prévenu. La pièce n’est plus réglable ici ; elle sera soldée par votre prochaine publication.",
    en: "The customer is told. The item can no longer be paid here; your next publication will settle it.",
  },
  refuseTitle: { fr: "L’argent n’est pas arrivé ?", en: "The money has not arrived?" },
  refuseText: {
    fr: "Le client est prévenu, et la pièce redevient à régler.",
    en: "The customer is told, and the item is due again.",
  },
  word: { fr: "Un mot pour le client", en: "A word for the customer" },
  cancel: { fr: "Annuler", en: "Cancel" },
  done: { fr: "Réponse envoyée au client.", en: "The customer has your answer." },
} satisfies Words;

/** A bill declared paid by other means (SPEC ACT-6): what the customer said, and what became of it. */
export function DeclarationRecord({ declaration }: { declaration: Record }) {
  const t = useWords(words);
  return (
    <Stack gap={6}>
      <Row justify="between">
        <Amount cents={declaration.cents} size="l" />
        <DeclarationState state={declaration.state} />
      </Row>
      {declaration.openCents === 0 && <Notice kind="success">{t.settled}</Notice>}
      {declaration.openCents !== 0 && declaration.state === "accepted" && (
        <Notice kind="info">{t.held}</Notice>
      )}
      <DefinitionList items={useFacts(declaration)} />
      {declaration.comment && (
        <Stack gap={1}>
          <Text look="strong">{t.comment}</Text>
          <p className="declarations__answer">{declaration.comment}</p>
        </Stack>
      )}
      {declaration.answer && (
        <Stack gap={1}>
          <Text look="strong">{t.answer}</Text>
          <p className="declarations__answer">{declaration.answer}</p>
        </Stack>
      )}
    </Stack>
  );
}

function useFacts(declaration: Record) {
  const t = useWords(words);
  const by = useWords(meansWords);
  const f = useFormat();
  return [
    { key: "bill", term: t.bill, value: [declaration.label, declaration.piece].filter(Boolean).join(" · ") },
    {
      key: "account",
      term: t.account,
      value: <Link href={officePaths.account(declaration.account)}>{declaration.accountLabel}</Link>,
    },
    { key: "user", term: t.by, value: declaration.user.name },
    { key: "creditor", term: t.creditor, value: declaration.creditor.name },
    { key: "paid", term: t.paidOn, value: f.date(declaration.paidOn) },
    { key: "means", term: t.means, value: by[declaration.means] },
    declaration.reference && { key: "reference", term: t.reference, value: declaration.reference },
    { key: "open", term: t.open, value: f.cents(declaration.openCents) },
    { key: "declared", term: t.declared, value: f.instant(declaration.declaredAt) },
    declaration.decidedBy && { key: "decided", term: t.decided, value: declaration.decidedBy },
  ].filter((one) => one !== "" && one !== null);
}

/** Confirm, or refuse with a word for the customer. */
export function DeclarationActions({ declaration }: { declaration: Record }) {
  const t = useWords(words);
  const [deciding, setDeciding] = useState<boolean | null>(null);
  const close = () => setDeciding(null);
  return (
    <>
      {declaration.can.accept && (
        <Button look="primary" onClick={() => setDeciding(true)}>
          {t.accept}
        </Button>
      )}
      {declaration.can.refuse && <Button onClick={() => setDeciding(false)}>{t.refuse}</Button>}
      <Dialog open={deciding !== null} onClose={close} title={deciding ? t.acceptTitle : t.refuseTitle}>
        {deciding !== null && <DecideForm declaration={declaration} accept={deciding} onClose={close} />}
      </Dialog>
    </>
  );
}

type DecideProps = { declaration: Record; accept: boolean; onClose: () => void };

function DecideForm({ declaration, accept, onClose }: DecideProps) {
  const t = useWords(words);
  const decide = useWrite("decideDeclaration", {
    refreshes: ["readOfficeDeclaration", "listOfficeDeclarations", "readHome"],
  });
  const submit = (data: FormData) =>
    decide.mutate(
      { params: { declaration: declaration.id }, body: { accept, answer: textOf(data, "answer") } },
      {
        onSuccess: () => {
          showToast({ title: t.done });
          onClose();
        },
      },
    );
  const errors = decide.error && errorsOf(decide.error, { "declaration.answer_needed": "answer" });
  return (
    <Form onSubmit={submit} errors={errors}>
      <Text>{accept ? t.acceptText : t.refuseText}</Text>
      <Field name="answer" label={t.word} optional={accept}>
        <Textarea rows={3} maxLength={500} />
      </Field>
      <FormActions>
        <Button look={accept ? "primary" : "danger"} type="submit" busy={decide.isPending}>
          {accept ? t.accept : t.refuse}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </FormActions>
    </Form>
  );
}
