import { parisDate, useFormat } from "../../lib/format.ts";

/** An instant in figures, on the clocks of Paris: for the columns of dense lists. */
export function ShortInstant({ at }: { at: string }) {
  const f = useFormat();
  return (
    <time dateTime={at} className="q-date">
      {f.dateShort(parisDate(at))} {f.time(at)}
    </time>
  );
}
