import { useWords, type Words } from "../../lib/words.ts";
import { Progress } from "../../ui/progress.tsx";

const words = {
  checking: {
    fr: "Nous vérifions que vous n’êtes pas un robot : cela se fait tout seul.",
    en: "We check that you are not a robot: it runs by itself.",
  },
} satisfies Words;

/** How far the proof of work is; nothing while none is done. */
export function ChallengeProgress({ share }: { share: number | null }) {
  const t = useWords(words);
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output holds no progress bar
    <div role="status">{share !== null && <Progress label={t.checking} value={share} max={1} />}</div>
  );
}
