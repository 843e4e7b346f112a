import { Ban, MailQuestionMark } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { State } from "../../ui/tag.tsx";

type UserState = GotOf<"readUser">["state"];

const words = {
  invited: { fr: "Jamais entré", en: "Never signed in" },
  active: { fr: "Actif", en: "Active" },
  disabled: { fr: "Désactivé", en: "Disabled" },
} satisfies Words;

/** The names of the states, for filters. */
export const useUserStates = (): Readonly<Record<UserState, string>> => useWords(words);

/** The state of an access account, in a word. */
export function UserStateTag({ state }: { state: UserState }) {
  const t = useWords(words);
  if (state === "active") return <State kind="settled">{t.active}</State>;
  if (state === "invited")
    return (
      <State kind="pending" icon={MailQuestionMark}>
        {t.invited}
      </State>
    );
  return (
    <State kind="neutral" icon={Ban}>
      {t.disabled}
    </State>
  );
}
