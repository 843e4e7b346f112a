/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/control-has-associated-label --
   roles are said again because `display: grid` on a phone makes some browsers forget them */
import type { MouseEvent } from "react";
import { Checkbox } from "./choice.tsx";
import { classes } from "./classes.ts";
import { Link } from "./link.tsx";
import { type Column, cellClass, type Selection, type TableProps } from "./table-types.ts";

/** One row: a box to tick if rows can be chosen, then its cells; the opening cell carries a link or a button. */
export function TableRow<Row>({ row, table }: { row: Row; table: TableProps<Row> }) {
  const { columns, rowKey, selection } = table;
  const key = rowKey(row);
  const opens = Boolean(table.rowHref ?? table.onOpen);
  const openKey = table.openKey ?? columns[0]?.key;
  return (
    <tr
      role="row"
      data-ticked={selection?.selected.has(key) || undefined}
      data-opens={opens || undefined}
      aria-current={table.currentKey === key || undefined}
      onClick={opens ? followRow : undefined}
    >
      {selection && <Tick row={row} rowKey={key} selection={selection} />}
      {columns.map((column, index) => (
        <td
          key={column.key}
          role="cell"
          data-says={column.phoneSays}
          className={classes(cellClass(column), index === 0 && !column.phone && "q-table__on-phone-title")}
        >
          {opens && column.key === openKey ? (
            <Opener row={row} column={column} table={table} />
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

function Opener<Row>({ row, column, table }: { row: Row; column: Column<Row>; table: TableProps<Row> }) {
  if (table.rowHref) {
    return (
      <Link href={table.rowHref(row)} className="q-table__open">
        {column.cell(row)}
      </Link>
    );
  }
  return (
    <button type="button" className="q-table__open" onClick={() => table.onOpen?.(row)}>
      {column.cell(row)}
    </button>
  );
}

/** A click anywhere on the row is a click on its opener, unless it was meant for something else or selects text. */
function followRow(event: MouseEvent<HTMLTableRowElement>) {
  const target = event.target as HTMLElement;
  if (target.closest("a, button, input, label, select, summary") || getSelection()?.toString()) return;
  const opener = event.currentTarget.querySelector<HTMLElement>(".q-table__open");
  const { ctrlKey, metaKey, shiftKey } = event;
  opener?.dispatchEvent(
    new globalThis.MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
  );
}

function Tick<Row>({ row, rowKey, selection }: { row: Row; rowKey: string; selection: Selection<Row> }) {
  const allowed = selection.canSelect?.(row) ?? true;
  const toggle = () => {
    const next = new Set(selection.selected);
    if (!next.delete(rowKey)) next.add(rowKey);
    selection.onChange(next);
  };
  return (
    <td role="cell" className="q-table__tick">
      {allowed && (
        <Checkbox hideLabel checked={selection.selected.has(rowKey)} onChange={toggle}>
          {selection.label(row)}
        </Checkbox>
      )}
    </td>
  );
}
