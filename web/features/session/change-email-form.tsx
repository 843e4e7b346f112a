import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PasswordInput } from "../../ui/password.tsx";
import { OutboxLink } from "./outbox-link.tsx";

const words = {
  email: { fr: "Nouvelle adresse électronique", en: "New e-mail address" },
  hint: {
    fr: "Un lien y sera envoyé : l’adresse change quand vous l’ouvrez.",
    en: "A link will be sent there: the address changes when you open it.",
  },
  wrong: {
    fr: "Cette adresse semble incomplète. Exemple : prenom.nom@exemple.fr",
    en: "This address seems incomplete. Example: first.last@example.org",
  },
  password: { fr: "Votre mot de passe", en: "Your password" },
  missing: { fr: "Saisissez votre mot de passe.", en: "Type your password." },
  save: { fr: "Envoyer le lien", en: "Send the link" },
  sent: {
    fr: (email: string) =>
      `Le lien est parti à ${email}. D’ici là, rien ne change. L’adresse actuelle est prévenue aussi.`,
    en: (email: string) =>
      `The link has left for ${email}. Until then nothing changes. The current address is told too.`,
  },
} satisfies Words;

const fields = { "request.invalid": "email", "password.old_wrong": "password" };

/** Change of address: confirmed from the new one, told to the old one (SPEC ACC-6). */
export function ChangeEmailForm() {
  const t = useWords(words);
  const change = useWrite("changeEmail");
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [sent, setSent] = useState<string | null>(null);
  const submit = (data: FormData) => {
    const [email, password] = [textOf(data, "email").trim(), textOf(data, "password")];
    const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
    if (!isAddress || !password)
      return setErrors({
        email: isAddress ? undefined : t.wrong,
        password: password ? undefined : t.missing,
      });
    change.mutate(
      { body: { email, password } },
      { onSuccess: () => setSent(email), onError: (error) => setErrors(errorsOf(error, fields)) },
    );
  };
  if (sent) {
    return (
      <Stack gap={4}>
        <Notice kind="success" live>
          {t.sent(sent)}
        </Notice>
        <OutboxLink />
      </Stack>
    );
  }
  return (
    <Form errors={errors} onSubmit={submit} aria-label={t.save}>
      <Field name="email" label={t.email} hint={t.hint}>
        <TextInput type="email" autoComplete="email" />
      </Field>
      <Field name="password" label={t.password}>
        <PasswordInput autoComplete="current-password" />
      </Field>
      <FormActions>
        <Button type="submit" look="primary" busy={change.isPending}>
          {t.save}
        </Button>
      </FormActions>
    </Form>
  );
}
