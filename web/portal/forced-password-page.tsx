import { useEffect, useState } from "react";
import { Door } from "../features/session/door.tsx";
import { enter } from "../features/session/enter.ts";
import { NewPassword } from "../features/session/new-password.tsx";
import { useSignOut } from "../features/session/sign-out.ts";
import { api } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { useFilters, useGo } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { useWrite } from "../lib/queries.ts";
import { useSession } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../ui/form.tsx";
import { PasswordInput } from "../ui/password.tsx";

const words = {
  title: { fr: "Choisissez votre mot de passe", en: "Choose your password" },
  lead: {
    fr: "Celui que l’on vous a donné était provisoire. Choisissez le vôtre : vous seul le connaîtrez.",
    en: "The one that you were given was temporary. Choose your own: only you will know it.",
  },
  old: { fr: "Mot de passe provisoire", en: "Temporary password" },
  missingOld: { fr: "Saisissez le mot de passe provisoire.", en: "Type the temporary password." },
  missing: { fr: "Choisissez un mot de passe.", en: "Choose a password." },
  save: { fr: "Enregistrer et entrer", en: "Save and go in" },
  leave: { fr: "Me déconnecter", en: "Sign out" },
} satisfies Words;

/** After a temporary password: one's own is chosen before anything else (SPEC ACC-4). */
export function ForcedPasswordPage() {
  const t = useWords(words);
  const go = useGo();
  const me = useSession();
  const signOut = useSignOut();
  const [{ retour }] = useFilters();
  const change = useWrite("changePassword");
  const [errors, setErrors] = useState<FormErrors | null>(null);
  useEffect(() => {
    if (me && !me.mustChangePassword) go(paths.home(), { replace: true });
  }, [me, go]);
  if (!me) return null;
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
        onSuccess: async () => go(await enter(await api.readSession({}), retour), { replace: true }),
        onError: (error) => setErrors(errorsOf(error, passwordFields)),
      },
    );
  };
  return (
    <Door title={t.title} lead={t.lead}>
      <Form errors={errors} onSubmit={submit}>
        <Field name="old" label={t.old}>
          <PasswordInput autoComplete="current-password" />
        </Field>
        <NewPassword rules={me.passwordRules} identifier={me.identifier} />
        <FormActions>
          <Button type="submit" look="primary" wide busy={change.isPending}>
            {t.save}
          </Button>
          <Button look="quiet" wide onClick={signOut}>
            {t.leave}
          </Button>
        </FormActions>
      </Form>
    </Door>
  );
}

const passwordFields = {
  "password.too_weak": "password",
  "password.same": "password",
  "password.old_wrong": "old",
};
