import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useWrite } from "../../lib/queries.ts";
import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { PasswordInput } from "../../ui/password.tsx";
import { showToast } from "../../ui/toast.tsx";
import { NewPassword } from "./new-password.tsx";

const words = {
  old: { fr: "Mot de passe actuel", en: "Current password" },
  missingOld: { fr: "Saisissez votre mot de passe actuel.", en: "Type your current password." },
  missing: { fr: "Choisissez un mot de passe.", en: "Choose a password." },
  save: { fr: "Changer le mot de passe", en: "Change the password" },
  done: {
    fr: "Mot de passe changé. Vos autres appareils sont déconnectés.",
    en: "Password changed. Your other devices are signed out.",
  },
} satisfies Words;

const fields = {
  "password.too_weak": "password",
  "password.same": "password",
  "password.old_wrong": "old",
};

/** Change of password, the old one asked (SPEC ACC-6). */
export function ChangePasswordForm({ onDone }: { onDone: () => void }) {
  const t = useWords(words);
  const me = useMe();
  const change = useWrite("changePassword", { refreshes: ["readSession"] });
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const submit = (data: FormData) => {
    const [oldPassword, newPassword] = [textOf(data, "old"), textOf(data, "password")];
    if (!oldPassword || !newPassword)
      return setErrors({
        old: oldPassword ? undefined : t.missingOld,
        password: newPassword ? undefined : t.missing,
      });
    change.mutate(
      { body: { oldPassword, newPassword } },
      {
        onSuccess: () => {
          showToast({ title: t.done });
          onDone();
        },
        onError: (error) => setErrors(errorsOf(error, fields)),
      },
    );
  };
  return (
    <Form errors={errors} onSubmit={submit} aria-label={t.save}>
      <Field name="old" label={t.old}>
        <PasswordInput autoComplete="current-password" />
      </Field>
      <NewPassword rules={me.passwordRules} identifier={me.identifier} />
      <FormActions>
        <Button type="submit" look="primary" busy={change.isPending}>
          {t.save}
        </Button>
      </FormActions>
    </Form>
  );
}
