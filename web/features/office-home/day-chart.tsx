import { Table2 } from "lucide-react";
import { useId, useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { Table } from "../../ui/table.tsx";
import "./day-chart.css";

const words = {
  table: { fr: "Voir le tableau", en: "Show the table" },
  chart: { fr: "Voir le graphique", en: "Show the chart" },
  perDay: { fr: "Encaissé par jour", en: "Received per day" },
  day: { fr: "Jour", en: "Day" },
  payments: { fr: "Paiements", en: "Payments" },
  cents: { fr: "Encaissé", en: "Received" },
  described: {
    fr: (total: string, days: number) => `${total} encaissés en ligne ces ${days} derniers jours`,
    en: (total: string, days: number) => `${total} received on line in the last ${days} days`,
  },
} satisfies Words;

type Day = GotOf<"readHome">["collected"][number];

const width = 720;
const height = 150;
const head = 22;

/** Money received on line, day by day, from zero; the best day carries its figure. The table is one button away. */
export function DayChart({ days }: { days: Day[] }) {
  const t = useWords(words);
  const f = useFormat();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const total = days.reduce((sum, day) => sum + day.cents, 0);
  return (
    <figure className="day-chart" aria-labelledby={id}>
      <figcaption>
        <span id={id}>{t.described(f.cents(total), days.length)}</span>
        <Button look="quiet" small icon={Table2} onClick={() => setAsTable(!asTable)}>
          {asTable ? t.chart : t.table}
        </Button>
      </figcaption>
      {asTable ? <DayTable days={days} total={total} /> : <Drawing days={days} />}
    </figure>
  );
}

function DayTable({ days, total }: { days: Day[]; total: number }) {
  const t = useWords(words);
  const count = days.reduce((sum, day) => sum + day.count, 0);
  return (
    <Table
      dense
      hideCaption
      caption={t.perDay}
      rows={days.filter((day) => day.count > 0)}
      rowKey={(day) => day.day}
      columns={[
        { key: "day", header: t.day, cell: (day) => <DateText date={day.day} /> },
        { key: "count", header: t.payments, numeric: true, cell: (day) => day.count, foot: count },
        {
          key: "cents",
          header: t.cents,
          numeric: true,
          phone: "amount",
          cell: (day) => <Amount cents={day.cents} />,
          foot: <Amount cents={total} />,
        },
      ]}
    />
  );
}

function Drawing({ days }: { days: Day[] }) {
  const f = useFormat();
  const top = Math.max(1, ...days.map((day) => day.cents));
  const step = width / Math.max(1, days.length);
  const best = days.findIndex((day) => day.cents === top);
  const inside = (x: number) => Math.min(width - 46, Math.max(46, x));
  return (
    <svg
      className="day-chart__drawing"
      viewBox={`0 0 ${width} ${head + height + 22}`}
      aria-hidden="true"
      focusable="false"
    >
      {days.map((day, index) => {
        const size = (day.cents / top) * height;
        return (
          <rect
            key={day.day}
            x={index * step + step * 0.15}
            y={head + height - size}
            width={step * 0.7}
            height={size}
            rx={1.5}
          >
            <title>{`${f.date(day.day)} : ${f.cents(day.cents)}`}</title>
          </rect>
        );
      })}
      {best >= 0 && (
        <text x={inside((best + 0.5) * step)} y={head - 7} className="day-chart__value">
          {f.cents(top)}
        </text>
      )}
      <line x1={0} x2={width} y1={head + height} y2={head + height} />
      <EndLabels days={days} />
    </svg>
  );
}

/** The first day, the middle and the last one: enough to read a month. */
function EndLabels({ days }: { days: Day[] }) {
  const f = useFormat();
  const y = head + height + 18;
  const middle = days[Math.floor(days.length / 2)];
  const first = days[0];
  const last = days.at(-1);
  if (!first || !middle || !last) return null;
  return (
    <>
      <text x={0} y={y}>
        {f.day(first.day)}
      </text>
      {days.length > 8 && (
        <text x={width / 2} y={y} textAnchor="middle">
          {f.day(middle.day)}
        </text>
      )}
      <text x={width} y={y} textAnchor="end">
        {f.day(last.day)}
      </text>
    </>
  );
}
