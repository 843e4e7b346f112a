import { useQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { DayChart } from "../features/office-home/day-chart.tsx";
import { HomeFigures } from "../features/office-home/figures.tsx";
import { FirstSteps } from "../features/office-home/first-steps.tsx";
import { HomeCharts } from "../features/office-home/home-charts.tsx";
import { WorkList } from "../features/office-home/work-list.tsx";
import type { GotOf } from "../lib/api.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { InstantText } from "../ui/amount.tsx";
import { LinkButton } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { Text } from "../ui/layout.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  title: { fr: "À faire", en: "To do" },
  import: { fr: "Importer un FEC", en: "Import a FEC" },
  figures: { fr: "Où en sont les comptes", en: "Where the accounts stand" },
  collected: { fr: "Encaissements en ligne", en: "Received on line" },
  notYet: {
    fr: "Aucun paiement en ligne ces 30 derniers jours. Le premier se montrera ici.",
    en: "No on-line payment in the last 30 days. The first one will show here.",
  },
  published: { fr: "Dernières publications", en: "Latest publications" },
  never: { fr: "Jamais publié", en: "Never published" },
} satisfies Words;

/** The office's first page: a work list, a few figures, one chart. */
export function HomePage() {
  const t = useWords(words);
  const may = useMay();
  const { data, error, refetch } = useQuery({ ...query("readHome", {}), refetchInterval: 60_000 });
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  const actions = may("accountant") && (
    <LinkButton icon={Upload} href={officePaths.imports()}>
      {t.import}
    </LinkButton>
  );
  return (
    <>
      <PageTitle title={t.title} actions={actions} />
      {data ? <Home home={data} /> : <Skeleton lines={8} />}
    </>
  );
}

function Home({ home }: { home: GotOf<"readHome"> }) {
  const t = useWords(words);
  const received = home.collected.some((day) => day.count > 0);
  const publications = home.publishedAt.map(({ creditor, publishedAt }) => ({
    key: creditor,
    term: creditor,
    value: publishedAt ? <InstantText at={publishedAt} /> : t.never,
  }));
  const begins = home.start.length > 0;
  const work = (
    <div className="office-home__work">
      {begins && <FirstSteps start={home.start} />}
      {(!begins || home.work.length > 0) && <WorkList work={home.work} />}
    </div>
  );
  // Figures and charts of nothing say nothing.
  if (begins && home.figures.accounts === 0) return work;
  return (
    <>
      {work}
      <Section title={t.figures}>
        <HomeFigures figures={home.figures} />
      </Section>
      <Section title={t.collected}>
        {received ? <DayChart days={home.collected} /> : <Text look="muted">{t.notYet}</Text>}
      </Section>
      <HomeCharts home={home} />
      <Section title={t.published}>
        <DefinitionList items={publications} />
      </Section>
    </>
  );
}
