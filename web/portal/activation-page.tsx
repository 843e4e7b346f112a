import { useState } from "react";
import { ContactDetails } from "../features/organization/contact-details.tsx";
import { withChallenge } from "../features/session/captcha.ts";
import { ChallengeProgress } from "../features/session/challenge-progress.tsx";
import { Door } from "../features/session/door.tsx";
import { OutboxLink } from "../features/session/outbox-link.tsx";
import { api, type GotOf } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { paths } from "../lib/place.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Stack, Text } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Notice } from "../ui/notice.tsx";
import { Section } from "../ui/page.tsx";

const words = {
  title: { fr: "Première visite", en: "First visit" },
  lead: {
    fr: "Donnez l’adresse électronique que le service connaît : un lien vous y sera envoyé pour choisir votre mot de passe.",
    en: "Give the e-mail address that the office knows: a link will be sent there, to choose your password.",
  },
  email: { fr: "Adresse électronique", en: "E-mail address" },
  hint: { fr: "Par exemple : prenom.nom@exemple.fr", en: "For example: first.last@example.org" },
  wrong: {
    fr: "Cette adresse semble incomplète. Exemple : prenom.nom@exemple.fr",
    en: "This address seems incomplete. Example: first.last@example.org",
  },
  send: { fr: "Recevoir le lien", en: "Send me the link" },
  back: { fr: "J’ai déjà un mot de passe", en: "I already have a password" },
  code: {
    fr: "Vous avez déjà un mot de passe, même provisoire, reçu par courrier ?",
    en: "Do you have a password already, even a temporary one received by post?",
  },
  letter: { fr: "Votre lettre porte un code d’accès ?", en: "Does your letter carry an access code?" },
  letterLink: { fr: "Entrez avec ce code.", en: "Come in with this code." },
  codeLink: { fr: "Connectez-vous.", en: "Sign in." },
  neutralTitle: { fr: "Regardez vos courriels", en: "Check your e-mail" },
  neutral: {
    fr: (email: string) =>
      `Si le service connaît ${email}, le lien vient d’y partir. Pensez au courrier indésirable.`,
    en: (email: string) => `If the office knows ${email}, the link has just left. Look in the junk mail too.`,
  },
  sent: {
    fr: (email: string) => `Le lien vient de partir à ${email}. Il sert une seule fois.`,
    en: (email: string) => `The link has just left for ${email}. It works once.`,
  },
  nothing: { fr: "Rien n’arrive ?", en: "Nothing comes?" },
  unknownTitle: { fr: "Cette adresse ne nous est pas connue", en: "We do not know this address" },
  unknown: {
    fr: "Demandez au service de l’ajouter à votre dossier, puis revenez ici.",
    en: "Ask the office to add it to your file, then come back here.",
  },
} satisfies Words;

type Answer = GotOf<"askActivation">["answer"];

/** First visit: ask for the activation link (SPEC ACC-2). */
export function ActivationPage() {
  const t = useWords(words);
  const { language } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [sent, setSent] = useState<{ email: string; answer: Answer } | null>(null);
  const submit = async (data: FormData) => {
    const email = textOf(data, "email").trim();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return setErrors({ email: t.wrong });
    setBusy(true);
    try {
      const { answer } = await withChallenge("activation", email, setShare, (captcha) =>
        api.askActivation({ body: { email, language, captcha } }),
      );
      setSent({ email, answer });
    } catch (error) {
      setErrors(errorsOf(error, { "request.invalid": "email" }));
    }
    setBusy(false);
    setShare(null);
  };
  if (sent && sent.answer !== "unknown") {
    return (
      <Door title={t.neutralTitle} lead={sent.answer === "sent" ? t.sent(sent.email) : t.neutral(sent.email)}>
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
      <Stack gap={6}>
        {sent && (
          <Notice kind="warning" title={t.unknownTitle} live>
            {t.unknown}
            <ContactDetails />
          </Notice>
        )}
        <Form errors={errors} onSubmit={(data) => void submit(data)}>
          <Field name="email" label={t.email} hint={t.hint}>
            <TextInput type="email" autoComplete="email" />
          </Field>
          <FormActions>
            <Button type="submit" look="primary" wide busy={busy}>
              {t.send}
            </Button>
            <ChallengeProgress share={share} />
          </FormActions>
        </Form>
        <Text look="muted">
          {t.letter} <Link href={paths.accessCode()}>{t.letterLink}</Link>
        </Text>
        <Text look="muted">
          {t.code} <Link href={paths.signIn()}>{t.codeLink}</Link>
        </Text>
      </Stack>
    </Door>
  );
}
