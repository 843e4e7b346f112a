import { useQuery } from "@tanstack/react-query";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { CertificateSection } from "../features/office-signature/certificate-section.tsx";
import { type Certificate, grouped } from "../features/office-signature/signature-words.ts";
import { TimestampSection } from "../features/office-signature/timestamp-section.tsx";
import { parisDate, useFormat } from "../lib/format.ts";
import { paths } from "../lib/place.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Column, Stack } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";

const words = {
  title: { fr: "Signature des documents", en: "Signing of documents" },
  lead: {
    fr: "Les mandats que vos clients signent portent le cachet électronique de l’organisme : chacun peut vérifier qu’ils viennent de vous et n’ont pas changé.",
    en: "The mandates that your customers sign bear the electronic seal of the organization: anybody can check that they come from you and did not change.",
  },
  check: { fr: "La page où chacun vérifie un document", en: "The page where anybody checks a document" },
  former: { fr: "Certificats précédents", en: "Former certificates" },
  name: { fr: "Au nom de", en: "In the name of" },
  issuer: { fr: "Garanti par", en: "Vouched for by" },
  self: { fr: "L’organisme seul", en: "The organization alone" },
  used: { fr: "A signé jusqu’au", en: "Signed until" },
  fingerprint: { fr: "Empreinte", en: "Fingerprint" },
} satisfies Words;

/** What signs the organization's documents, and who attests the time (SPEC MAN-5). */
export function SignaturePage() {
  const t = useWords(words);
  const { data, error, refetch } = useQuery(query("readSignature", {}));
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      <Stack gap={8}>
        <Column>
          <Stack gap={8}>
            <Link href={paths.verification()}>{t.check}</Link>
            <CertificateSection settings={data} />
            <TimestampSection timestamp={data.timestamp} />
          </Stack>
        </Column>
        {data.former.length > 0 && <Former certificates={data.former} />}
      </Stack>
    </>
  );
}

function Former({ certificates }: { certificates: Certificate[] }) {
  const t = useWords(words);
  const f = useFormat();
  return (
    <Section title={t.former}>
      <Table
        hideCaption
        caption={t.former}
        rows={certificates}
        rowKey={(row) => row.fingerprint}
        columns={[
          { key: "name", header: t.name, phone: "title", cell: (row) => row.name },
          { key: "issuer", header: t.issuer, cell: (row) => (row.selfSigned ? t.self : row.issuer) },
          {
            key: "used",
            header: t.used,
            cell: (row) => (row.retiredAt ? f.date(parisDate(row.retiredAt)) : ""),
          },
          {
            key: "fingerprint",
            header: t.fingerprint,
            phone: "hide",
            cell: (row) => grouped(row.fingerprint.slice(0, 16)),
          },
        ]}
      />
    </Section>
  );
}
