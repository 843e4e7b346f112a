import { lazy, Suspense, useEffect, useState } from "react";
import { withChallenge } from "../features/session/captcha.ts";
import { ChallengeProgress } from "../features/session/challenge-progress.tsx";
import { Door } from "../features/session/door.tsx";
import { enter } from "../features/session/enter.ts";
import { OtherMeans } from "../features/session/other-means.tsx";
import type { Step } from "../features/session/second-step.tsx";
import { api } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { useFilters, useGo } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { type Me, useOrganization, useSession } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Row } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { PasswordInput } from "../ui/password.tsx";

const words = {
  title: { fr: "Bonjour", en: "Hello" },
  lead: {
    fr: (name: string) => `Connectez-vous pour consulter et régler ce que vous devez à ${name}.`,
    en: (name: string) => `Sign in to read and pay what you owe to ${name}.`,
  },
  identifier: { fr: "Identifiant ou adresse électronique", en: "Identifier or e-mail address" },
  password: { fr: "Mot de passe", en: "Password" },
  remember: { fr: "Se souvenir de moi sur cet appareil", en: "Remember me on this device" },
  signIn: { fr: "Se connecter", en: "Sign in" },
  forgotten: { fr: "Mot de passe oublié", en: "Forgotten password" },
  first: { fr: "Première visite", en: "First visit" },
  identifierMissing: {
    fr: "Saisissez votre identifiant ou votre adresse électronique.",
    en: "Type your identifier or your e-mail address.",
  },
  passwordMissing: { fr: "Saisissez votre mot de passe.", en: "Type your password." },
} satisfies Words;

// Most people never see them: they come when they are needed.
const SecondStep = lazy(async () => ({
  default: (await import("../features/session/second-step.tsx")).SecondStep,
}));
const SsoFailure = lazy(async () => ({
  default: (await import("../features/session/sso-failure.tsx")).SsoFailure,
}));

type Given = { identifier: string; password: string; remember: boolean };

/** Sign-in (SPEC ACC-1). */
export function SignInPage() {
  const t = useWords(words);
  const { name } = useOrganization();
  const [{ retour, echec }] = useFilters();
  const go = useGo();
  const me = useSession();
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [busy, setBusy] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [step, setStep] = useState<Step | null>(null);

  useEffect(() => {
    if (me && !busy) void enter(me, retour).then((href) => go(href, { replace: true }));
  }, [me, busy, retour, go]);

  const goIn = async (signedIn: Me) => {
    setBusy(true);
    go(await enter(signedIn, retour), { replace: true });
  };
  const submit = async (data: FormData) => {
    const given = read(data);
    const missing = {
      ...(given.identifier ? {} : { identifier: t.identifierMissing }),
      ...(given.password ? {} : { password: t.passwordMissing }),
    };
    if (Object.keys(missing).length > 0) return setErrors(missing);
    setBusy(true);
    try {
      const answer = await withChallenge("sign_in", given.identifier, setShare, (captcha) =>
        api.signIn({ body: { ...given, captcha } }),
      );
      if (!("secondStep" in answer)) return await goIn(answer);
      setStep(answer.secondStep);
      setBusy(false);
    } catch (error) {
      setErrors(errorsOf(error));
      setBusy(false);
    } finally {
      setShare(null);
    }
  };

  const again = () => {
    setErrors(null);
    setStep(null);
  };
  if (step)
    return (
      <Suspense>
        <SecondStep step={step} onEntered={(entered) => void goIn(entered)} onBack={again} />
      </Suspense>
    );
  return (
    <Door title={t.title} lead={t.lead(name)}>
      {echec && (
        <Suspense>
          <SsoFailure why={echec} />
        </Suspense>
      )}
      <Form errors={errors} onSubmit={(data) => void submit(data)} aria-label={t.signIn}>
        <Field name="identifier" label={t.identifier}>
          <TextInput autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field name="password" label={t.password}>
          <PasswordInput autoComplete="current-password" />
        </Field>
        <Checkbox name="remember">{t.remember}</Checkbox>
        <FormActions>
          <Button type="submit" look="primary" wide busy={busy}>
            {t.signIn}
          </Button>
          <ChallengeProgress share={share} />
        </FormActions>
        <OtherMeans
          back={retour}
          onEntered={(entered) => void goIn(entered)}
          onFailed={(form) => setErrors({ form })}
        />
        <Row justify="between">
          <Link href={paths.forgottenPassword()}>{t.forgotten}</Link>
          <Link href={paths.activation()}>{t.first}</Link>
        </Row>
      </Form>
    </Door>
  );
}

const read = (data: FormData): Given => ({
  identifier: textOf(data, "identifier").trim(),
  password: textOf(data, "password"),
  remember: data.has("remember"),
});
