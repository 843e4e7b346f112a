import { Fragment } from "react";
import { useFormat } from "../lib/format.ts";
import "./amount.css";
import { classes } from "./classes.ts";

export type AmountProps = {
  /** Whole cents. */
  cents: number;
  size?: "m" | "l" | "xl";
  tone?: "ink" | "overdue" | "settled" | "muted";
  /** Writes the plus too: for changes. */
  signed?: boolean;
  /** Without the euro sign: in columns whose head says it. */
  bare?: boolean;
};

/** An amount in tabular figures, that never breaks over two lines. */
export function Amount({ cents, size = "m", tone = "ink", signed, bare }: AmountProps) {
  const f = useFormat();
  const written = bare ? f.centsBare(cents) : signed ? f.signedCents(cents) : f.cents(cents);
  return (
    <data
      value={(cents / 100).toFixed(2)}
      className={classes("q-amount", `q-amount--${size}`, `q-amount--${tone}`)}
    >
      {size === "m" ? written : <Large written={written} />}
    </data>
  );
}

/** Large figures carry their cents a little smaller, as a printed cheque does, and a wider space between thousands. */
function Large({ written }: { written: string }) {
  const cut = written.search(/[.,]\d{2}(?!\d)/);
  const groups = written.slice(0, cut).split("\u202f");
  return (
    <>
      {groups.map((group, index) => (
        <Fragment key={index}>
          {index > 0 && <span className="q-amount__space">{"\u202f"}</span>}
          {group}
        </Fragment>
      ))}
      <span className="q-amount__cents">{written.slice(cut)}</span>
    </>
  );
}

/** A date `YYYY-MM-DD` in words, or in figures when `short`. */
export function DateText({ date, short }: { date: string; short?: boolean }) {
  const f = useFormat();
  return (
    <time dateTime={date} className="q-date">
      {short ? f.dateShort(date) : f.date(date)}
    </time>
  );
}

/** An instant (ISO) on the clocks of Paris. */
export function InstantText({ at }: { at: string }) {
  const f = useFormat();
  return (
    <time dateTime={at} className="q-date">
      {f.instant(at)}
    </time>
  );
}
