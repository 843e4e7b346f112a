import { useQuery } from "@tanstack/react-query";
import { MessageCircleWarning } from "lucide-react";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { AccountFigures } from "../features/account/account-figures.tsx";
import { AccountHead } from "../features/account/account-head.tsx";
import { type AccountSummary, accountQuery } from "../features/account/current-account.ts";
import { AddSelection } from "../features/cart/add-selection.tsx";
import { useCart } from "../features/cart/use-cart.ts";
import { DeclarePaid } from "../features/declaration/declare-paid.tsx";
import { type Readings, ReadingTable, ReadingTabs, useReadings } from "../features/entry/readings.tsx";
import type { Entry } from "../features/entry/use-statement.ts";
import { useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { sentenceOf } from "../lib/queries.ts";
import { useOrganization } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton, SkeletonTable } from "../ui/skeleton.tsx";

const words = {
  retry: { fr: "Réessayer", en: "Try again" },
  due: { fr: "À régler", en: "To pay" },
  all: { fr: "Toutes les écritures", en: "All entries" },
  ledger: { fr: "Grand livre", en: "Ledger" },
  choose: { fr: (label: string) => `Choisir ${label}`, en: (label: string) => `Choose ${label}` },
  more: { fr: "Afficher la suite", en: "Show more" },
  contest: { fr: "Créer un litige", en: "Open a dispute" },
  printed: {
    fr: (account: string, party: string, day: string) => `Compte ${account}, ${party}. État au ${day}.`,
    en: (account: string, party: string, day: string) => `Account ${account}, ${party}. As of ${day}.`,
  },
} satisfies Words;

/** The account statement (SPEC ACT-2, ACT-3, ACT-9): the face of Quitus. */
export function StatementPage() {
  const account = useParam("account");
  const read = useQuery(accountQuery(account));
  const cart = useCart(read.data?.creditor.id).data;
  if (read.isError) return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) {
    return (
      <PendingPage>
        <Skeleton lines={3} />
        <SkeletonTable rows={5} />
      </PendingPage>
    );
  }
  return (
    <>
      <AccountHead account={read.data} cart={cart} />
      <AccountFigures account={read.data} />
      <PrintLine account={read.data} />
      <Entries key={account} account={read.data} inCart={new Set(cart?.pieces.map((piece) => piece.entry))} />
    </>
  );
}

function PrintLine({ account }: { account: AccountSummary }) {
  const t = useWords(words);
  const f = useFormat();
  return <p className="q-print-only">{t.printed(account.code, account.party.name, f.date(account.today))}</p>;
}

type EntriesProps = { account: AccountSummary; inCart: ReadonlySet<string> };

function Entries({ account, inCart }: EntriesProps) {
  const t = useWords(words);
  const readings = useReadings(account);
  const { list } = readings.statement;
  return (
    <>
      <ReadingTabs readings={readings} names={t} />
      {list.isError ? (
        <Notice
          kind="error"
          live
          actions={
            <Button small onClick={() => void list.refetch()}>
              {t.retry}
            </Button>
          }
        >
          {sentenceOf(list.error)}
        </Notice>
      ) : (
        <div className={list.isPlaceholderData ? "entry-stale" : undefined}>
          <Lines key={readings.asked.reading} readings={readings} inCart={inCart} />
        </div>
      )}
    </>
  );
}

/** The entries, and what a customer does with those that he ticks. */
function Lines({ readings, inCart }: { readings: Readings; inCart: ReadonlySet<string> }) {
  const t = useWords(words);
  const { settings } = useOrganization();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { account, statement, shown } = readings;
  const { list, entries } = statement;
  const canTick = (entry: Entry) => entry.toPayCents !== 0 && !inCart.has(entry.id);
  const tick = (next: Set<string>) => {
    const added = [...next].filter((id) => !selected.has(id));
    setSelected(settings.paySeveral ? next : new Set(added.slice(0, 1)));
  };
  const chosen = entries.filter((entry) => selected.has(entry.id) && canTick(entry));
  const contested = chosen.filter((entry) => entry.toPayCents > 0).map((entry) => entry.id);
  const declarable =
    settings.declarePaid && account.can.pay && chosen.length === 1 && contested.length === 1
      ? chosen[0]
      : undefined;
  const selection =
    account.can.pay || account.can.dispute
      ? { selected, onChange: tick, label: (entry: Entry) => t.choose(entry.label), canSelect: canTick }
      : undefined;
  return (
    <>
      <ReadingTable readings={readings} inCart={inCart} selection={selection} />
      {shown && (
        <div className="entry-more q-no-print">
          <Text look="muted">{shown}</Text>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.more}
          </Button>
        </div>
      )}
      <AddSelection
        creditor={account.creditor.id}
        chosen={chosen}
        can={account.can}
        onClear={() => setSelected(new Set())}
      >
        {account.can.dispute && contested.length > 0 && (
          <LinkButton icon={MessageCircleWarning} href={paths.openDispute(account.account, contested)}>
            {t.contest}
          </LinkButton>
        )}
        {declarable && <DeclarePaid entry={declarable} onDone={() => setSelected(new Set())} />}
      </AddSelection>
    </>
  );
}
