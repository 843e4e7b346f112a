/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/control-has-associated-label --
   roles are said again because `display: grid` on a phone makes some browsers forget them */
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import { type Column, cellClass, type Sort } from "./table-types.ts";

type HeadCellProps<Row> = { column: Column<Row>; sort?: Sort | null; onSort?: (sort: Sort) => void };

/** The head of a column: a button inside when the column can be sorted. */
export function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const direction = sort?.key === column.key ? sort.direction : undefined;
  const canSort = column.sortable && onSort;
  const toggle = () => {
    onSort?.({ key: column.key, direction: direction === "ascending" ? "descending" : "ascending" });
  };
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={canSort ? (direction ?? "none") : undefined}
      className={classes(cellClass(column), canSort && "q-table__sortable")}
    >
      {canSort ? (
        <button type="button" className="q-table__sort" data-sorted={direction} onClick={toggle}>
          {column.header}
          <Icon
            of={direction === "ascending" ? ArrowUp : direction === "descending" ? ArrowDown : ArrowUpDown}
          />
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}
