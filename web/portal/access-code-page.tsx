import { useState } from "react";
import { ContactDetails } from "../features/organization/contact-details.tsx";
import { withChallenge } from "../features/session/captcha.ts";
import { ChallengeProgress } from "../features/session/challenge-progress.tsx";
import { Door } from "../features/session/door.tsx";
import { api } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { useGo } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { useOrganization } from "../lib/session.tsx";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Stack, Text } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Section } from "../ui/page.tsx";

const words = {
  title: { fr: "Entrer avec un code", en: "Come in with a code" },
  lead: {
    fr: "Donnez le code de votre lettre et de quoi vous reconnaître ; vous choisirez ensuite votre mot de passe.",
    en: "Give the code of your letter and what shows who you are; you then choose your password.",
  },
  code: { fr: "Code d’accès", en: "Access code" },
  codeHint: { fr: "Par exemple : K7QM-4TXA-9DZ3", en: "For example: K7QM-4TXA-9DZ3" },
  codeMissing: { fr: "Donnez le code de votre lettre.", en: "Give the code of your letter." },
  party_code: { fr: "Votre code client", en: "Your customer code" },
  party_codeHint: {
    fr: "Il est sur vos factures, pas sur la lettre.",
    en: "It stands on your invoices, not on the letter.",
  },
  postcode: { fr: "Votre code postal", en: "Your postcode" },
  postcodeHint: {
    fr: "Celui de l’adresse de la lettre ; si la lettre le demande, votre code client.",
    en: "That of the address of the letter; if the letter asks for it, your customer code.",
  },
  name: { fr: "Votre nom", en: "Your name" },
  nameHint: {
    fr: "Comme sur la lettre ; si la lettre le demande, votre code client.",
    en: "As on the letter; if the letter asks for it, your customer code.",
  },
  proofMissing: { fr: "Remplissez aussi cette ligne.", en: "Fill in this line too." },
  goOn: { fr: "Continuer", en: "Go on" },
  noCode: { fr: "Pas de lettre ?", en: "No letter?" },
  byMail: { fr: "Recevez un lien par courriel.", en: "Receive a link by e-mail." },
  trouble: { fr: "Le code ne marche pas ?", en: "The code does not work?" },
} satisfies Words;

/** First visit with the code of a letter (SPEC ACC-3): the code, the identity, then the choice of a password. */
export function AccessCodePage() {
  const t = useWords(words);
  const { language } = useLanguage();
  const go = useGo();
  const { accessCodeProof } = useOrganization().settings;
  const [busy, setBusy] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const submit = async (data: FormData) => {
    const code = textOf(data, "code").trim();
    const proof = textOf(data, "proof").trim();
    if (!code || !proof)
      return setErrors({
        ...(code ? {} : { code: t.codeMissing }),
        ...(proof ? {} : { proof: t.proofMissing }),
      });
    setBusy(true);
    try {
      const { token } = await withChallenge("access_code", code, setShare, (captcha) =>
        // oxlint-disable-next-line react/hooks -- an operation of the API, not a hook
        api.useAccessCode({ body: { code, proof, language, captcha } }),
      );
      return go(paths.mailLink(token), { replace: true });
    } catch (error) {
      setErrors(errorsOf(error, { "access_code.mistyped": "code" }));
    }
    setBusy(false);
    setShare(null);
  };
  return (
    <Door title={t.title} lead={t.lead}>
      <Stack gap={6}>
        <Form errors={errors} onSubmit={(data) => void submit(data)}>
          <Field name="code" label={t.code} hint={t.codeHint}>
            <TextInput
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={40}
            />
          </Field>
          <Field name="proof" label={t[accessCodeProof]} hint={t[`${accessCodeProof}Hint`]}>
            <TextInput maxLength={120} inputMode={accessCodeProof === "postcode" ? "numeric" : "text"} />
          </Field>
          <FormActions>
            <Button type="submit" look="primary" wide busy={busy}>
              {t.goOn}
            </Button>
            <ChallengeProgress share={share} />
          </FormActions>
        </Form>
        <Text look="muted">
          {t.noCode} <Link href={paths.activation()}>{t.byMail}</Link>
        </Text>
        <Section title={t.trouble}>
          <ContactDetails />
        </Section>
      </Stack>
    </Door>
  );
}
