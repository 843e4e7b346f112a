import { useQuery } from "@tanstack/react-query";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { ArchiveSection } from "../features/privacy/archive-section.tsx";
import { ConsentList } from "../features/privacy/consent-list.tsx";
import { ErasureSection } from "../features/privacy/erasure-section.tsx";
import { HeldList } from "../features/privacy/held-list.tsx";
import { query } from "../lib/queries.ts";
import { useMe, useOrganization } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Stack, Text } from "../ui/layout.tsx";
import { PageTitle, Section } from "../ui/page.tsx";

const words = {
  title: { fr: "Mes données", en: "My data" },
  lead: {
    fr: (name: string) => `Ce que ${name} détient sur vous, pourquoi, et pour combien de temps.`,
    en: (name: string) => `What ${name} holds about you, why, and for how long.`,
  },
  held: { fr: "Ce qui est détenu", en: "What is held" },
  consents: { fr: "Ce que j’ai accepté", en: "What I agreed to" },
  wrong: {
    fr: "Une erreur ? Faites-la corriger : vos coordonnées se modifient dans votre espace, le reste sur demande.",
    en: "A mistake? Have it corrected: your details are changed in your space, the rest on request.",
  },
} satisfies Words;

/** My data: what is held, what I agreed to, all of it to take away, and asking to be erased (SPEC INF-5). */
export function MyDataPage() {
  const t = useWords(words);
  const me = useMe();
  const { name } = useOrganization();
  const { data, error, refetch } = useQuery(query("readMyData", {}));
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return (
    <Stack gap={8}>
      <PageTitle title={t.title} lead={t.lead(name)} />
      <ArchiveSection archive={data.archive} canAsk={data.can.askArchive} proof={data.proof} />
      <Section title={t.held}>
        <Stack gap={3}>
          <HeldList kinds={data.kinds} />
          <Text look="muted">{t.wrong}</Text>
        </Stack>
      </Section>
      <Section title={t.consents}>
        <ConsentList consents={data.consents} />
      </Section>
      <ErasureSection erasure={data.erasure} canAsk={data.can.askErasure} staff={me.staff !== null} />
    </Stack>
  );
}
