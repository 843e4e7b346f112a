import { Table2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "./button.tsx";
import "./bar-chart.css";
import type { StateKind } from "./tag.tsx";

const words = {
  table: { fr: "Voir le tableau", en: "Show the table" },
  chart: { fr: "Voir le graphique", en: "Show the chart" },
} satisfies Words;

export type Bar = { key: string; label: string; value: number; tone?: StateKind };

export type BarChartProps = {
  /** What the chart says, in a sentence if possible. */
  title: ReactNode;
  bars: Bar[];
  /** Writes a value: `f.cents` for amounts. */
  format: (value: number) => string;
  labelHeader: string;
  valueHeader: string;
};

/** One idea in a few bars; the same figures as a table are one button away, and what screen readers read. */
export function BarChart({ title, bars, format, labelHeader, valueHeader }: BarChartProps) {
  const t = useWords(words);
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="q-chart" aria-labelledby={id}>
      <figcaption className="q-chart__head">
        <span id={id}>{title}</span>
        <Button look="quiet" small icon={Table2} onClick={() => setAsTable(!asTable)}>
          {asTable ? t.chart : t.table}
        </Button>
      </figcaption>
      {!asTable && <Bars bars={bars} format={format} />}
      <table className={asTable ? "q-chart__table" : "q-hidden"}>
        <thead>
          <tr>
            <th scope="col">{labelHeader}</th>
            <th scope="col">{valueHeader}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.label}</th>
              <td>{format(bar.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** Bars from zero, on one scale, one a line: label, bar, figure. What is below zero goes to the left of it. */
function Bars({ bars, format }: Pick<BarChartProps, "bars" | "format">) {
  const most = Math.max(0, ...bars.map((bar) => bar.value));
  const least = Math.min(0, ...bars.map((bar) => bar.value));
  const part = (value: number) => (100 * value) / (most - least || 1);
  const zero = part(-least);
  return (
    <div className="q-chart__bars" aria-hidden="true">
      {bars.map((bar) => (
        <div key={bar.key} className={`q-chart__bar q-chart__bar--${bar.tone ?? "accent"}`}>
          <span className="q-chart__label">{bar.label}</span>
          <svg className="q-chart__drawing" focusable="false">
            <rect
              x={`${zero + Math.min(0, part(bar.value))}%`}
              width={`${Math.max(Math.abs(part(bar.value)), 0.4)}%`}
              height="100%"
              rx={2}
            />
          </svg>
          <span className="q-chart__value">{format(bar.value)}</span>
        </div>
      ))}
    </div>
  );
}
