import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { AmountInput } from "../../ui/amount-input.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/inputs.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Offer } from "./mandate-state.tsx";
import { PlanTable } from "./plan-table.tsx";

const words = {
  mode: { fr: "Combien de fois", en: "How often" },
  one_off: { fr: "Une seule fois", en: "Once" },
  oneOffHint: {
    fr: "Un seul prélèvement, du montant que vous indiquez.",
    en: "A single debit, of the amount that you give.",
  },
  automatic: { fr: "Automatiquement, à chaque échéance", en: "Automatically, at each due date" },
  automaticHint: {
    fr: (days: string) =>
      `Chaque facture est prélevée à son échéance, annoncée ${days} avant. Une fois signé, ce choix ne redevient pas un paiement unique ; vous pouvez le révoquer à tout moment.`,
    en: (days: string) =>
      `Each invoice is debited when it is due, announced ${days} before. Once signed, this does not become a single payment again; you may revoke it at any time.`,
  },
  days: {
    fr: (n: number) => (n === 1 ? "1 jour" : `${n} jours`),
    en: (n: number) => (n === 1 ? "1 day" : `${n} days`),
  },
  amount: { fr: "Montant à prélever", en: "Amount to debit" },
  wanted: { fr: "Jour du prélèvement", en: "Day of the debit" },
  wantedHint: {
    fr: "Laissez vide pour être prélevé dès que l’annonce le permet. Un jour où les banques sont fermées est remis au suivant.",
    en: "Leave it empty to be debited as soon as the notice allows. A day on which banks are closed is moved to the next.",
  },
  closed: {
    fr: "Pas tant que les paiements sont suspendus.",
    en: "Not while payments are suspended.",
  },
  above: {
    fr: (due: string) => `C’est plus que ce que vous devez aujourd’hui (${due}).`,
    en: (due: string) => `This is more than you owe today (${due}).`,
  },
  spread: {
    fr: (due: string) => `Étaler les ${due} dus aujourd’hui`,
    en: (due: string) => `Spread the ${due} due today`,
  },
  noSpread: { fr: "Non, tout à l’échéance", en: "No, when each is due" },
  times: {
    fr: (n: number) => `En ${n} fois, sans frais`,
    en: (n: number) => `In ${n} instalments, without charge`,
  },
  already: {
    fr: "Ce compte a déjà un mandat automatique.",
    en: "This account already has an automatic mandate.",
  },
} satisfies Words;

export type Terms = {
  mode: "one_off" | "automatic";
  cents: number | null;
  wantedOn: string | null;
  months: number;
};
export const firstTerms = (offer: Offer, wantedCents: number | null): Terms => ({
  mode: offer.can.once ? "one_off" : "automatic",
  cents: wantedCents ?? (offer.dueCents > 0 ? offer.dueCents : null),
  wantedOn: null,
  months: 0,
});

type Props = { offer: Offer; terms: Terms; onTerms: (terms: Terms) => void };

/** One-off or automatic; how much, or over how many months (MAN-1 to MAN-3). */
export function TermsFields({ offer, terms, onTerms }: Props) {
  const t = useWords(words);
  const f = useFormat();
  const plan = offer.plans.find((one) => one.months === terms.months);
  return (
    <>
      {offer.automaticOffered && (
        <RadioGroup
          name="mode"
          rows
          legend={t.mode}
          value={terms.mode}
          onChange={(mode) => onTerms({ ...terms, mode: mode as Terms["mode"] })}
          options={[
            {
              value: "one_off",
              label: t.one_off,
              hint: offer.can.once ? t.oneOffHint : t.closed,
              disabled: !offer.can.once,
            },
            {
              value: "automatic",
              label: t.automatic,
              hint: offer.automatic ? t.already : t.automaticHint(t.days(offer.preNotificationDays)),
              disabled: !offer.can.automatic,
            },
          ]}
        />
      )}
      {terms.mode === "one_off" && (
        <Field name="cents" label={t.amount}>
          <AmountInput cents={terms.cents} onCents={(cents) => onTerms({ ...terms, cents })} />
        </Field>
      )}
      {terms.mode === "one_off" && terms.cents !== null && terms.cents > offer.dueCents && (
        <Notice kind="warning" live>
          {t.above(f.cents(offer.dueCents))}
        </Notice>
      )}
      {terms.mode === "one_off" && (
        <DateField
          name="wantedOn"
          label={t.wanted}
          hint={t.wantedHint}
          optional
          min={offer.wantedDays.first}
          max={offer.wantedDays.last}
          value={terms.wantedOn}
          onChange={(wantedOn) => onTerms({ ...terms, wantedOn })}
        />
      )}
      {terms.mode === "automatic" && offer.plans.length > 0 && (
        <Field name="months" label={t.spread(f.cents(offer.dueCents))} optional>
          <Select
            value={String(terms.months)}
            onChange={(event) => onTerms({ ...terms, months: Number(event.target.value) })}
          >
            <option value="0">{t.noSpread}</option>
            {offer.plans.map(({ months }) => (
              <option key={months} value={months}>
                {t.times(months)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {terms.mode === "automatic" && plan && <PlanTable instalments={plan.instalments} />}
    </>
  );
}
