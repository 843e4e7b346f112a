import { KeyRound, Mail, Printer } from "lucide-react";
import { useState } from "react";
import { api, type GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { saveBlob } from "../../lib/save-blob.ts";
import { useColon, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";

type Given = GotOf<"giveTemporaryPassword">;

const words = {
  mail: { fr: "Envoyer l’activation par courriel", en: "Send the activation by mail" },
  mailed: {
    fr: (email: string) => `Le lien d’activation part à ${email}.`,
    en: (email: string) => `The activation link is on its way to ${email}.`,
  },
  noMail: {
    fr: "Ce compte n’a pas d’adresse électronique : remettez un mot de passe provisoire.",
    en: "This account has no e-mail address: hand over a temporary password.",
  },
  temporary: { fr: "Donner un mot de passe provisoire", en: "Give a temporary password" },
  again: { fr: "En donner un autre", en: "Give another one" },
  once: {
    fr: "Ce mot de passe ne sera plus montré. Copiez-le ou imprimez la lettre maintenant ; son titulaire devra le changer en entrant.",
    en: "This password will not be shown again. Copy it or print the letter now; it must be changed at the first sign-in.",
  },
  onceTitle: { fr: "À noter maintenant", en: "Note it now" },
  identifier: { fr: "Identifiant", en: "Identifier" },
  until: { fr: (at: string) => `Valable jusqu’au ${at}.`, en: (at: string) => `Valid until ${at}.` },
  letter: { fr: "Imprimer la lettre", en: "Print the letter" },
} satisfies Words;

/** Hands an access over: an activation link by mail, or a temporary password shown once and its letter. */
export function GiveEntry({
  user,
  email,
  address = [],
}: {
  user: string;
  email: string | null;
  address?: string[];
}) {
  const t = useWords(words);
  const [given, setGiven] = useState<Given | null>(null);
  const send = useWrite("sendActivation", { refreshes: ["readUser", "listMails"] });
  const give = useWrite("giveTemporaryPassword", { refreshes: ["readUser"] });
  const error = send.error ?? give.error;
  return (
    <Stack gap={3}>
      {error && (
        <Notice kind="error" live>
          {sentenceOf(error)}
        </Notice>
      )}
      {!email && !given && <Text look="small">{t.noMail}</Text>}
      {send.isSuccess && email && (
        <Notice kind="success" live>
          {t.mailed(email)}
        </Notice>
      )}
      <Row>
        {email && (
          <Button icon={Mail} busy={send.isPending} onClick={() => send.mutate({ params: { user } })}>
            {t.mail}
          </Button>
        )}
        <Button
          icon={KeyRound}
          busy={give.isPending}
          onClick={() => give.mutate({ params: { user } }, { onSuccess: setGiven })}
        >
          {given ? t.again : t.temporary}
        </Button>
      </Row>
      {given && <TemporaryPassword user={user} given={given} address={address} />}
    </Stack>
  );
}

function TemporaryPassword({ user, given, address }: { user: string; given: Given; address: string[] }) {
  const t = useWords(words);
  const colon = useColon();
  const f = useFormat();
  const [busy, setBusy] = useState(false);
  const print = async () => {
    setBusy(true);
    try {
      const body = { temporaryPassword: given.temporaryPassword, address };
      saveBlob(await api.printTemporaryPassword({ params: { user }, body }), `${given.identifier}.pdf`);
    } catch (error) {
      showToast({ kind: "error", title: sentenceOf(error) });
    }
    setBusy(false);
  };
  return (
    <Notice
      kind="warning"
      live
      title={t.onceTitle}
      actions={
        <Button small icon={Printer} busy={busy} onClick={() => void print()}>
          {t.letter}
        </Button>
      }
    >
      <Stack gap={2}>
        <Text>
          {t.identifier}
          {colon} <strong>{given.identifier}</strong>
        </Text>
        <CopyText large text={given.temporaryPassword} />
        <Text look="small">
          {t.once} {t.until(f.instant(given.expiresAt))}
        </Text>
      </Stack>
    </Notice>
  );
}
