import { useState } from "react";
import { showToast } from "../ui/toast.tsx";
import { sentenceOf } from "./queries.ts";

/**
 * A choice that is kept at once (`saved` says so). Shows what was asked until `keep` is over, then what the server tells:
 * `keep` resolves once `told` has been read anew (`useChoiceWrite`), and rejects when the choice was refused, which is said
 * and shows the old one again. A second choice made meanwhile wins over the first.
 */
export function useChoice<T>(told: T, saved: string, keep: (asked: T) => Promise<unknown>) {
  const [asked, setAsked] = useState<{ value: T } | null>(null);
  const choose = (value: T) => {
    const mine = { value };
    setAsked(mine);
    keep(value)
      .then(
        () => showToast({ title: saved }),
        (refusal: unknown) => showToast({ kind: "error", title: sentenceOf(refusal) }),
      )
      .finally(() => setAsked((latest) => (latest === mine ? null : latest)));
  };
  return [asked ? asked.value : told, choose] as const;
}
