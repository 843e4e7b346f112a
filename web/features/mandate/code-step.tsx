import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useFormat } from "../../lib/format.ts";
import { useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.tsx";
import { CodeFields, type CodeWay } from "./code-fields.tsx";
import type { Mandate } from "./mandate-state.tsx";

type Signing = NonNullable<Mandate["signing"]>;
type CodeWays = NonNullable<Mandate["codeWays"]>;

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
  otherWay: { fr: "Le recevoir autrement", en: "Receive it another way" },
  sameWay: { fr: "Ne rien changer", en: "Change nothing" },
  needEmail: { fr: "Indiquez une adresse électronique.", en: "Give an e-mail address." },
  needPhone: { fr: "Indiquez un numéro de mobile.", en: "Give a mobile number." },
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

/** The code: asked for, by another way if wished, received, typed (MAN-4). */
export function CodeStep({
  mandate,
  signing,
  ways,
  onSigned,
}: {
  mandate: string;
  signing: Signing;
  ways: CodeWays;
  onSigned: () => void;
}) {
  const t = useWords(words);
  const f = useFormat();
  const { state, maskedTarget, codeUntil, codesLeft } = signing;
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        {state === "waiting" && codeUntil && <Text>{t.sent(maskedTarget, f.time(codeUntil))}</Text>}
        {state === "prepared" && <Text>{t.goes(maskedTarget)}</Text>}
        {(state === "expired" || state === "locked") && (
          <Notice kind="warning" live>
            {t[state]}
          </Notice>
        )}
        {state === "waiting" && (
          <CodeForm mandate={mandate} triesLeft={signing.triesLeft} onSigned={onSigned} />
        )}
        {codesLeft > 0 ? (
          <AskCode mandate={mandate} signing={signing} ways={ways} />
        ) : (
          <Text look="muted">{t.none}</Text>
        )}
      </Stack>
    </Section>
  );
}

/** Sends a code where the last one went, or elsewhere: a former one dies. */
function AskCode({ mandate, signing, ways }: { mandate: string; signing: Signing; ways: CodeWays }) {
  const t = useWords(words);
  const ask = useWrite("askMandateCode", { refreshes: [...refreshes] });
  const [way, setWay] = useState<CodeWay | null>(null);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const first = signing.state === "prepared";
  const send = () => {
    const faults: FormErrors = {};
    if (way?.channel === "email" && !way.email.trim()) faults["email"] = t.needEmail;
    if (way?.channel === "sms" && !way.phone.trim() && !ways.phone) faults["phone"] = t.needPhone;
    if (Object.keys(faults).length > 0) return setErrors(faults);
    setErrors(null);
    ask.mutate(
      { params: { mandate }, body: way ? chosen(way) : {} },
      {
        onSuccess: () => {
          setWay(null);
          if (!first) showToast({ title: t.sentAgain });
        },
        onError: (error) =>
          setErrors(errorsOf(error, { "mandate.channel": way?.channel === "sms" ? "phone" : "email" })),
      },
    );
  };
  return (
    <Form onSubmit={send} errors={errors}>
      {way && <CodeFields offer={ways} way={way} onWay={setWay} />}
      <FormActions>
        <Button
          type="submit"
          look={signing.state === "waiting" && !way ? "quiet" : "primary"}
          busy={ask.isPending}
        >
          {first ? t.send : t.again}
        </Button>
        <Button
          look="quiet"
          aria-expanded={way !== null}
          onClick={() => setWay(way ? null : otherWay(ways, signing.channel))}
        >
          {way ? t.sameWay : t.otherWay}
        </Button>
      </FormActions>
    </Form>
  );
}

const chosen = (way: CodeWay) => ({
  channel: way.channel,
  email: way.channel === "email" ? way.email.trim() : "",
  phone: way.channel === "sms" ? way.phone.trim() : "",
});

/** The other channel where there is one, else another address of the same. */
const otherWay = ({ channels, email }: CodeWays, channel: CodeWay["channel"]): CodeWay => ({
  channel: channels.find((one) => one !== channel) ?? channel,
  email: email ?? "",
  phone: "",
});

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
