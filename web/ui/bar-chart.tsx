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

const height = 160;
const step = 80;

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

/** Bars from zero, up or down, on one scale; the greatest carries its value. */
function Bars({ bars, format }: Pick<BarChartProps, "bars" | "format">) {
  const top = Math.max(0, ...bars.map((bar) => bar.value));
  const bottom = Math.min(0, ...bars.map((bar) => bar.value));
  const scale = (height - 24) / (top - bottom || 1);
  const zero = 20 + top * scale;
  const width = Math.max(1, bars.length) * step;
  return (
    <svg
      className="q-chart__drawing"
      width={width}
      viewBox={`0 0 ${width} ${height + 28}`}
      aria-hidden="true"
      focusable="false"
    >
      {bars.map((bar, index) => {
        const size = Math.abs(bar.value) * scale;
        const x = index * step + step / 2;
        return (
          <g key={bar.key} className={`q-chart__bar q-chart__bar--${bar.tone ?? "accent"}`}>
            <title>{`${bar.label}: ${format(bar.value)}`}</title>
            <rect
              x={x - 22}
              y={bar.value < 0 ? zero : zero - size}
              width={44}
              height={Math.max(size, 1)}
              rx={2}
            />
            {bar.value === top && (
              <text x={x} y={zero - size - 7} className="q-chart__value">
                {format(bar.value)}
              </text>
            )}
            <text x={x} y={height + 20} className="q-chart__label">
              {bar.label}
            </text>
          </g>
        );
      })}
      <line x1={0} x2={width} y1={zero} y2={zero} className="q-chart__axis" />
    </svg>
  );
}
