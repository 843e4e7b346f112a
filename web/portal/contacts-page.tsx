import { useQuery } from "@tanstack/react-query";
import { PenLine, Phone } from "lucide-react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { type Agency, PlaceCard } from "../features/agency/place-card.tsx";
import { useMessages } from "../features/message/use-messages.ts";
import { useFormat } from "../lib/format.ts";
import { paths } from "../lib/place.ts";
import { query } from "../lib/queries.ts";
import { useOrganization } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Column, Stack } from "../ui/layout.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  title: { fr: "Contacts", en: "Contacts" },
  lead: { fr: "À qui vous adresser, et comment.", en: "Whom to turn to, and how." },
  write: { fr: "Écrire", en: "Write" },
  offices: { fr: "Nos bureaux", en: "Our offices" },
  about: { fr: "Qui nous sommes", en: "Who we are" },
  legalName: { fr: "Raison sociale", en: "Legal name" },
  siret: { fr: "SIRET", en: "SIRET" },
  rcs: { fr: "RCS", en: "Trade register" },
  vat: { fr: "TVA intracommunautaire", en: "VAT number" },
  representative: { fr: "Représentant légal", en: "Legal representative" },
  card: { fr: "Carte professionnelle", en: "Professional card" },
  validUntil: { fr: (day: string) => `valable jusqu’au ${day}`, en: (day: string) => `valid until ${day}` },
  guarantor: { fr: "Garantie financière", en: "Financial guarantee" },
  none: { fr: "Aucun contact encore", en: "No contact yet" },
  noneText: {
    fr: "Votre gestionnaire n’a pas encore donné ses contacts. Vous pouvez lui écrire.",
    en: "Your account manager has given no contact yet. You can write.",
  },
} satisfies Words;

/** Whom to turn to: services, offices, and who the organization is (SPEC INF-1, OFF-4). */
export function ContactsPage() {
  const t = useWords(words);
  const mayWrite = useMessages()?.can.write ?? false;
  const { contact } = useOrganization();
  const { data, error, refetch } = useQuery(query("readAgency", {}));
  if (error) return <FailedRead error={error} onRetry={() => void refetch()} />;
  const write = (subject?: string) =>
    mayWrite && (
      <LinkButton small icon={PenLine} href={paths.newRequest({ objet: subject })}>
        {t.write}
      </LinkButton>
    );
  const main = { name: contact.service, fax: "", ...contact };
  const known = [contact.phone, contact.email, contact.hours, ...contact.address].some(Boolean);
  const services = [...(known ? [main] : []), ...(data?.services ?? [])];
  const empty = data && services.length + data.offices.length === 0;
  return (
    <Column>
      <Stack gap={8}>
        <PageTitle title={t.title} lead={t.lead} />
        {!data && <Skeleton lines={10} />}
        {empty && (
          <EmptyState icon={Phone} title={t.none} action={write()}>
            {t.noneText}
          </EmptyState>
        )}
        {data &&
          services.map((one, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- two services may have one name
            <Section key={index} title={one.name || t.title} actions={write(one.name)}>
              <PlaceCard place={one} />
            </Section>
          ))}
        {data && data.offices.length > 0 && (
          <Section title={t.offices}>
            <Stack gap={6}>
              {data.offices.map((office, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- two offices may have one name
                <Section key={index} level={3} title={office.name}>
                  <PlaceCard place={office} />
                </Section>
              ))}
            </Stack>
          </Section>
        )}
        {data && <About agency={data} />}
      </Stack>
    </Column>
  );
}

function About({ agency: { general, representative, card } }: { agency: Agency }) {
  const t = useWords(words);
  const f = useFormat();
  const lines: [string, string][] = [
    [t.legalName, [general.legalName, general.legalForm, general.capital].filter(Boolean).join(", ")],
    [t.siret, general.siret],
    [t.rcs, general.rcs],
    [t.vat, general.vat],
    [t.representative, [representative.name, representative.function].filter(Boolean).join(", ")],
    [
      t.card,
      [card.number, card.issuedBy, card.validUntil && t.validUntil(f.date(card.validUntil))]
        .filter(Boolean)
        .join(", "),
    ],
    [t.guarantor, card.guarantor],
  ];
  const items = lines.filter(([, value]) => value !== "").map(([term, value]) => ({ term, value }));
  if (items.length === 0) return null;
  return (
    <Section title={t.about}>
      <DefinitionList items={items} />
    </Section>
  );
}
