import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { CollectionPieces } from "../collection/collection-pieces.tsx";
import { CollectionState } from "../collection/collection-state.tsx";
import { useFactName } from "../office-audit/fact-names.ts";
import { officePaths } from "../office-frame/office-paths.ts";

type OfficeCollection = GotOf<"readOfficeCollection">;

const words = {
  party: { fr: "Tiers", en: "Party" },
  account: { fr: "Compte", en: "Account" },
  creditor: { fr: "Créancier", en: "Creditor" },
  day: { fr: "Prélevé le", en: "Taken on" },
  told: { fr: "Annoncé le", en: "Announced on" },
  mandate: { fr: "Mandat (RUM)", en: "Mandate (UMR)" },
  debtor: { fr: "Titulaire", en: "Holder" },
  bank: { fr: "Compte bancaire", en: "Bank account" },
  batch: { fr: "Remise", en: "Batch" },
  retry: { fr: "Seconde présentation prévue le", en: "Second presentation on" },
  fee: { fr: "Frais facturés", en: "Fee charged" },
  left: {
    fr: (cents: string) => `${cents} n’ont rien réglé : c’est un avoir visible sur le compte.`,
    en: (cents: string) => `${cents} settled nothing: it is a visible credit on the account.`,
  },
  pieces: { fr: "Pièces", en: "Items" },
  events: { fr: "Ce qui s’est passé", en: "What happened" },
} satisfies Words;

/** Everything about one direct debit, for staff. */
export function CollectionRecord({ collection }: { collection: OfficeCollection }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  const nameOf = useFactName();
  return (
    <Stack gap={6}>
      <Stack gap={2}>
        <Row justify="between">
          <Amount cents={collection.cents} size="l" />
          <CollectionState state={collection.state} office />
        </Row>
        {collection.return && (
          <Notice kind="warning" title={collection.return.code ?? undefined}>
            {collection.return.reason[language]}
          </Notice>
        )}
        {collection.leftCents > 0 && <Text>{t.left(f.cents(collection.leftCents))}</Text>}
      </Stack>
      <DefinitionList items={useFacts(collection)} />
      {collection.pieces.length > 0 && (
        <Section level={3} title={t.pieces}>
          <CollectionPieces account={collection.account.id} pieces={collection.pieces} />
        </Section>
      )}
      <Section level={3} title={t.events}>
        <Timeline
          events={collection.events.map((event) => ({
            key: `${event.at} ${event.name}`,
            at: event.at,
            title: nameOf(event.name),
            ...(event.by ? { who: event.by } : {}),
          }))}
        />
      </Section>
    </Stack>
  );
}

function useFacts(collection: OfficeCollection) {
  const t = useWords(words);
  const f = useFormat();
  const back = collection.return;
  return [
    {
      key: "party",
      term: t.party,
      value: <Link href={officePaths.party(collection.party.id)}>{collection.party.name}</Link>,
    },
    {
      key: "account",
      term: t.account,
      value: <Link href={officePaths.account(collection.account.id)}>{collection.account.name}</Link>,
    },
    { key: "creditor", term: t.creditor, value: collection.creditor.name },
    { key: "day", term: t.day, value: f.date(collection.collectOn) },
    { key: "told", term: t.told, value: f.date(collection.announcedOn) },
    { key: "mandate", term: t.mandate, value: collection.umr },
    { key: "debtor", term: t.debtor, value: collection.debtorName },
    { key: "bank", term: t.bank, value: collection.maskedIban },
    collection.batch && {
      key: "batch",
      term: t.batch,
      value: <Link href={officePaths.batch(collection.batch.id)}>{collection.batch.name}</Link>,
    },
    back?.retryOn && { key: "retry", term: t.retry, value: f.date(back.retryOn) },
    back && back.feeCents > 0 && { key: "fee", term: t.fee, value: f.cents(back.feeCents) },
  ].filter((item) => typeof item === "object" && item !== null);
}
