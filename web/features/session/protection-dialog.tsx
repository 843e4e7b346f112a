import { useState } from "react";
import { useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AddPasskey } from "./add-passkey.tsx";
import { AddTotp } from "./add-totp.tsx";
import { AskPassword } from "./ask-password.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

const words = {
  "add-totp": { fr: "Ajouter une application", en: "Add an application" },
  "add-passkey": { fr: "Ajouter une clé d’accès", en: "Add a passkey" },
  "remove-totp": { fr: "Retirer l’application", en: "Remove the application" },
  "remove-passkey": { fr: "Retirer la clé d’accès", en: "Remove the passkey" },
  "make-codes": { fr: "Faire d’autres codes de secours", en: "Make other recovery codes" },
  codes: { fr: "Vos codes de secours", en: "Your recovery codes" },
  removeTotpText: {
    fr: "Les codes de l’application ne vous feront plus entrer.",
    en: "The application’s codes will no longer let you in.",
  },
  removePasskeyText: {
    fr: (name: string) => `« ${name} » ne vous fera plus entrer. Pensez à l’effacer aussi sur l’appareil.`,
    en: (name: string) => `“${name}” will no longer let you in. Remember to erase it on the device too.`,
  },
  makeCodesText: {
    fr: "Les codes d’avant ne vaudront plus rien.",
    en: "The former codes will be worth nothing.",
  },
  added: {
    fr: "C’est en place. Vos autres appareils sont déconnectés.",
    en: "It is in place. Your other devices are signed out.",
  },
  removed: { fr: "C’est retiré.", en: "It is removed." },
} satisfies Words;

/** What is being changed. */
export type Change =
  | { kind: "add-totp" | "add-passkey" | "remove-totp" | "make-codes" }
  | { kind: "remove-passkey"; passkey: string; name: string };

/** The dialog of each change of one's protection. Codes just made are not lost by a key pressed too soon. */
export function ProtectionDialog({ change, onClose }: { change: Change | null; onClose: () => void }) {
  const t = useWords(words);
  const [codes, setCodes] = useState<string[] | null>(null);
  const finish = () => {
    setCodes(null);
    onClose();
  };
  const added = (made: string[] | null) => {
    if (made) return setCodes(made);
    showToast({ title: t.added });
    finish();
  };
  const removed = () => {
    showToast({ title: t.removed });
    finish();
  };
  const title = codes ? t.codes : change ? t[change.kind] : "";
  return (
    <Dialog open={change !== null} onClose={finish} title={title} steady={codes !== null}>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={finish} />
      ) : (
        change && <Body change={change} onAdded={added} onCodes={setCodes} onRemoved={removed} />
      )}
    </Dialog>
  );
}

type BodyProps = {
  change: Change;
  onAdded: (codes: string[] | null) => void;
  onCodes: (codes: string[]) => void;
  onRemoved: () => void;
};

function Body({ change, onAdded, onCodes, onRemoved }: BodyProps) {
  const t = useWords(words);
  const removeTotp = useWrite("removeTotp");
  const removePasskey = useWrite("removePasskey");
  const make = useWrite("makeRecoveryCodes");
  if (change.kind === "add-totp") return <AddTotp onDone={onAdded} />;
  if (change.kind === "add-passkey") return <AddPasskey onDone={onAdded} />;
  const text =
    change.kind === "remove-passkey"
      ? t.removePasskeyText(change.name)
      : change.kind === "remove-totp"
        ? t.removeTotpText
        : t.makeCodesText;
  return (
    <Stack gap={4}>
      <Text>{text}</Text>
      <AskPassword
        save={t[change.kind]}
        danger={change.kind !== "make-codes"}
        busy={removeTotp.isPending || removePasskey.isPending || make.isPending}
        onPassword={(password, onError) => {
          const body = { password };
          const removed = { onSuccess: onRemoved, onError };
          if (change.kind === "remove-passkey")
            removePasskey.mutate({ params: { passkey: change.passkey }, body }, removed);
          else if (change.kind === "remove-totp") removeTotp.mutate({ body }, removed);
          else make.mutate({ body }, { onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes), onError });
        }}
      />
    </Stack>
  );
}
