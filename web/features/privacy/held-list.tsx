import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { plural, useLanguage, useWords, type Words } from "../../lib/words.ts";
import { type Column, Table } from "../../ui/table.tsx";
import "./held.css";

export type Held = GotOf<"readMyData">["kinds"][number];

const words = {
  caption: { fr: "Ce qui est détenu sur vous", en: "What is held about you" },
  what: { fr: "Quoi", en: "What" },
  basis: { fr: "À quel titre", en: "On what basis" },
  kept: { fr: "Conservé", en: "Kept" },
  count: { fr: "Lignes", en: "Rows" },
  contract: { fr: "le service que vous utilisez", en: "the service that you use" },
  law: { fr: "une obligation de la loi", en: "a duty of the law" },
  interest: { fr: "un intérêt légitime", en: "a legitimate interest" },
  consent: { fr: "votre accord", en: "your agreement" },
  years: {
    fr: (n: number) => plural("fr", n, { one: "# an", other: "# ans" }),
    en: (n: number) => plural("en", n, { one: "# year", other: "# years" }),
  },
  months: {
    fr: (n: number) => plural("fr", n, { one: "# mois", other: "# mois" }),
    en: (n: number) => plural("en", n, { one: "# month", other: "# months" }),
  },
  access: { fr: "après la dernière connexion", en: "after the last sign-in" },
  accounting: { fr: "après l’exercice", en: "after the fiscal year" },
  proof: { fr: "après la fin", en: "after the end" },
  relation: { fr: "après le dernier contact", en: "after the last contact" },
  payment: { fr: "après le paiement", en: "after the payment" },
  log: { fr: "", en: "" },
} satisfies Words;

/** What is held, by kind: why, on what basis, for how long. */
export function HeldList({ kinds }: { kinds: Held[] }) {
  const t = useWords(words);
  return (
    <Table caption={t.caption} hideCaption columns={useColumns()} rows={kinds} rowKey={(row) => row.kind} />
  );
}

function useColumns(): Column<Held>[] {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  const lasting = (row: Held) =>
    `${row.years === null ? t.months(row.months ?? 0) : t.years(row.years)} ${t[row.term]}`.trim();
  return [
    {
      key: "what",
      header: t.what,
      width: "wide",
      phone: "title",
      cell: (row) => (
        <>
          {row.label[language]}
          <br />
          <small className="held-why">{row.why[language]}</small>
        </>
      ),
    },
    { key: "basis", header: t.basis, phone: "hide", cell: (row) => t[row.basis] },
    { key: "kept", header: t.kept, phone: "meta", cell: lasting },
    { key: "count", header: t.count, numeric: true, phone: "amount", cell: (row) => f.number(row.count) },
  ];
}
