import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AskPassword } from "./ask-password.tsx";

const words = {
  why: {
    fr: "Une clé d’accès vous reconnaît par votre empreinte, votre visage ou le code de votre appareil. Elle remplace le mot de passe, et ne peut être ni devinée ni volée à distance.",
    en: "A passkey recognizes you by your fingerprint, your face or the code of your device. It replaces the password, and can neither be guessed nor stolen from afar.",
  },
  name: { fr: "Son nom", en: "Its name" },
  hint: {
    fr: "Pour la reconnaître dans la liste, par exemple Mon téléphone.",
    en: "To know it in the list, for example My telephone.",
  },
  default: { fr: "Cet appareil", en: "This device" },
  add: { fr: "Ajouter une clé d’accès", en: "Add a passkey" },
  givenUp: {
    fr: "Rien n’a été ajouté : l’appareil n’a pas confirmé. Vous pouvez réessayer.",
    en: "Nothing was added: the device did not confirm. You may try again.",
  },
} satisfies Words;

/** Adds a passkey: a name, the password, then the device asks (ACC-9). @param onDone told the recovery codes, if any */
export function AddPasskey({ onDone }: { onDone: (codes: string[] | null) => void }) {
  const t = useWords(words);
  const [busy, setBusy] = useState(false);
  const [givenUp, setGivenUp] = useState(false);
  const add = async (password: string, onError: (error: unknown) => void, data: FormData) => {
    setBusy(true);
    setGivenUp(false);
    try {
      const { makePasskey } = await import("./passkeys.ts");
      const kept = await makePasskey(password, textOf(data, "name").trim() || t.default);
      if (kept) return onDone(kept.recoveryCodes);
      setGivenUp(true);
    } catch (error) {
      onError(error);
    }
    setBusy(false);
  };
  return (
    <Stack gap={4}>
      <Text>{t.why}</Text>
      {givenUp && (
        <Notice kind="warning" live>
          {t.givenUp}
        </Notice>
      )}
      <AskPassword save={t.add} busy={busy} onPassword={(...given) => void add(...given)}>
        <Field name="name" label={t.name} hint={t.hint}>
          <TextInput autoComplete="off" maxLength={60} defaultValue={t.default} />
        </Field>
      </AskPassword>
    </Stack>
  );
}
