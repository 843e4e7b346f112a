import { type ReactNode, useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { PasswordInput } from "../../ui/password.tsx";

const words = {
  password: { fr: "Votre mot de passe", en: "Your password" },
  missing: { fr: "Saisissez votre mot de passe.", en: "Type your password." },
} satisfies Words;

type Props = {
  /** The verb of the button. */
  save: string;
  danger?: boolean;
  busy: boolean;
  onPassword: (password: string, onError: (error: unknown) => void, data: FormData) => void;
  /** Other fields, before the password. */
  children?: ReactNode;
};

/** Asks for the password again before a change of what protects the access. */
export function AskPassword({ save, danger, busy, onPassword, children }: Props) {
  const t = useWords(words);
  const me = useMe();
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const submit = (data: FormData) => {
    const password = textOf(data, "password");
    if (!password) return setErrors({ password: t.missing });
    onPassword(password, (error) => setErrors(errorsOf(error, { "password.old_wrong": "password" })), data);
  };
  return (
    <Form errors={errors} onSubmit={submit} aria-label={save}>
      <input type="text" name="username" autoComplete="username" value={me.identifier} readOnly hidden />
      {children}
      <Field name="password" label={t.password}>
        <PasswordInput autoComplete="current-password" />
      </Field>
      <FormActions>
        <Button type="submit" look={danger ? "danger" : "primary"} busy={busy}>
          {save}
        </Button>
      </FormActions>
    </Form>
  );
}
