import { useQuery } from "@tanstack/react-query";
import { FailedRead } from "../app/fallback-pages.tsx";
import { newsWords } from "../features/notification/news-labels.ts";
import { officePaths } from "../features/office-frame/office-paths.ts";
import type { GotOf } from "../lib/api.ts";
import { query } from "../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { PageTitle } from "../ui/page.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Modèles de courriels", en: "Mail templates" },
  lead: {
    fr: "Chaque courriel peut être écrit avec vos mots, en français et en anglais.",
    en: "Each mail can be written in your own words, in French and in English.",
  },
  mail: { fr: "Courriel", en: "Mail" },
  to: { fr: "Destiné à", en: "Meant for" },
  staff: { fr: "Le service", en: "The office" },
  customer: { fr: "Le client", en: "The customer" },
  about: { fr: "Sujet", en: "About" },
  text: { fr: "Texte", en: "Text" },
  ours: { fr: "d’origine", en: "original" },
  own: {
    fr: (languages: string) => `modifié (${languages})`,
    en: (languages: string) => `changed (${languages})`,
  },
} satisfies Words;

type Row = GotOf<"listTemplates">["items"][number];

/** Every kind of mail, and whether the organization wrote it its own way. */
export function TemplatesPage() {
  const t = useWords(words);
  const { language } = useLanguage();
  const columns = useColumns();
  const { data, error, refetch } = useQuery(query("listTemplates", {}));
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      <Table
        caption={t.title}
        hideCaption
        dense
        columns={columns}
        rows={data?.items ?? []}
        loading={!data}
        rowKey={(row) => row.kind}
        rowHref={(row) => officePaths.template(row.kind, { langue: language })}
        openKey="mail"
      />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useWords(words);
  const news = useWords(newsWords);
  const { language } = useLanguage();
  return [
    { key: "mail", header: t.mail, phone: "title", cell: (row) => row.label[language] },
    { key: "to", header: t.to, phone: "meta", cell: (row) => (row.news === "staff" ? t.staff : t.customer) },
    {
      key: "about",
      header: t.about,
      phone: "hide",
      cell: (row) => (row.news === "staff" ? "" : news[row.news as keyof typeof newsWords]),
    },
    {
      key: "text",
      header: t.text,
      phone: "state",
      cell: (row) =>
        row.own.length > 0 ? <State kind="settled">{t.own(row.own.join(", "))}</State> : t.ours,
    },
  ];
}
