import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { inFours } from "../../lib/format.ts";
import { useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { AskPassword } from "./ask-password.tsx";
import "./protection.css";

const words = {
  why: {
    fr: "Une application d’authentification affiche un code qui change toutes les trente secondes. Celle de votre téléphone convient, comme toute autre.",
    en: "An authenticator application shows a code that changes every thirty seconds. The one of your telephone will do, like any other.",
  },
  begin: { fr: "Afficher le code à scanner", en: "Show the code to scan" },
  scan: {
    fr: "Scannez ce code avec votre application, ou ouvrez ce lien sur votre téléphone.",
    en: "Scan this code with your application, or open this link on your telephone.",
  },
  open: { fr: "Ouvrir dans mon application", en: "Open in my application" },
  qr: { fr: "Code QR pour votre application", en: "QR code for your application" },
  byHand: { fr: "Vous ne pouvez pas scanner ? Saisissez cette clé :", en: "You cannot scan? Type this key:" },
  code: { fr: "Code affiché par l’application", en: "Code shown by the application" },
  missing: { fr: "Recopiez les six chiffres affichés.", en: "Copy the six digits shown." },
  confirm: { fr: "Confirmer", en: "Confirm" },
} satisfies Words;

type Begun = GotOf<"startTotp">;

/** Adds an authenticator application: password, QR code, a code of it (ACC-9). @param onDone told the recovery codes, if any */
export function AddTotp({ onDone }: { onDone: (codes: string[] | null) => void }) {
  const t = useWords(words);
  const [begun, setBegun] = useState<Begun | null>(null);
  const start = useWrite("startTotp");
  if (begun) return <ConfirmTotp begun={begun} onDone={onDone} />;
  return (
    <Stack gap={4}>
      <Text>{t.why}</Text>
      <AskPassword
        save={t.begin}
        busy={start.isPending}
        onPassword={(password, onError) =>
          start.mutate({ body: { password } }, { onSuccess: setBegun, onError })
        }
      />
    </Stack>
  );
}

function ConfirmTotp({ begun, onDone }: { begun: Begun; onDone: (codes: string[] | null) => void }) {
  const t = useWords(words);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const confirm = useWrite("confirmTotp");
  const submit = (data: FormData) => {
    const code = textOf(data, "code").replaceAll(/\s/g, "");
    if (code.length < 6) return setErrors({ code: t.missing });
    confirm.mutate(
      { body: { code } },
      {
        onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
        onError: (error) => setErrors(errorsOf(error, { "second_step.wrong": "code" })),
      },
    );
  };
  const { size, path } = begun.qr;
  return (
    <Stack gap={4}>
      <Text>{t.scan}</Text>
      <svg
        className="protection-qr"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t.qr}
        shapeRendering="crispEdges"
      >
        <path d={path} fill="currentColor" />
      </svg>
      <Text>
        <a href={begun.uri}>{t.open}</a>
      </Text>
      <Text look="small">
        {t.byHand} <code>{inFours(begun.secret)}</code>
      </Text>
      <Form errors={errors} onSubmit={submit} aria-label={t.confirm}>
        <Field name="code" label={t.code}>
          <TextInput inputMode="numeric" autoComplete="one-time-code" maxLength={12} chars={8} />
        </Field>
        <FormActions>
          <Button type="submit" look="primary" busy={confirm.isPending}>
            {t.confirm}
          </Button>
        </FormActions>
      </Form>
    </Stack>
  );
}
