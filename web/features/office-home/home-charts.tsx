import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { BarChart } from "../../ui/bar-chart.tsx";
import { Columns } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";

const words = {
  title: { fr: "Retards et moyens de paiement", en: "What is late, and means of payment" },
  overdue: { fr: "Ce qui est échu, par ancienneté", en: "What is overdue, by age" },
  age: { fr: "Ancienneté", en: "Age" },
  amount: { fr: "Montant", en: "Amount" },
  month: { fr: "1 à 30 jours", en: "1 to 30 days" },
  quarter: { fr: "31 à 90 jours", en: "31 to 90 days" },
  half: { fr: "91 à 180 jours", en: "91 to 180 days" },
  older: { fr: "Plus de 180 jours", en: "Over 180 days" },
  means: { fr: "Encaissé en un an, par moyen", en: "Received in a year, by means" },
  by: { fr: "Moyen", en: "Means" },
  card: { fr: "Carte", en: "Card" },
  direct_debit: { fr: "Prélèvement", en: "Direct debit" },
  transfer: { fr: "Virement", en: "Bank transfer" },
  cheque: { fr: "Chèque", en: "Cheque" },
  unknown: { fr: "Non précisé", en: "Not told" },
} satisfies Words;

/** What is overdue by age, and by which means money comes; each only when there is something to say. */
export function HomeCharts({ home }: { home: GotOf<"readHome"> }) {
  const t = useWords(words);
  const f = useFormat();
  const owed = home.overdueByAge.some(({ cents }) => cents > 0);
  if (!owed && home.byMeans.length === 0) return null;
  return (
    <Section title={t.title}>
      <Columns>
        {owed && (
          <BarChart
            title={t.overdue}
            format={f.cents}
            labelHeader={t.age}
            valueHeader={t.amount}
            bars={home.overdueByAge.map(({ age, cents }) => ({
              key: age,
              label: t[age],
              value: cents,
              tone: "overdue",
            }))}
          />
        )}
        {home.byMeans.length > 0 && (
          <BarChart
            title={t.means}
            format={f.cents}
            labelHeader={t.by}
            valueHeader={t.amount}
            bars={home.byMeans.map(({ means, cents }) => ({
              key: means,
              label: t[means],
              value: cents,
              tone: "settled",
            }))}
          />
        )}
      </Columns>
    </Section>
  );
}
