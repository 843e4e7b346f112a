import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageTitle } from "../../ui/page.tsx";
import { Table, type TableProps } from "../../ui/table.tsx";
import { FilterBar } from "./filters.tsx";
import { type ListRead, OfficeList } from "./office-list.tsx";

/** What an empty list says: that nothing matches when it was narrowed, else what will come here and how. */
export type Emptiness = {
  icon: LucideIcon;
  narrowed: boolean;
  none: { title: string; text: string; action?: ReactNode };
  noMatch: { title: string; text: string };
};

type Given<Row> = Pick<
  TableProps<Row>,
  "columns" | "rowKey" | "rowHref" | "openKey" | "currentKey" | "sort" | "onSort" | "selection"
>;
export type RecordTableProps<Row> = Given<Row> & {
  title: string;
  list: { read: ListRead; rows: Row[]; loading: boolean };
  /** The search and the choices above the list. */
  filters?: ReactNode;
  /** How many are shown. */
  summary?: ReactNode;
  empty: Emptiness;
};

/** The records of one kind: filters, rows to walk and open, what leads further. */
export function RecordTable<Row>({ title, list, filters, summary, empty, ...table }: RecordTableProps<Row>) {
  const { icon, narrowed, none, noMatch } = empty;
  const said = narrowed ? noMatch : none;
  return (
    <OfficeList
      read={list.read}
      filters={filters && <FilterBar>{filters}</FilterBar>}
      summary={list.rows.length > 0 ? summary : undefined}
    >
      <Table
        {...table}
        dense
        hideCaption
        caption={title}
        rows={list.rows}
        loading={list.loading}
        empty={
          <EmptyState icon={icon} title={said.title} action={narrowed ? undefined : none.action}>
            {said.text}
          </EmptyState>
        }
      />
    </OfficeList>
  );
}

type ListPageProps<Row> = RecordTableProps<Row> & {
  /** The buttons beside the title. */
  actions?: ReactNode;
  /** Other readings of the same kind of thing, under the title. */
  tabs?: ReactNode;
  /** What opens beside the list. */
  children?: ReactNode;
};

/** The page of a list of the office: its title, its records, the one that stands beside it. */
export function ListPage<Row>({ actions, tabs, children, ...records }: ListPageProps<Row>) {
  return (
    <>
      <PageTitle title={records.title} actions={actions} />
      {tabs}
      <RecordTable {...records} />
      {children}
    </>
  );
}
