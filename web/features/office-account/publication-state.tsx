import { Clock, EyeOff } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { State } from "../../ui/tag.tsx";

export type Publication = GotOf<"listAccounts">["items"][number]["publication"];
export const publications = ["published", "leaving", "withdrawn"] as const;

const words = {
  published: { fr: "Publié", en: "Published" },
  leaving: { fr: "Part à la prochaine publication", en: "Leaves at the next publication" },
  withdrawn: { fr: "Retiré", en: "Withdrawn" },
} satisfies Words;

/** The names of what customers can read of an account, for filters. */
export const usePublicationNames = (): Readonly<Record<Publication, string>> => useWords(words);

/** Whether customers read an account; nothing when they do. */
export function PublicationState({ of }: { of: Publication }) {
  const t = useWords(words);
  if (of === "published") return null;
  return (
    <State kind={of === "leaving" ? "pending" : "neutral"} icon={of === "leaving" ? Clock : EyeOff}>
      {t[of]}
    </State>
  );
}
