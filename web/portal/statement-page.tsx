import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { AccountFigures } from "../features/account/account-figures.tsx";
import { AccountHead } from "../features/account/account-head.tsx";
import { type AccountSummary, accountQuery } from "../features/account/current-account.ts";
import { AddSelection } from "../features/cart/add-selection.tsx";
import { useCart } from "../features/cart/use-cart.ts";
import { AllTable } from "../features/entry/all-table.tsx";
import { DueTable } from "../features/entry/due-table.tsx";
import { LedgerTable } from "../features/entry/ledger-table.tsx";
import { LetteringDialog } from "../features/entry/lettering-dialog.tsx";
import { type Asked, askedIn, isNarrowed, lectureOf, type Reading } from "../features/entry/reading.ts";
import { StatementFilters } from "../features/entry/statement-filters.tsx";
import { type Entry, useStatement } from "../features/entry/use-statement.ts";
import { useFormat } from "../lib/format.ts";
import { useFilters, useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { sentenceOf } from "../lib/queries.ts";
import { useOrganization } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton, SkeletonTable } from "../ui/skeleton.tsx";
import { TabLinks } from "../ui/tab-links.tsx";

const words = {
  readings: { fr: "Lectures du compte", en: "Readings of the account" },
  due: { fr: "À régler", en: "To pay" },
  all: { fr: "Toutes les écritures", en: "All entries" },
  ledger: { fr: "Grand livre", en: "Ledger" },
  choose: { fr: (label: string) => `Choisir ${label}`, en: (label: string) => `Choose ${label}` },
  more: { fr: "Afficher la suite", en: "Show more" },
  shown: {
    fr: (n: string, total: string) => `${n} sur ${total} écritures`,
    en: (n: string, total: string) => `${n} of ${total} entries`,
  },
  notFound: { fr: "Aucune écriture ne correspond", en: "No entry matches" },
  widen: {
    fr: "Élargissez la recherche : une autre pièce, d’autres dates.",
    en: "Widen the search: another piece, other dates.",
  },
  printed: {
    fr: (account: string, party: string, day: string) => `Compte ${account}, ${party}. État au ${day}.`,
    en: (account: string, party: string, day: string) => `Account ${account}, ${party}. As of ${day}.`,
  },
} satisfies Words;

const readings: Reading[] = ["due", "all", "ledger"];

/** The account statement (SPEC ACT-2, ACT-3, ACT-9): the face of Quitus. */
export function StatementPage() {
  const account = useParam("account");
  const read = useQuery(accountQuery(account));
  const cart = useCart(read.data?.creditor.id).data;
  if (read.isError) return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) {
    return (
      <>
        <Skeleton lines={3} />
        <SkeletonTable rows={5} />
      </>
    );
  }
  return (
    <>
      <AccountHead account={read.data} cart={cart} />
      <AccountFigures account={read.data} />
      <PrintLine account={read.data} />
      <Readings
        key={account}
        account={read.data}
        inCart={new Set(cart?.pieces.map((piece) => piece.entry))}
      />
    </>
  );
}

function PrintLine({ account }: { account: AccountSummary }) {
  const t = useWords(words);
  const f = useFormat();
  return <p className="q-print-only">{t.printed(account.code, account.party.name, f.date(account.today))}</p>;
}

type ReadingsProps = { account: AccountSummary; inCart: ReadonlySet<string> };

function Readings({ account, inCart }: ReadingsProps) {
  const t = useWords(words);
  const [search] = useFilters();
  const asked = askedIn(search);
  const statement = useStatement(account.account, asked);
  const [lettering, setLettering] = useState<string | null>(null);
  const { list } = statement;
  const kept = { piece: search.piece, du: search.du, au: search.au };
  return (
    <>
      <TabLinks
        label={t.readings}
        tabs={readings.map((reading) => ({
          href: paths.account(account.account, { lecture: lectureOf(reading), ...kept }),
          label: t[reading],
          current: reading === asked.reading,
          count: reading === "due" && account.openEntries > 0 ? account.openEntries : undefined,
        }))}
      />
      <StatementFilters
        account={account.account}
        asked={asked}
        earliest={account.earliestSearchable}
        today={account.today}
      />
      {list.isError ? (
        <Notice kind="error" live>
          {sentenceOf(list.error)}
        </Notice>
      ) : (
        <div className={list.isPlaceholderData ? "entry-stale" : undefined}>
          <Lines
            key={asked.reading}
            account={account}
            asked={asked}
            inCart={inCart}
            statement={statement}
            onLettering={setLettering}
          />
        </div>
      )}
      <LetteringDialog account={account.account} lettering={lettering} onClose={() => setLettering(null)} />
    </>
  );
}

type LinesProps = ReadingsProps & {
  asked: Asked;
  statement: ReturnType<typeof useStatement>;
  onLettering: (lettering: string) => void;
};

function Lines({ account, asked, inCart, statement, onLettering }: LinesProps) {
  const t = useWords(words);
  const f = useFormat();
  const { settings } = useOrganization();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { list, entries, totals } = statement;
  const canTick = (entry: Entry) => entry.toPayCents !== 0 && !inCart.has(entry.id);
  const tick = (next: Set<string>) => {
    const added = [...next].filter((id) => !selected.has(id));
    setSelected(settings.paySeveral ? next : new Set(added.slice(0, 1)));
  };
  const given = {
    account: account.account,
    entries,
    inCart,
    totals,
    loading: list.isPending,
    complete: !list.hasNextPage,
    convention: settings.signConvention,
    onLettering,
    empty: isNarrowed(asked) ? (
      <EmptyState icon={SearchX} title={t.notFound}>
        {t.widen}
      </EmptyState>
    ) : undefined,
  };
  const selection = account.can.pay
    ? { selected, onChange: tick, label: (entry: Entry) => t.choose(entry.label), canSelect: canTick }
    : undefined;
  return (
    <>
      {asked.reading === "due" && <DueTable {...given} selection={selection} />}
      {asked.reading === "all" && <AllTable {...given} />}
      {asked.reading === "ledger" && (
        <LedgerTable
          {...given}
          openingCents={statement.openingCents}
          closingCents={statement.closingCents}
          from={asked.from}
          to={asked.to}
          todayCents={account.balanceCents}
        />
      )}
      {list.hasNextPage && (
        <div className="entry-more q-no-print">
          <Text look="muted">{t.shown(f.number(entries.length), f.number(totals.count))}</Text>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.more}
          </Button>
        </div>
      )}
      <AddSelection
        creditor={account.creditor.id}
        chosen={entries.filter((entry) => selected.has(entry.id) && canTick(entry))}
        onClear={() => setSelected(new Set())}
      />
    </>
  );
}
