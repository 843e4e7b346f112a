import { useState } from "react";
import { api, newKey } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useGo } from "../../lib/navigation.ts";
import { paths } from "../../lib/place.ts";
import { queryClient, refresh } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import { CodeFields, type CodeWay, firstWay } from "./code-fields.tsx";
import { BankFields, noBank } from "./iban-fields.tsx";
import type { Offer } from "./mandate-state.tsx";
import { firstTerms, type Terms, TermsFields } from "./terms-fields.tsx";

const words = {
  bank: { fr: "Votre compte bancaire", en: "Your bank account" },
  holder: { fr: "Titulaire du compte", en: "Account holder" },
  terms: { fr: "Ce qui sera prélevé", en: "What will be debited" },
  code: { fr: "Votre signature", en: "Your signature" },
  next: { fr: "Préparer le mandat", en: "Prepare the mandate" },
  nextHint: {
    fr: "Rien n’est signé encore : vous lirez le mandat, puis vous recevrez le code.",
    en: "Nothing is signed yet: you will read the mandate, then receive the code.",
  },
  back: { fr: "Revenir à mon compte", en: "Back to my account" },
  needIban: { fr: "Format de l’IBAN incorrect.", en: "This IBAN is not well formed." },
  needHolder: { fr: "Indiquez le titulaire du compte.", en: "Say who holds the account." },
  needAmount: { fr: "Indiquez le montant à prélever.", en: "Say how much is to be debited." },
  needEmail: { fr: "Indiquez une adresse électronique.", en: "Give an e-mail address." },
  needPhone: { fr: "Indiquez un numéro de mobile.", en: "Give a mobile number." },
} satisfies Words;

/** The refusals that belong to a field. */
export const fieldsOf = (channel: CodeWay["channel"]) => ({
  ...fields,
  "mandate.channel": wayField[channel],
});
const wayField = { email: "email", sms: "phone" } as const;
const fields = {
  "mandate.iban": "iban",
  "mandate.bic": "bic",
  "mandate.same_account": "iban",
  "mandate.amount_needed": "cents",
  "mandate.wanted_on": "wantedOn",
  "mandate.plan_not_offered": "months",
} as const;

/** The terms of a mandate: account, amount or plan, the way of the code; then it is prepared (MAN-1 to MAN-4). */
export function DebitForm({ offer, wantedCents }: { offer: Offer; wantedCents: number | null }) {
  const t = useWords(words);
  const go = useGo();
  const [bank, setBank] = useState(() => noBank(offer));
  const [terms, setTerms] = useState<Terms>(() => firstTerms(offer, wantedCents));
  const [way, setWay] = useState(() => firstWay(offer));
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [busy, setBusy] = useState(false);
  const check = (holder: string): FormErrors => {
    const faults: FormErrors = {};
    if (bank.remembered === null && bank.iban.trim() === "") faults["iban"] = t.needIban;
    if (!holder) faults["holder"] = t.needHolder;
    if (terms.mode === "one_off" && !(terms.cents && terms.cents > 0)) faults["cents"] = t.needAmount;
    if (way.channel === "email" && !way.email.trim()) faults["email"] = t.needEmail;
    if (way.channel === "sms" && !way.phone.trim() && !offer.phone) faults["phone"] = t.needPhone;
    return faults;
  };
  const submit = async (data: FormData) => {
    const holder = textOf(data, "holder").trim();
    const faults = check(holder);
    if (Object.keys(faults).length > 0) return setErrors(faults);
    setErrors(null);
    setBusy(true);
    try {
      const body = {
        iban: bank.remembered ? "" : bank.iban,
        remembered: bank.remembered,
        // Proposed, or typed over: what stands in the field.
        bic: textOf(data, "bic").trim(),
        holder,
        mode: terms.mode,
        cents: terms.mode === "one_off" ? terms.cents : null,
        wantedOn: terms.mode === "one_off" ? terms.wantedOn : null,
        months: terms.mode === "automatic" ? terms.months : 0,
        channel: way.channel,
        email: way.channel === "email" ? way.email.trim() : "",
        phone: way.channel === "sms" ? way.phone.trim() : "",
      };
      const made = await api.prepareMandate(
        { params: { account: offer.account.id }, body },
        { key: newKey() },
      );
      queryClient.setQueryData(["readMandate", { params: { mandate: made.id } }], made);
      void refresh("readDebitOffer");
      go(paths.signMandate(made.id));
    } catch (error) {
      setErrors(errorsOf(error, fieldsOf(way.channel)));
      setBusy(false);
    }
  };
  return (
    <Form onSubmit={(data) => void submit(data)} errors={errors}>
      <Section title={t.terms}>
        <TermsFields offer={offer} terms={terms} onTerms={setTerms} />
      </Section>
      <Section title={t.bank}>
        <BankFields remembered={offer.remembered} bank={bank} onBank={setBank} />
        <Field name="holder" label={t.holder}>
          <TextInput autoComplete="name" maxLength={70} defaultValue={offer.holder.name} />
        </Field>
      </Section>
      <Section title={t.code}>
        <CodeFields offer={offer} way={way} onWay={setWay} />
      </Section>
      <FormActions>
        <Button type="submit" look="primary" busy={busy}>
          {t.next}
        </Button>
        <LinkButton href={paths.account(offer.account.id)} look="quiet">
          {t.back}
        </LinkButton>
      </FormActions>
      <Text look="muted">{t.nextHint}</Text>
    </Form>
  );
}
