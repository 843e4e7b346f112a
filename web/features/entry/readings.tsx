import { Landmark, SearchX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { useFilters } from "../../lib/navigation.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { TabLinks } from "../../ui/tab-links.tsx";
import type { Selection } from "../../ui/table.tsx";
import type { AccountSummary } from "../account/current-account.ts";
import { useRooms } from "../account/rooms.ts";
import { AllTable } from "./all-table.tsx";
import { DueTable } from "./due-table.tsx";
import { LedgerTable } from "./ledger-table.tsx";
import { LetteringDialog } from "./lettering-dialog.tsx";
import { askedIn, isNarrowed, lectureOf, type Reading, type View, viewIn } from "./reading.ts";
import { StatementFilters } from "./statement-filters.tsx";
import { TreasuryNotice } from "./treasury-notice.tsx";
import { type Entry, useStatement } from "./use-statement.ts";

const words = {
  readings: { fr: "Lectures du compte", en: "Readings of the account" },
  shown: {
    fr: (n: string, total: string) => `${n} sur ${total} écritures`,
    en: (n: string, total: string) => `${n} of ${total} entries`,
  },
  unpaid: { fr: "Non réglées", en: "Unpaid" },
  settled: { fr: "Réglées", en: "Paid" },
  treasury: { fr: "En trésorerie", en: "At the treasury" },
  noneHanded: { fr: "Aucune facture en trésorerie", en: "No bill is at the treasury" },
  noneHandedText: {
    fr: "Une facture restée impayée après son échéance peut être remise à la trésorerie publique : elle viendrait ici.",
    en: "A bill that stays unpaid after its due date may be handed to the public treasury: it would come here.",
  },
  notFound: { fr: "Aucune écriture ne correspond", en: "No entry matches" },
  widen: {
    fr: "Élargissez la recherche : une autre pièce, d’autres dates.",
    en: "Widen the search: another piece, other dates.",
  },
} satisfies Words;

/** Which tabs there are: bills are read as unpaid, paid and at the treasury (ACT-6). */
const tabs = {
  plain: { portal: ["due", "all", "ledger"], office: ["due", "all", "ledger"] },
  bills: { portal: ["due", "settled", "treasury", "ledger"], office: ["due", "all", "treasury", "ledger"] },
} as const satisfies Record<string, Record<string, View[]>>;

/** The statement of an account as the address asks for it: what was asked, its entries, the lettering that is open. */
export function useReadings(account: AccountSummary) {
  const t = useWords(words);
  const f = useFormat();
  const [search] = useFilters();
  const asked = askedIn(search);
  const view = viewIn(search);
  const statement = useStatement(account.account, asked);
  const [lettering, openLettering] = useState<string | null>(null);
  const { list, entries, totals } = statement;
  return {
    account,
    asked,
    view,
    narrowed: isNarrowed(asked, view),
    statement,
    /** What stays in the address when another reading is chosen. */
    kept: { piece: search.piece, du: search.du, au: search.au },
    /** How many are shown of how many, while there are more. */
    shown: list.hasNextPage ? t.shown(f.number(entries.length), f.number(totals.count)) : undefined,
    lettering,
    openLettering,
  };
}
export type Readings = ReturnType<typeof useReadings>;

/** The three readings as tabs, each under the name that its reader gives it, and the search; above the entries. */
export function ReadingTabs({
  readings,
  names,
}: {
  readings: Readings;
  names: Readonly<Record<Reading, string>>;
}) {
  const t = useWords(words);
  const rooms = useRooms();
  const { account, asked, view, kept } = readings;
  const named: Record<View, string> = { settled: t.settled, treasury: t.treasury, ...names };
  if (account.municipal && rooms.frame === "portal") named.due = t.unpaid;
  const order: readonly View[] = tabs[account.municipal ? "bills" : "plain"][rooms.frame];
  const counts: Partial<Record<View, number>> = {
    due: account.openEntries - (account.municipal ? account.treasuryEntries : 0),
    treasury: account.treasuryEntries,
  };
  return (
    <>
      <TabLinks
        label={t.readings}
        tabs={order.map((one) => ({
          href: rooms.account(account.account, { lecture: lectureOf(one), ...kept }),
          label: named[one],
          current: one === view,
          count: counts[one] || undefined,
        }))}
      />
      <StatementFilters
        account={account.account}
        asked={asked}
        view={view}
        earliest={account.earliestSearchable}
        today={account.today}
      />
    </>
  );
}

type TableProps = {
  readings: Readings;
  /** Entries that are in the cart. */
  inCart?: ReadonlySet<string>;
  /** Ticks what is due, where entries can be chosen. */
  selection?: Selection<Entry>;
  /** What is said when nothing is due; the portal's own words otherwise. */
  nothingDue?: ReactNode;
};

const noEntry: ReadonlySet<string> = new Set();

/** The entries in the reading that was asked, and the dialog of their letterings. */
export function ReadingTable({ readings, inCart = noEntry, selection, nothingDue }: TableProps) {
  const t = useWords(words);
  const { settings } = useOrganization();
  const { account, asked, view, narrowed, statement, lettering, openLettering } = readings;
  const { list, entries, totals } = statement;
  const notFound = (
    <EmptyState icon={SearchX} title={t.notFound}>
      {t.widen}
    </EmptyState>
  );
  const noneHanded = (
    <EmptyState icon={Landmark} title={t.noneHanded}>
      {t.noneHandedText}
    </EmptyState>
  );
  const nothing = view === "treasury" ? noneHanded : view === "due" ? nothingDue : undefined;
  const given = {
    account: account.account,
    entries,
    inCart,
    totals,
    loading: list.isPending,
    complete: !list.hasNextPage,
    convention: settings.signConvention,
    onLettering: openLettering,
    empty: narrowed ? notFound : nothing,
  };
  return (
    <>
      {view === "treasury" && <TreasuryNotice />}
      {asked.reading === "due" && (
        <DueTable
          {...given}
          selection={view === "treasury" ? undefined : selection}
          handed={view === "treasury"}
        />
      )}
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
      <LetteringDialog account={account.account} lettering={lettering} onClose={() => openLettering(null)} />
    </>
  );
}
