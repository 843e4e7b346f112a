import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import { State } from "../../ui/tag.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  title: { fr: "Mon téléphone", en: "My phone" },
  phone: { fr: "Numéro de mobile", en: "Mobile number" },
  hint: {
    fr: "Un code y sera envoyé par SMS, pour vérifier que ce numéro est le vôtre.",
    en: "A code will be sent there by SMS, to check that this number is yours.",
  },
  missing: { fr: "Saisissez votre numéro.", en: "Type your number." },
  send: { fr: "Envoyer le code", en: "Send the code" },
  sent: {
    fr: (phone: string) => `Un code est parti au ${phone}.`,
    en: (phone: string) => `A code has left for ${phone}.`,
  },
  code: { fr: "Code reçu par SMS", en: "Code received by SMS" },
  codeHint: { fr: "Six chiffres, valables dix minutes.", en: "Six digits, valid for ten minutes." },
  wrong: { fr: "Le code a six chiffres.", en: "The code has six digits." },
  check: { fr: "Vérifier", en: "Check" },
  other: { fr: "Changer de numéro", en: "Change the number" },
  confirmed: { fr: "Vérifié", en: "Checked" },
  forget: { fr: "Ne plus recevoir de SMS", en: "Receive no more texts" },
} satisfies Words;

const refreshes = { refreshes: ["readMyNotifications" as const] };
type Mine = GotOf<"readMyNotifications">;

/** The phone that texts go to: typed, then proved by a code. */
export function PhoneSection({ mine, readOnly }: { mine: Mine; readOnly: boolean }) {
  const t = useWords(words);
  const [again, setAgain] = useState(false);
  const forget = useWrite("forgetPhone", refreshes);
  const { phone } = mine;
  const typing = !readOnly && (phone === null || again);
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        {phone?.confirmed && (
          <Row>
            <Text>{phone.shown}</Text>
            <State kind="settled">{t.confirmed}</State>
          </Row>
        )}
        {typing && <PhoneForm onSent={() => setAgain(false)} />}
        {!typing && !readOnly && phone && !phone.confirmed && <CodeForm shown={phone.shown} />}
        {phone && !readOnly && !typing && (
          <Row>
            <Button look="quiet" onClick={() => setAgain(true)}>
              {t.other}
            </Button>
            <Button
              look="quiet"
              busy={forget.isPending}
              onClick={() =>
                forget.mutate(
                  {},
                  { onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }) },
                )
              }
            >
              {t.forget}
            </Button>
          </Row>
        )}
      </Stack>
    </Section>
  );
}

function PhoneForm({ onSent }: { onSent: () => void }) {
  const t = useWords(words);
  const ask = useWrite("askPhoneCode", refreshes);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const submit = (data: FormData) => {
    const phone = textOf(data, "phone").trim();
    if (!phone) return setErrors({ phone: t.missing });
    ask.mutate(
      { body: { phone } },
      { onSuccess: onSent, onError: (error) => setErrors(errorsOf(error, { "phone.not_mobile": "phone" })) },
    );
  };
  return (
    <Form onSubmit={submit} errors={errors}>
      <Field name="phone" label={t.phone} hint={t.hint}>
        <TextInput type="tel" autoComplete="tel" inputMode="tel" chars={20} />
      </Field>
      <FormActions>
        <Button type="submit" busy={ask.isPending}>
          {t.send}
        </Button>
      </FormActions>
    </Form>
  );
}

function CodeForm({ shown }: { shown: string }) {
  const t = useWords(words);
  const prove = useWrite("provePhone", refreshes);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const submit = (data: FormData) => {
    const code = textOf(data, "code").replaceAll(/\s/g, "");
    if (!/^\d{6}$/.test(code)) return setErrors({ code: t.wrong });
    prove.mutate(
      { body: { code } },
      { onError: (error) => setErrors(errorsOf(error, { "phone.wrong_code": "code" })) },
    );
  };
  return (
    <Form onSubmit={submit} errors={errors}>
      <Text>{t.sent(shown)}</Text>
      <Field name="code" label={t.code} hint={t.codeHint}>
        <TextInput inputMode="numeric" autoComplete="one-time-code" chars={8} />
      </Field>
      <FormActions>
        <Button type="submit" look="primary" busy={prove.isPending}>
          {t.check}
        </Button>
      </FormActions>
    </Form>
  );
}
