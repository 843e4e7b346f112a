import { Mail } from "lucide-react";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  mail: { fr: "Recevoir par courriel", en: "Receive by e-mail" },
  sent: { fr: (to: string) => `Envoyé à ${to}`, en: (to: string) => `Sent to ${to}` },
} satisfies Words;

/** Sends what to give the bank to one's own address. */
export function MailTransfer({ transfer }: { transfer: string }) {
  const t = useWords(words);
  const mail = useWrite("mailTransferOrder");
  const send = () =>
    mail.mutate(
      { params: { transfer } },
      {
        onSuccess: ({ to }) => showToast({ title: t.sent(to) }),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <Button icon={Mail} busy={mail.isPending} onClick={send}>
      {t.mail}
    </Button>
  );
}
