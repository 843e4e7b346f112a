import { useWords, type Words } from "../lib/words.ts";
import "./feedback.css";

const words = { loading: { fr: "Chargement", en: "Loading" } } satisfies Words;

/** The place of a text that is on its way. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useWords(words);
  return (
    <output className="q-skeleton">
      <span className="q-hidden">{t.loading}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="q-skeleton__line" />
      ))}
    </output>
  );
}

/** The place of a table that is on its way. */
export function SkeletonTable({ rows = 6 }: { rows?: number }) {
  const t = useWords(words);
  return (
    <output className="q-skeleton q-skeleton--table">
      <span className="q-hidden">{t.loading}</span>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className="q-skeleton__row">
          <span className="q-skeleton__line" />
          <span className="q-skeleton__line" />
        </span>
      ))}
    </output>
  );
}
