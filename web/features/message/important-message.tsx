import { useState } from "react";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { MessageBody } from "./message-body.tsx";
import type { Greeting } from "./use-messages.ts";

const words = {
  goOn: { fr: "J’ai lu, continuer", en: "I have read this, go on" },
  looking: {
    fr: "Le client doit fermer ce message pour continuer. Vous pouvez le passer : rien n’est enregistré.",
    en: "The customer must close this message to go on. You may skip it: nothing is recorded.",
  },
} satisfies Words;

/** A message that must be closed before going on; closed once, it does not come back (MSG-1). */
export function ImportantMessage({ message, onClosed }: { message: Greeting; onClosed: () => void }) {
  const t = useWords(words);
  const looks = useMe().viewedBy !== null;
  const close = useWrite("closeMessage", { refreshes: ["readMessages"] });
  const [open, setOpen] = useState(true);
  const leave = () => {
    setOpen(false);
    onClosed();
  };
  const goOn = () => {
    if (looks) return leave();
    close.mutate({ params: { announcement: message.id } }, { onSuccess: leave });
  };
  return (
    <Dialog
      open={open}
      onClose={goOn}
      steady
      title={message.title}
      footer={
        <Button look="primary" busy={close.isPending} onClick={goOn}>
          {t.goOn}
        </Button>
      }
    >
      {looks && <Notice>{t.looking}</Notice>}
      <MessageBody message={message} />
      {close.isError && (
        <Notice kind="error" live>
          {sentenceOf(close.error)}
        </Notice>
      )}
    </Dialog>
  );
}
