import { useState } from "react";
import { ApiProblem, type CallOf, type GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useSettingsWrite } from "../../lib/settings-write.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FormActions, type FormErrors } from "../../ui/form.tsx";
import { Select, Textarea, TextInput } from "../../ui/inputs.tsx";
import { showToast } from "../../ui/toast.tsx";
import { GuardedForm } from "../unsaved/guarded-form.tsx";
import { useExpected } from "./expected.ts";
import { fieldErrors } from "./field-errors.ts";

export type Creditor = GotOf<"listCreditors">["items"][number];
type Fields = CallOf<"createCreditor">["body"];

const words = {
  code: { fr: "Code", en: "Code" },
  codeHint: {
    fr: "Celui qu’emploie la publication : lettres, chiffres, tirets.",
    en: "The one that publication uses: letters, digits, dashes.",
  },
  name: { fr: "Nom montré aux clients", en: "Name shown to customers" },
  legalName: { fr: "Nom légal", en: "Legal name" },
  address: { fr: "Adresse", en: "Address" },
  siret: { fr: "SIRET", en: "SIRET" },
  ics: { fr: "Identifiant créancier SEPA (ICS)", en: "SEPA creditor identifier (ICS)" },
  iban: { fr: "IBAN", en: "IBAN" },
  ibanHint: {
    fr: "Montré en partie aux clients avant de payer.",
    en: "Shown in part to customers before they pay.",
  },
  email: { fr: "Courriel qui reçoit les avis de paiement", en: "E-mail that receives payment notices" },
  days: {
    fr: "Échéance des pièces qui n’en ont pas, en jours",
    en: "Due date of items without one, in days",
  },
  endOfMonth: { fr: "Puis à la fin du mois", en: "Then at the end of the month" },
  fiscal: { fr: "Dernier mois de l’exercice", en: "Last month of the fiscal year" },
  prefixes: { fr: "Comptes de clients", en: "Customers’ accounts" },
  prefixesHint: {
    fr: "Début des numéros de compte à publier, séparés par des espaces : 411 4111.",
    en: "Beginnings of the account numbers to publish, parted by spaces: 411 4111.",
  },
  save: { fr: "Enregistrer", en: "Save" },
  saved: { fr: "Le créancier est enregistré.", en: "The creditor is saved." },
} satisfies Words;

/** Creates or changes a creditor. */
export function CreditorForm({ creditor, onSaved }: { creditor?: Creditor; onSaved: (id: string) => void }) {
  const t = useWords(words);
  const expected = useExpected();
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const create = useWrite("createCreditor", { refreshes: ["listCreditors", "readHome"] });
  const update = useSettingsWrite("updateCreditor", ["listCreditors", {}], {
    refreshes: ["listCreditors", "readHome"],
  });
  const answer = {
    onSuccess: (saved: Creditor) => {
      showToast({ title: t.saved });
      onSaved(saved.id);
    },
    onError: (error: Error) => {
      const field = error instanceof ApiProblem ? fieldsByCode[error.code] : undefined;
      const sentence = sentenceOf(error);
      setErrors(field ? { [field]: sentence } : fieldErrors(error, sentence, namesInForm, expected));
    },
  };
  const submit = (data: FormData) => {
    setErrors(null);
    const body = bodyOf(data);
    if (creditor) update.mutate({ params: { creditor: creditor.id }, body }, answer);
    else create.mutate({ body }, answer);
  };
  return (
    <GuardedForm
      busy={create.isPending || update.isPending}
      openedBy={["creancier", "vue"]}
      onSubmit={submit}
      errors={errors}
    >
      <Field name="code" label={t.code} hint={t.codeHint}>
        <TextInput defaultValue={creditor?.code} maxLength={30} chars={16} />
      </Field>
      <Field name="name" label={t.name}>
        <TextInput defaultValue={creditor?.name} maxLength={120} />
      </Field>
      <Field name="legalName" label={t.legalName}>
        <TextInput defaultValue={creditor?.legalName} maxLength={160} />
      </Field>
      <Field name="address" label={t.address} optional>
        <Textarea defaultValue={creditor?.address.join("\n")} />
      </Field>
      <Field name="siret" label={t.siret} optional>
        <TextInput defaultValue={creditor?.siret} inputMode="numeric" chars={18} />
      </Field>
      <Field name="ics" label={t.ics} optional>
        <TextInput defaultValue={creditor?.ics} chars={20} />
      </Field>
      <Field name="iban" label={t.iban} hint={t.ibanHint} optional>
        <TextInput defaultValue={creditor?.iban} chars={34} />
      </Field>
      <Field name="email" label={t.email} optional>
        <TextInput type="email" defaultValue={creditor?.email} />
      </Field>
      <LedgerFields creditor={creditor} />
      <FormActions>
        <Button look="primary" type="submit" busy={create.isPending || update.isPending}>
          {t.save}
        </Button>
      </FormActions>
    </GuardedForm>
  );
}

function LedgerFields({ creditor }: { creditor?: Creditor }) {
  const t = useWords(words);
  return (
    <>
      <Field name="customerPrefixes" label={t.prefixes} hint={t.prefixesHint}>
        <TextInput defaultValue={creditor?.customerPrefixes.join(" ") ?? "411"} chars={24} />
      </Field>
      <Field name="days" label={t.days}>
        <TextInput type="number" min={0} max={365} chars={4} defaultValue={creditor?.dueRule.days ?? 30} />
      </Field>
      <Checkbox name="endOfMonth" defaultChecked={creditor?.dueRule.endOfMonth}>
        {t.endOfMonth}
      </Checkbox>
      <Field name="fiscalYearEndMonth" label={t.fiscal}>
        <Select defaultValue={creditor?.fiscalYearEndMonth ?? 12}>
          {Array.from({ length: 12 }, (_, index) => (
            <option key={index} value={index + 1}>
              {String(index + 1).padStart(2, "0")}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}

function bodyOf(data: FormData): Fields {
  const text = (name: string) => textOf(data, name).trim();
  const bare = (name: string) => text(name).replace(/\s/g, "").toUpperCase();
  const lines = text("address").split("\n");
  return {
    code: text("code"),
    name: text("name"),
    legalName: text("legalName"),
    address: lines.map((line) => line.trim()).filter(Boolean),
    siret: bare("siret"),
    ics: bare("ics"),
    iban: bare("iban"),
    email: text("email"),
    dueRule: { kind: "days", days: Number(text("days")), endOfMonth: data.has("endOfMonth") },
    fiscalYearEndMonth: Number(text("fiscalYearEndMonth")),
    customerPrefixes: text("customerPrefixes")
      .split(/[\s,;]+/)
      .filter(Boolean),
  };
}

const namesInForm = { "dueRule.days": "days" };
const fieldsByCode: { readonly [code: string]: string } = {
  "creditor.code_taken": "code",
  "creditor.iban_invalid": "iban",
};
