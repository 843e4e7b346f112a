import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useWrite } from "../../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type Limits, RightFields } from "./right-fields.tsx";

export type PartyOfMine = GotOf<"listColleagues">["items"][number];

const words = {
  invite: { fr: "Inviter quelqu’un", en: "Invite somebody" },
  name: { fr: "Nom de la personne", en: "Name of the person" },
  email: { fr: "Adresse électronique", en: "E-mail address" },
  nameMissing: { fr: "Donnez un nom.", en: "Give a name." },
  emailMissing: { fr: "Donnez une adresse complète.", en: "Give a whole address." },
  send: { fr: "Envoyer l’invitation", en: "Send the invitation" },
  cancel: { fr: "Annuler", en: "Cancel" },
  done: {
    fr: (name: string) =>
      `${name} a maintenant accès. S’il n’était pas connu, un lien lui est parti par courriel.`,
    en: (name: string) => `${name} now has access. If not known before, a link has left by e-mail.`,
  },
} satisfies Words;

/** Invites somebody to act for a party, within one's own rights. */
export function InviteColleague({ party }: { party: PartyOfMine }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState("");
  const [limits, setLimits] = useState<Limits>({ rights: ["read"], endsOn: null });
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const invite = useWrite("inviteColleague", { refreshes: ["listColleagues"] });
  const submit = (data: FormData) => {
    const [name, email] = [textOf(data, "name").trim(), textOf(data, "email").trim()];
    const wrong = {
      ...(name ? {} : { name: t.nameMissing }),
      ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? {} : { email: t.emailMissing }),
    };
    if (Object.keys(wrong).length > 0) return setErrors(wrong);
    invite.mutate(
      { params: { party: party.party }, body: { name, email, language, ...limits } },
      {
        onSuccess: (made) => {
          setSent(made.name);
          setErrors(null);
          setOpen(false);
        },
        onError: (error) => setErrors(errorsOf(error, { "request.invalid": "email" })),
      },
    );
  };
  if (!open)
    return (
      <Stack gap={3}>
        {sent && (
          <Notice kind="success" live>
            {t.done(sent)}
          </Notice>
        )}
        <div>
          <Button icon={UserPlus} onClick={() => setOpen(true)}>
            {t.invite}
          </Button>
        </div>
      </Stack>
    );
  return (
    <Form errors={errors} onSubmit={submit} aria-label={t.invite}>
      <Field name="name" label={t.name}>
        <TextInput autoComplete="off" maxLength={120} />
      </Field>
      <Field name="email" label={t.email}>
        <TextInput type="email" autoComplete="off" />
      </Field>
      <RightFields offered={party.rights} value={limits} onChange={setLimits} />
      <FormActions>
        <Button type="submit" look="primary" busy={invite.isPending}>
          {t.send}
        </Button>
        <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
      </FormActions>
    </Form>
  );
}
