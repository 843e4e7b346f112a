import { type CalendarDate, parseDate } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight, CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Calendar, CalendarCell, CalendarGrid, CalendarHeading } from "react-aria-components/Calendar";
import { DateInput, DatePicker, DateSegment } from "react-aria-components/DatePicker";
import { DateRangePicker } from "react-aria-components/DateRangePicker";
import { Dialog } from "react-aria-components/Dialog";
import { FieldError } from "react-aria-components/FieldError";
import { Group } from "react-aria-components/Group";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Label } from "react-aria-components/Label";
import { Popover } from "react-aria-components/Popover";
import { RangeCalendar } from "react-aria-components/RangeCalendar";
import { Text } from "react-aria-components/Text";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import "./aria.ts";
import "./date-field.css";
import "./field.css";
import { useFormErrors } from "./form.tsx";
import { Icon } from "./icon.tsx";

const words = {
  optional: { fr: "facultatif", en: "optional" },
  to: { fr: "au", en: "to" },
} satisfies Words;

type Common = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  /** Bounds, `YYYY-MM-DD`, both allowed. */
  min?: string | null;
  max?: string | null;
  optional?: boolean;
  disabled?: boolean;
};

export type DateFieldProps = Common & {
  name?: string;
  /** `YYYY-MM-DD`, or null while there is none. */
  value: string | null;
  onChange: (date: string | null) => void;
};

/** A date typed part by part in the order of the language, or picked in a calendar. */
export function DateField({ name, value, onChange, error, ...rest }: DateFieldProps) {
  const { errors, idOf } = useFormErrors();
  const wrong = error ?? (name ? errors[name] : undefined);
  return (
    <Localized>
      <DatePicker
        className="q-field q-date-field"
        id={name && idOf?.(name)}
        name={name}
        value={read(value)}
        onChange={(date) => onChange(date?.toString() ?? null)}
        {...shared(rest, wrong)}
      >
        <Head {...rest} />
        <Group className="q-input q-date-field__box">
          <DateInput className="q-date-field__parts">
            {(segment) => <DateSegment segment={segment} />}
          </DateInput>
          <PickButton />
        </Group>
        <Wrong>{wrong}</Wrong>
        <Popover className="q-date-field__popover">
          <Dialog className="q-date-field__dialog">
            <Calendar className="q-calendar">
              <CalendarHead />
              <CalendarGrid>{(date) => <CalendarCell date={date} />}</CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DatePicker>
    </Localized>
  );
}

export type DateRange = { from: string | null; to: string | null };

export type DateRangeFieldProps = Common & { value: DateRange; onChange: (range: DateRange) => void };

/** Two dates, the first not after the second. */
export function DateRangeField({ value, onChange, error, ...rest }: DateRangeFieldProps) {
  const t = useWords(words);
  const [start, end] = [read(value.from), read(value.to)];
  return (
    <Localized>
      <DateRangePicker
        className="q-field q-date-field"
        value={start && end ? { start, end } : null}
        onChange={(range) =>
          onChange({ from: range?.start.toString() ?? null, to: range?.end.toString() ?? null })
        }
        {...shared(rest, error)}
      >
        <Head {...rest} />
        <Group className="q-input q-date-field__box">
          <DateInput slot="start" className="q-date-field__parts">
            {(segment) => <DateSegment segment={segment} />}
          </DateInput>
          <span className="q-date-field__to">{t.to}</span>
          <DateInput slot="end" className="q-date-field__parts">
            {(segment) => <DateSegment segment={segment} />}
          </DateInput>
          <PickButton />
        </Group>
        <Wrong>{error}</Wrong>
        <Popover className="q-date-field__popover">
          <Dialog className="q-date-field__dialog">
            <RangeCalendar className="q-calendar q-calendar--range">
              <CalendarHead />
              <CalendarGrid>{(date) => <CalendarCell date={date} />}</CalendarGrid>
            </RangeCalendar>
          </Dialog>
        </Popover>
      </DateRangePicker>
    </Localized>
  );
}

/** French weeks start on Monday, and so do ours in English: the reader is in France. */
function Localized({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  return <I18nProvider locale={language === "fr" ? "fr-FR" : "en-GB"}>{children}</I18nProvider>;
}

function Head({ label, hint, optional }: Common) {
  const t = useWords(words);
  return (
    <>
      <Label className="q-field__label">
        {label}
        {optional && <span className="q-field__optional"> ({t.optional})</span>}
      </Label>
      {hint != null && (
        <Text slot="description" className="q-field__hint">
          {hint}
        </Text>
      )}
    </>
  );
}

function PickButton() {
  return (
    <Button className="q-icon-button q-date-field__pick">
      <Icon of={CalendarDays} />
    </Button>
  );
}

function CalendarHead() {
  return (
    <header className="q-calendar__head">
      <Button slot="previous" className="q-icon-button">
        <Icon of={ChevronLeft} />
      </Button>
      <CalendarHeading className="q-calendar__month" />
      <Button slot="next" className="q-icon-button">
        <Icon of={ChevronRight} />
      </Button>
    </header>
  );
}

function Wrong({ children }: { children?: string | null }) {
  return (
    <FieldError className="q-field__error">
      {({ validationErrors }) => (
        <>
          <Icon of={CircleAlert} />
          <span>{children ?? validationErrors.join(" ")}</span>
        </>
      )}
    </FieldError>
  );
}

function shared({ min, max, optional, disabled }: Omit<Common, "label">, wrong?: string | null) {
  return {
    minValue: read(min),
    maxValue: read(max),
    isRequired: !optional,
    isDisabled: disabled,
    isInvalid: wrong ? true : undefined,
    validationBehavior: "aria" as const,
    shouldForceLeadingZeros: true,
  };
}

function read(date: string | null | undefined): CalendarDate | null {
  return date ? parseDate(date) : null;
}
