import { useState } from "react";
import { ContactDetails } from "../features/organization/contact-details.tsx";
import { withChallenge } from "../features/session/captcha.ts";
import { ChallengeProgress } from "../features/session/challenge-progress.tsx";
import { Door } from "../features/session/door.tsx";
import { OutboxLink } from "../features/session/outbox-link.tsx";
import { api } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { paths } from "../lib/place.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Stack } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Section } from "../ui/page.tsx";

const words = {
  title: { fr: "Mot de passe oublié", en: "Forgotten password" },
  lead: {
    fr: "Donnez votre identifiant ou votre adresse : un lien vous sera envoyé par courriel pour en choisir un autre.",
    en: "Give your identifier or your address: a link will be sent to you by e-mail, to choose another one.",
  },
  identifier: { fr: "Identifiant ou adresse électronique", en: "Identifier or e-mail address" },
  missing: {
    fr: "Saisissez votre identifiant ou votre adresse électronique.",
    en: "Type your identifier or your e-mail address.",
  },
  send: { fr: "Recevoir le lien", en: "Send me the link" },
  back: { fr: "Revenir à la connexion", en: "Back to sign-in" },
  nothing: { fr: "Rien n’arrive ?", en: "Nothing comes?" },
  doneTitle: { fr: "Regardez vos courriels", en: "Check your e-mail" },
  done: {
    fr: (who: string) =>
      `Si « ${who} » nous est connu et qu’une adresse y est attachée, le lien vient de partir. Il sert une seule fois. Pensez au courrier indésirable.`,
    en: (who: string) =>
      `If “${who}” is known to us and has an address, the link has just left. It works once. Look in the junk mail too.`,
  },
} satisfies Words;

/** Ask for a link to choose another password (SPEC ACC-5). The answer never says who exists. */
export function ForgottenPasswordPage() {
  const t = useWords(words);
  const [busy, setBusy] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const submit = async (data: FormData) => {
    const identifier = textOf(data, "identifier").trim();
    if (!identifier) return setErrors({ identifier: t.missing });
    setBusy(true);
    try {
      await withChallenge("password_reset", identifier, setShare, (captcha) =>
        api.askPasswordReset({ body: { identifier, captcha } }),
      );
      setAsked(identifier);
    } catch (error) {
      setErrors(errorsOf(error));
    }
    setBusy(false);
    setShare(null);
  };
  if (asked) {
    return (
      <Door title={t.doneTitle} lead={t.done(asked)}>
        <Stack gap={6}>
          <OutboxLink />
          <Section title={t.nothing}>
            <ContactDetails />
          </Section>
          <Link href={paths.signIn()}>{t.back}</Link>
        </Stack>
      </Door>
    );
  }
  return (
    <Door title={t.title} lead={t.lead}>
      <Form errors={errors} onSubmit={(data) => void submit(data)}>
        <Field name="identifier" label={t.identifier}>
          <TextInput autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Field>
        <FormActions>
          <Button type="submit" look="primary" wide busy={busy}>
            {t.send}
          </Button>
          <ChallengeProgress share={share} />
        </FormActions>
        <Link href={paths.signIn()}>{t.back}</Link>
      </Form>
    </Door>
  );
}
