import { Eye } from "lucide-react";
import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useStopViewing } from "./sign-out.ts";

const words = {
  viewing: {
    fr: (customer: string) => `Vous voyez l’espace de ${customer}, en lecture seule.`,
    en: (customer: string) => `You are viewing the space of ${customer}, reading only.`,
  },
  previewing: {
    fr: (customer: string) =>
      `Aperçu de réglages non enregistrés, tels que ${customer} les verrait. Rien n’est fait ici.`,
    en: (customer: string) =>
      `Preview of settings not saved, as ${customer} would see them. Nothing is done here.`,
  },
  toSettings: { fr: "Revenir aux réglages", en: "Back to the settings" },
  leave: { fr: "Revenir au bureau", en: "Back to the office" },
} satisfies Words;

/** Says to staff that what they see is somebody else's, and leads back (SPEC ACC-12). */
export function ViewAsBanner() {
  const t = useWords(words);
  const me = useMe();
  const stop = useStopViewing();
  return (
    <>
      <Icon of={Eye} />
      <span>{me.preview ? t.previewing(me.name) : t.viewing(me.name)}</span>
      <Button look="quiet" small onClick={stop}>
        {me.preview ? t.toSettings : t.leave}
      </Button>
    </>
  );
}
