import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Notice } from "../../ui/notice.tsx";

const words = {
  title: { fr: "Ceci est une démonstration", en: "This is a demonstration" },
  text: {
    fr: "Aucun courriel ne part vraiment : tous arrivent dans la boîte de la démonstration.",
    en: "No e-mail really leaves: all arrive in the demonstration’s mailbox.",
  },
  open: { fr: "Ouvrir la boîte", en: "Open the mailbox" },
} satisfies Words;

/** Where the mail just sent can be read, in a demonstration only. */
export function OutboxLink() {
  const t = useWords(words);
  const { demoOutbox } = useOrganization();
  if (!demoOutbox) return null;
  return (
    <Notice kind="info" title={t.title} actions={<a href={demoOutbox}>{t.open}</a>}>
      {t.text}
    </Notice>
  );
}
