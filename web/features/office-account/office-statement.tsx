import { SearchX } from "lucide-react";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useFilters } from "../../lib/navigation.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { TabLinks } from "../../ui/tab-links.tsx";
import { AllTable } from "../entry/all-table.tsx";
import { DueTable } from "../entry/due-table.tsx";
import { LedgerTable } from "../entry/ledger-table.tsx";
import { LetteringDialog } from "../entry/lettering-dialog.tsx";
import { askedIn, isNarrowed, lectureOf, type Reading } from "../entry/reading.ts";
import { StatementFilters } from "../entry/statement-filters.tsx";
import { useStatement } from "../entry/use-statement.ts";
import { officePaths } from "../office-frame/office-paths.ts";
import { OfficeList } from "../office-list/office-list.tsx";
import "./office-account.css";

const words = {
  readings: { fr: "Lectures du compte", en: "Readings of the account" },
  due: { fr: "Non soldées", en: "Open" },
  all: { fr: "Toutes les écritures", en: "All entries" },
  ledger: { fr: "Grand livre", en: "Ledger" },
  shown: {
    fr: (n: string, total: string) => `${n} sur ${total} écritures`,
    en: (n: string, total: string) => `${n} of ${total} entries`,
  },
  notFound: { fr: "Aucune écriture ne correspond", en: "No entry matches" },
  widen: {
    fr: "Élargissez la recherche : une autre pièce, d’autres dates.",
    en: "Widen the search: another piece, other dates.",
  },
  settled: { fr: "Compte soldé", en: "Nothing is open" },
  settledText: {
    fr: "Aucune écriture n’est ouverte. « Toutes les écritures » montre ce qui est soldé.",
    en: "No entry is open. “All entries” shows what is settled.",
  },
} satisfies Words;

const readings: Reading[] = ["due", "all", "ledger"];
const nothing: ReadonlySet<string> = new Set();

/** The statement of an account in its three readings, as the accountant calls them: the customer's own tables. */
export function OfficeStatement({ account }: { account: GotOf<"readAccount"> }) {
  const t = useWords(words);
  const f = useFormat();
  const [search] = useFilters();
  const { settings } = useOrganization();
  const asked = askedIn(search);
  const statement = useStatement(account.account, asked);
  const [lettering, setLettering] = useState<string | null>(null);
  const { list, entries, totals } = statement;
  const kept = { piece: search.piece, du: search.du, au: search.au };
  const empty = (
    <EmptyState icon={SearchX} title={isNarrowed(asked) ? t.notFound : t.settled}>
      {isNarrowed(asked) ? t.widen : t.settledText}
    </EmptyState>
  );
  const given = {
    account: account.account,
    entries,
    inCart: nothing,
    totals,
    loading: list.isPending,
    complete: !list.hasNextPage,
    convention: settings.signConvention,
    onLettering: setLettering,
    empty: isNarrowed(asked) || asked.reading === "due" ? empty : undefined,
  };
  return (
    <div className="office-statement">
      <TabLinks
        label={t.readings}
        tabs={readings.map((reading) => ({
          href: officePaths.account(account.account, { lecture: lectureOf(reading), ...kept }),
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
      <OfficeList
        read={list}
        summary={list.hasNextPage ? t.shown(f.number(entries.length), f.number(totals.count)) : undefined}
      >
        {asked.reading === "due" && <DueTable {...given} />}
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
      </OfficeList>
      <LetteringDialog account={account.account} lettering={lettering} onClose={() => setLettering(null)} />
    </div>
  );
}
