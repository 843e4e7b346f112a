import { useQuery } from "@tanstack/react-query";
import { fileAddress } from "../../lib/api.ts";
import { parisDate, useFormat } from "../../lib/format.ts";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import "./signature.css";

const words = {
  title: { fr: "Notre certificat", en: "Our certificate" },
  lead: {
    fr: "Un lecteur de PDF montre l’empreinte du certificat qui a signé : comparez-la avec celle-ci.",
    en: "A PDF reader shows the fingerprint of the certificate that signed: compare it with this one.",
  },
  name: { fr: "Au nom de", en: "In the name of" },
  until: { fr: "Valable jusqu’au", en: "Valid until" },
  fingerprint: { fr: "Empreinte (SHA-256)", en: "Fingerprint (SHA-256)" },
  download: { fr: "Télécharger le certificat", en: "Download the certificate" },
} satisfies Words;

/** What our signatures are recognized by in a reader of PDF; nothing before the first one. */
export function OurCertificate() {
  const t = useWords(words);
  const f = useFormat();
  const { data } = useQuery(query("readCertificates", {}));
  const present = data?.items.find((one) => one.retiredAt === null);
  if (!present) return null;
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        <Text look="muted">{t.lead}</Text>
        <DefinitionList
          items={[
            { term: t.name, value: present.name },
            { term: t.until, value: f.date(parisDate(present.validUntil)) },
            { term: t.fingerprint, value: <span className="seal-fingerprint">{present.fingerprint}</span> },
          ]}
        />
        <a href={fileAddress("readCertificateFile", {})} download>
          {t.download}
        </a>
      </Stack>
    </Section>
  );
}
