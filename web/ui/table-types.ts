import type { ReactNode } from "react";
import { classes } from "./classes.ts";

export type Sort = { key: string; direction: "ascending" | "descending" };

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Figures: tabular, at the end of the column. */
  numeric?: boolean;
  sortable?: boolean;
  width?: "narrow" | "wide";
  /** Where the cell goes when a row is two lines; the first column is the title unless said otherwise. */
  phone?: PhonePlace;
  /** What stands before the cell on a phone, where no header is seen: "signed on". */
  phoneSays?: string;
  /** What stands at the foot of the column: a total. */
  foot?: ReactNode;
};

export type PhonePlace = "title" | "amount" | "meta" | "state" | "hide";

export type Selection<Row> = {
  selected: ReadonlySet<string>;
  onChange: (selected: Set<string>) => void;
  /** What a row's box says: "Select invoice F-2026-031". */
  label: (row: Row) => string;
  canSelect?: (row: Row) => boolean;
};

export type TableProps<Row> = {
  caption: ReactNode;
  hideCaption?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  selection?: Selection<Row>;
  /** Rows that follow each other with the same key stand under one heading. */
  group?: (row: Row) => { key: string; label: ReactNode; aside?: ReactNode };
  /** Makes the whole row lead somewhere; its first column carries the link. */
  rowHref?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** The column that carries the link or button of the row. */
  openKey?: string;
  /** The row shown beside the list. */
  currentKey?: string | null;
  empty?: ReactNode;
  loading?: boolean;
  /** Hairlines between columns of figures, as in a ledger. */
  ruled?: boolean;
  dense?: boolean;
};

/** The classes that a column's cells carry. */
export function cellClass<Row>(column: Column<Row>): string {
  return classes(
    column.numeric && "q-table__figure",
    column.width && `q-table__${column.width}`,
    `q-table__on-phone-${column.phone ?? "meta"}`,
  );
}
