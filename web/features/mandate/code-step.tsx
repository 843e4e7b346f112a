import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { Mandate } from "./mandate-state.tsx";

type Signing = NonNullable<Mandate["signing"]>;

const words = {
  title: { fr: "Signer", en: "Sign" },
  send: { fr: "Recevoir mon code", en: "Receive my code" },
  goes: {
    fr: (target: string) => `Un code de six chiffres partira vers ${target}.`,
    en: (target: string) => `A code of six digits will leave for ${target}.`,
  },
  sent: {
    fr: (target: string, time: string) =>
      `Votre code est parti vers ${target}. Il est valable jusqu’à ${time}.`,
    en: (target: string, time: string) => `Your code has left for ${target}. It is good until ${time}.`,
  },
  sentAgain: { fr: "Un nouveau code est parti.", en: "Another code has left." },
  code: { fr: "Code reçu", en: "Code received" },
  left: {
    fr: (n: number) => plural("fr", n, { one: "Un seul essai.", other: "# essais." }),
    en: (n: number) => plural("en", n, { one: "One try.", other: "# tries." }),
  },
  agree: {
    fr: "J’ai lu le mandat et je le signe avec le code qui m’a été envoyé.",
    en: "I have read the mandate and I sign it with the code that was sent to me.",
  },
  needAgree: { fr: "Cochez que vous avez lu le mandat.", en: "Tick that you have read the mandate." },
  needCode: { fr: "Le code a six chiffres.", en: "The code has six digits." },
  sign: { fr: "Signer le mandat", en: "Sign the mandate" },
  again: { fr: "Envoyer un nouveau code", en: "Send another code" },
  expired: {
    fr: "Ce code a expiré. Demandez-en un autre.",
    en: "This code has expired. Ask for another one.",
  },
  locked: {
    fr: "Trop de codes erronés : demandez un nouveau code.",
    en: "Too many wrong codes: ask for a new one.",
  },
  none: {
    fr: "Trop de codes ont été envoyés pour ce document. Recommencez depuis votre compte.",
    en: "Too many codes were sent for this document. Start again from your account.",
  },
} satisfies Words;

const refreshes = ["readMandate"] as const;

/** The code: asked for, received, typed (MAN-4). */
export function CodeStep({
  mandate,
  signing,
  onSigned,
}: {
  mandate: string;
  signing: Signing;
  onSigned: () => void;
}) {
  const t = useWords(words);
  const f = useFormat();
  const ask = useWrite("askMandateCode", { refreshes: [...refreshes] });
  const { state, maskedTarget, codeUntil, codesLeft } = signing;
  const first = state === "prepared";
  const send = () =>
    ask.mutate(
      { params: { mandate }, body: {} },
      { onSuccess: () => !first && showToast({ title: t.sentAgain }) },
    );
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        {ask.error && (
          <Notice kind="error" live>
            {sentenceOf(ask.error)}
          </Notice>
        )}
        {state === "waiting" && codeUntil && <Text>{t.sent(maskedTarget, f.time(codeUntil))}</Text>}
        {first && <Text>{t.goes(maskedTarget)}</Text>}
        {(state === "expired" || state === "locked") && (
          <Notice kind="warning" live>
            {t[state]}
          </Notice>
        )}
        {state === "waiting" && (
          <CodeForm mandate={mandate} triesLeft={signing.triesLeft} onSigned={onSigned} />
        )}
        {codesLeft > 0 ? (
          <Row>
            <Button look={state === "waiting" ? "quiet" : "primary"} busy={ask.isPending} onClick={send}>
              {first ? t.send : t.again}
            </Button>
          </Row>
        ) : (
          <Text look="muted">{t.none}</Text>
        )}
      </Stack>
    </Section>
  );
}

type CodeProps = { mandate: string; triesLeft: number; onSigned: () => void };

function CodeForm({ mandate, triesLeft, onSigned }: CodeProps) {
  const t = useWords(words);
  const sign = useWrite("signMandate", {
    refreshes: ["readMandate", "listMandates", "readDebitOffer"],
  });
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const submit = (data: FormData) => {
    const code = textOf(data, "code").replaceAll(/\s/g, "");
    const faults: FormErrors = {};
    if (!/^\d{6}$/.test(code)) faults["code"] = t.needCode;
    if (!data.has("agreed")) faults["agreed"] = t.needAgree;
    if (Object.keys(faults).length > 0) return setErrors(faults);
    sign.mutate(
      { params: { mandate }, body: { code, agreed: true } },
      {
        onSuccess: onSigned,
        onError: (error) => setErrors(errorsOf(error, { "mandate.code_wrong": "code" })),
      },
    );
  };
  return (
    <Form onSubmit={submit} errors={errors}>
      <Checkbox name="agreed">{t.agree}</Checkbox>
      <Field name="code" label={t.code} hint={t.left(triesLeft)}>
        <TextInput inputMode="numeric" autoComplete="one-time-code" chars={8} maxLength={10} />
      </Field>
      <FormActions>
        <Button type="submit" look="primary" busy={sign.isPending}>
          {t.sign}
        </Button>
      </FormActions>
    </Form>
  );
}
