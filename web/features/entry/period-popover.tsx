import { CalendarRange } from "lucide-react";
import { useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { useFilters } from "../../lib/navigation.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Popover } from "../../ui/popover.tsx";
import type { Asked } from "./reading.ts";

const words = {
  period: { fr: "Période", en: "Period" },
  from: { fr: "Du", en: "From" },
  to: { fr: "Au", en: "To" },
  since: { fr: (day: string) => `Depuis le ${day}`, en: (day: string) => `Since ${day}` },
  until: { fr: (day: string) => `Jusqu’au ${day}`, en: (day: string) => `Until ${day}` },
  between: { fr: (a: string, b: string) => `${a} au ${b}`, en: (a: string, b: string) => `${a} to ${b}` },
  thisYear: { fr: (year: string) => `Année ${year}`, en: (year: string) => `Year ${year}` },
  lastYear: { fr: "Les 12 derniers mois", en: "The last 12 months" },
  show: { fr: "Afficher", en: "Show" },
  clear: { fr: "Toutes les dates", en: "All dates" },
  limit: {
    fr: (day: string) => `La recherche remonte au ${day}.`,
    en: (day: string) => `Searches go back to ${day}.`,
  },
} satisfies Words;

type PeriodProps = { asked: Asked; earliest: string; today: string };

/** Between two dates, on demand; says how far back one may search (SPEC ACT-2, ACT-3). */
export function PeriodPopover({ asked, earliest, today }: PeriodProps) {
  const t = useWords(words);
  const f = useFormat();
  const { from, to } = asked;
  const label =
    from && to
      ? t.between(f.dateShort(from), f.dateShort(to))
      : from
        ? t.since(f.dateShort(from))
        : to
          ? t.until(f.dateShort(to))
          : t.period;
  return (
    <Popover label={label} icon={CalendarRange} look="button">
      <div className="entry-period">
        <PeriodForm key={`${from}${to}`} asked={asked} earliest={earliest} today={today} />
      </div>
    </Popover>
  );
}

function PeriodForm({ asked, earliest, today }: PeriodProps) {
  const t = useWords(words);
  const f = useFormat();
  const [, change] = useFilters();
  const [from, setFrom] = useState(asked.from ?? "");
  const [to, setTo] = useState(asked.to ?? "");
  const show = (du: string, au: string) => change({ du: du || null, au: au || null });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    show(from, to);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap={3}>
        <Row gap={2}>
          <Button small data-closes="" onClick={() => show(`${today.slice(0, 4)}-01-01`, "")}>
            {t.thisYear(today.slice(0, 4))}
          </Button>
          <Button small data-closes="" onClick={() => show(yearBefore(today), "")}>
            {t.lastYear}
          </Button>
        </Row>
        <Row gap={2}>
          <Field name="du" label={t.from} optional>
            <TextInput type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field name="au" label={t.to} optional>
            <TextInput type="date" value={to} onChange={(event) => setTo(event.target.value)} />
          </Field>
        </Row>
        <Text look="small">{t.limit(f.date(earliest))}</Text>
        <Row justify="between">
          <Button look="quiet" data-closes="" onClick={() => show("", "")}>
            {t.clear}
          </Button>
          <Button type="submit" look="primary" data-closes="">
            {t.show}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

/** The same day a year before; 28 February for 29 February. */
function yearBefore(day: string): string {
  const year = Number(day.slice(0, 4)) - 1;
  return day.endsWith("-02-29") ? `${year}-02-28` : `${year}${day.slice(4)}`;
}
