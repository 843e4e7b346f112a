import type { GotOf } from "../../lib/api.ts";
import { parisDate, useFormat } from "../../lib/format.ts";
import { address } from "../../lib/place.ts";
import { useColon, useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { State } from "../../ui/tag.tsx";

type Consent = GotOf<"readMyData">["consents"][number];
type Row = Consent & { key: string };

const words = {
  caption: { fr: "Ce que vous avez accepté ou refusé", en: "What you agreed to or refused" },
  what: { fr: "Quoi", en: "What" },
  answer: { fr: "Réponse", en: "Answer" },
  given: { fr: "accepté", en: "agreed" },
  refused: { fr: "refusé", en: "refused" },
  since: { fr: "Depuis le", en: "Since" },
  change: { fr: "Changer", en: "Change" },
  none: {
    fr: "Vous n’avez encore rien choisi : les réglages de l’organisme s’appliquent.",
    en: "You have chosen nothing yet: the organization’s settings apply.",
  },
  where: { fr: "Chacun se retire là où il a été donné.", en: "Each is taken back where it was given." },
} satisfies Words;

/** What was agreed to, since when, and where it is taken back. */
export function ConsentList({ consents }: { consents: Consent[] }) {
  const t = useWords(words);
  const columns = useColumns();
  if (consents.length === 0) return <Text>{t.none}</Text>;
  const rows = consents.map((one, index) => ({ ...one, key: `${index}` }));
  return (
    <Stack gap={3}>
      <Text>{t.where}</Text>
      <Table caption={t.caption} hideCaption columns={columns} rows={rows} rowKey={(row) => row.key} />
    </Stack>
  );
}

function useColumns(): Column<Row>[] {
  const t = useWords(words);
  const colon = useColon();
  const f = useFormat();
  const { language } = useLanguage();
  const nameOf = (row: Row) => [row.label[language], row.detail].filter(Boolean).join(`${colon} `);
  return [
    { key: "what", header: t.what, width: "wide", phone: "title", cell: nameOf },
    {
      key: "answer",
      header: t.answer,
      width: "narrow",
      phone: "state",
      cell: (row) => (
        <State kind={row.given ? "settled" : "neutral"}>{row.given ? t.given : t.refused}</State>
      ),
    },
    {
      key: "since",
      header: t.since,
      width: "narrow",
      phone: "meta",
      cell: (row) => (row.at ? f.date(parisDate(row.at)) : ""),
    },
    {
      key: "change",
      header: t.change,
      width: "narrow",
      phone: "amount",
      cell: (row) => (
        <Link href={address(row.path)} aria-label={`${t.change}${colon} ${nameOf(row)}`}>
          {t.change}
        </Link>
      ),
    },
  ];
}
