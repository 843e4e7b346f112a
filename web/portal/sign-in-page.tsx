import { useEffect, useState } from "react";
import { answerChallenge } from "../features/session/captcha.ts";
import { Door } from "../features/session/door.tsx";
import { enter } from "../features/session/enter.ts";
import { ApiProblem, api } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { useFilters, useGo } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { useOrganization, useSession } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Row } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { PasswordInput } from "../ui/password.tsx";
import { Progress } from "../ui/progress.tsx";

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
  checking: {
    fr: "Nous vérifions que vous n’êtes pas un robot : cela se fait tout seul.",
    en: "We check that you are not a robot: it runs by itself.",
  },
} satisfies Words;

type Given = { identifier: string; password: string; remember: boolean };

/** Sign-in (SPEC ACC-1). */
export function SignInPage() {
  const t = useWords(words);
  const { name } = useOrganization();
  const [{ retour }] = useFilters();
  const go = useGo();
  const me = useSession();
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [busy, setBusy] = useState(false);
  const [share, setShare] = useState<number | null>(null);

  useEffect(() => {
    if (me && !busy) void enter(me, retour).then((href) => go(href, { replace: true }));
  }, [me, busy, retour, go]);

  const submit = async (data: FormData) => {
    const given = read(data);
    const missing = {
      ...(given.identifier ? {} : { identifier: t.identifierMissing }),
      ...(given.password ? {} : { password: t.passwordMissing }),
    };
    if (Object.keys(missing).length > 0) return setErrors(missing);
    setBusy(true);
    try {
      const signedIn = await signIn(given, setShare);
      go(await enter(signedIn, retour), { replace: true });
    } catch (error) {
      setErrors(errorsOf(error));
      setBusy(false);
    } finally {
      setShare(null);
    }
  };

  return (
    <Door title={t.title} lead={t.lead(name)}>
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
          {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output holds no progress bar */}
          <div role="status">{share !== null && <Progress label={t.checking} value={share} max={1} />}</div>
        </FormActions>
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

/** Signs in; when a proof of work became necessary meanwhile, answers it and tries once more. */
async function signIn(given: Given, onProgress: (share: number) => void) {
  const attempt = async () =>
    api.signIn({ body: { ...given, captcha: await answerChallenge(given.identifier, onProgress) } });
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "sign_in.captcha_needed") return attempt();
    throw error;
  }
}
