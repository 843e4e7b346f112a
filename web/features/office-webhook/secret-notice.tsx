import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";

const words = {
  once: { fr: "La clé de signature, à copier maintenant", en: "The signing key: copy it now" },
  onceText: {
    fr: "Elle prouve à votre logiciel que le message vient de Quitus. Elle ne sera plus jamais montrée.",
    en: "It proves to your software that a message comes from Quitus. It will never be shown again.",
  },
  finish: { fr: "C’est copié", en: "It is copied" },
} satisfies Words;

/** A signing key, shown once. */
export function SecretNotice({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useWords(words);
  return (
    <Stack>
      <Notice kind="warning" title={t.once} live>
        {t.onceText}
      </Notice>
      <CopyText text={secret} />
      <Button look="primary" onClick={onDone}>
        {t.finish}
      </Button>
    </Stack>
  );
}
