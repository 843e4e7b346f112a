import { KeyRound } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { api, type CallOf, type GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import type { Me } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack } from "../../ui/layout.tsx";
import { ContactDetails } from "../organization/contact-details.tsx";
import { Door } from "./door.tsx";
import { showPasskey } from "./passkeys.ts";

const words = {
  title: { fr: "Encore une étape", en: "One more step" },
  totpLead: {
    fr: "Ouvrez votre application d’authentification et recopiez le code du moment.",
    en: "Open your authenticator application and copy the code of the moment.",
  },
  passkeyLead: {
    fr: "Confirmez que c’est bien vous avec votre clé d’accès.",
    en: "Confirm that it is you with your passkey.",
  },
  recoveryLead: {
    fr: "Saisissez l’un des codes de secours que vous avez gardés. Il ne servira qu’une fois.",
    en: "Type one of the recovery codes that you kept. It works once.",
  },
  code: { fr: "Code à six chiffres", en: "Six-digit code" },
  recovery: { fr: "Code de secours", en: "Recovery code" },
  missing: { fr: "Saisissez le code en entier.", en: "Type the whole code." },
  confirm: { fr: "Confirmer", en: "Confirm" },
  usePasskey: { fr: "Utiliser ma clé d’accès", en: "Use my passkey" },
  useTotp: { fr: "Utiliser mon application", en: "Use my application" },
  useRecovery: { fr: "Utiliser un code de secours", en: "Use a recovery code" },
  again: { fr: "Revenir au mot de passe", en: "Back to the password" },
  lost: {
    fr: "Vous avez tout perdu ? Contactez-nous : nous vous rouvrirons l’accès après avoir vérifié que c’est vous.",
    en: "You have lost everything? Contact us: we open your access again once we have checked that it is you.",
  },
} satisfies Words;

export type Step = Extract<GotOf<"signIn">, { secondStep: unknown }>["secondStep"];
type Means = "passkey" | "totp" | "recovery";
type Proof = CallOf<"passSecondStep">["body"]["proof"];

type Props = { step: Step; onEntered: (me: Me) => void; onBack: () => void };

/** The second step of signing in: a passkey, a code of the moment, or a recovery code (ACC-9). */
export function SecondStep({ step, onEntered, onBack }: Props) {
  const t = useWords(words);
  const [means, setMeans] = useState<Means>(step.totp ? "totp" : step.passkey ? "passkey" : "recovery");
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  // The one thing to do on this page, whichever it is now.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(means === "passkey" ? "[type=submit]" : "[name=code]")?.focus();
  }, [means]);
  const others = (["passkey", "totp", "recovery"] as const).filter((one) => one !== means && step[one]);
  const names = { passkey: t.usePasskey, totp: t.useTotp, recovery: t.useRecovery };
  const leads = { passkey: t.passkeyLead, totp: t.totpLead, recovery: t.recoveryLead };

  const choose = (one: Means) => {
    setErrors(null);
    setMeans(one);
  };
  const prove = async (find: () => Promise<Proof | null>) => {
    setBusy(true);
    try {
      const proof = await find();
      if (proof) return onEntered(await api.passSecondStep({ body: { token: step.token, proof } }));
    } catch (error) {
      setErrors(errorsOf(error, { "second_step.wrong": "code", "request.invalid": "code" }));
    }
    setBusy(false);
  };
  const submit = (data: FormData) => {
    if (means === "passkey" && step.passkey) return void prove(() => passkeyProof(step.passkey!));
    const typed = textOf(data, "code").trim();
    if (typed.length < (means === "totp" ? 6 : 12)) return setErrors({ code: t.missing });
    return void prove(async () => (means === "totp" ? { code: typed } : { recoveryCode: typed }));
  };
  return (
    <Door title={t.title} lead={leads[means]}>
      <div ref={form}>
        <Form key={means} errors={errors} onSubmit={submit} aria-label={t.title}>
          {means !== "passkey" && (
            <Field name="code" label={means === "totp" ? t.code : t.recovery}>
              {means === "totp" ? (
                <TextInput inputMode="numeric" autoComplete="one-time-code" maxLength={12} chars={8} />
              ) : (
                <TextInput autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={40} />
              )}
            </Field>
          )}
          <FormActions>
            <Button
              type="submit"
              look="primary"
              wide
              busy={busy}
              icon={means === "passkey" ? KeyRound : undefined}
            >
              {means === "passkey" ? t.usePasskey : t.confirm}
            </Button>
            {others.map((one) => (
              <Button key={one} look="quiet" wide onClick={() => choose(one)}>
                {names[one]}
              </Button>
            ))}
            <Button look="quiet" wide onClick={onBack}>
              {t.again}
            </Button>
          </FormActions>
        </Form>
      </div>
      {means === "recovery" && (
        <Stack gap={3}>
          <p>{t.lost}</p>
          <ContactDetails />
        </Stack>
      )}
    </Door>
  );
}

async function passkeyProof(options: Record<string, unknown>): Promise<Proof | null> {
  const passkey = await showPasskey(options);
  return passkey && { passkey };
}
