import { useQuery } from "@tanstack/react-query";
import { useFormat } from "../../lib/format.ts";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { AmountInput } from "../../ui/amount-input.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/inputs.tsx";
import { Text } from "../../ui/layout.tsx";
import { PlanTable } from "../mandate/plan-table.tsx";

const words = {
  mode: { fr: "Type", en: "Type" },
  automatic: { fr: "Automatique", en: "Automatic" },
  automaticTaken: {
    fr: "Ce compte a déjà un mandat automatique.",
    en: "This account already has an automatic mandate.",
  },
  one_off: { fr: "Une seule fois", en: "Once" },
  amount: { fr: "Montant à prélever", en: "Amount to debit" },
  wanted: { fr: "Jour du prélèvement", en: "Day of the debit" },
  wantedHint: {
    fr: "Celui qui est écrit sur le mandat ; vide, dès que l’annonce le permet.",
    en: "The one written on the mandate; left empty, as soon as the notice allows.",
  },
  spread: {
    fr: (due: string) => `Étaler les ${due} dus aujourd’hui`,
    en: (due: string) => `Spread the ${due} due today`,
  },
  noSpread: { fr: "Non, tout à l’échéance", en: "No, when each is due" },
  times: { fr: (n: number) => `En ${n} fois`, en: (n: number) => `In ${n} instalments` },
  first: { fr: "Première échéance le", en: "First instalment on" },
  firstHint: {
    fr: "Celle qui est écrite sur le mandat ; vide, celle que l’annonce permet.",
    en: "The one written on the mandate; left empty, the one that the notice allows.",
  },
  same: {
    fr: "Cet échéancier doit être celui qui a été signé.",
    en: "This schedule must be the one that was signed.",
  },
} satisfies Words;

export type PaperTerms = {
  mode: "automatic" | "one_off";
  cents: number | null;
  wantedOn: string | null;
  months: number;
  firstOn: string | null;
};
export const noTerms: PaperTerms = {
  mode: "automatic",
  cents: null,
  wantedOn: null,
  months: 0,
  firstOn: null,
};

/** What the request carries: of what is not of the mode chosen, nothing. */
export const sentTerms = ({ mode, cents, wantedOn, months, firstOn }: PaperTerms) =>
  mode === "one_off"
    ? { mode, cents, wantedOn, months: 0, firstOn: null }
    : { mode, cents: null, wantedOn: null, months, firstOn: months > 0 ? firstOn : null };

type Props = { account: string; terms: PaperTerms; onTerms: (terms: PaperTerms) => void };

/** How often, how much and when, as the paper says: the terms that are offered on line (MAN-2, MAN-3). */
export function PaperTermsFields({ account, terms, onTerms }: Props) {
  const t = useWords(words);
  const { data } = useQuery(query("readPaperTerms", { params: { account }, query: {} }));
  const set = (some: Partial<PaperTerms>) => onTerms({ ...terms, ...some });
  return (
    <>
      <RadioGroup
        name="mode"
        legend={t.mode}
        value={terms.mode}
        onChange={(mode) => set({ mode: mode as PaperTerms["mode"] })}
        options={[
          {
            value: "automatic",
            label: t.automatic,
            ...(data?.automatic ? { hint: t.automaticTaken, disabled: true } : {}),
          },
          { value: "one_off", label: t.one_off },
        ]}
      />
      {terms.mode === "one_off" && (
        <>
          <Field name="cents" label={t.amount}>
            <AmountInput cents={terms.cents} onCents={(cents) => set({ cents })} />
          </Field>
          <DateField
            name="wantedOn"
            label={t.wanted}
            hint={t.wantedHint}
            optional
            min={data?.wantedDays.first}
            max={data?.wantedDays.last}
            value={terms.wantedOn}
            onChange={(wantedOn) => set({ wantedOn })}
          />
        </>
      )}
      {terms.mode === "automatic" && data && data.plans.length > 0 && (
        <PlanFields account={account} terms={terms} onTerms={onTerms} offered={data} />
      )}
    </>
  );
}

type Offered = { dueCents: number; plans: { months: number }[]; wantedDays: { first: string; last: string } };

function PlanFields({ account, terms, onTerms, offered }: Props & { offered: Offered }) {
  const t = useWords(words);
  const f = useFormat();
  const { months, firstOn } = terms;
  const schedule = useQuery({
    ...query("readPaperTerms", { params: { account }, query: { firstOn: firstOn ?? undefined } }),
    enabled: months > 0,
    retry: false,
  });
  const plan = schedule.data?.plans.find((one) => one.months === months);
  return (
    <>
      <Field name="months" label={t.spread(f.cents(offered.dueCents))} optional>
        <Select
          value={String(months)}
          onChange={(event) => onTerms({ ...terms, months: Number(event.target.value) })}
        >
          <option value="0">{t.noSpread}</option>
          {offered.plans.map((one) => (
            <option key={one.months} value={one.months}>
              {t.times(one.months)}
            </option>
          ))}
        </Select>
      </Field>
      {months > 0 && (
        <DateField
          name="firstOn"
          label={t.first}
          hint={t.firstHint}
          optional
          min={offered.wantedDays.first}
          max={offered.wantedDays.last}
          value={firstOn}
          onChange={(day) => onTerms({ ...terms, firstOn: day })}
        />
      )}
      {months > 0 && plan && (
        <>
          <Text look="muted">{t.same}</Text>
          <PlanTable instalments={plan.instalments} />
        </>
      )}
    </>
  );
}
