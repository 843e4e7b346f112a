/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/control-has-associated-label --
   roles are said again because `display: grid` on a phone makes some browsers forget them */
import type { ReactNode } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { Checkbox } from "./choice.tsx";
import { classes } from "./classes.ts";
import { SkeletonTable } from "./skeleton.tsx";
import "./table.css";
import { HeadCell } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import { cellClass, type Selection, type TableProps } from "./table-types.ts";

export type { Column, PhonePlace, Selection, Sort, TableProps } from "./table-types.ts";

const words = {
  all: { fr: "Tout sélectionner", en: "Select all" },
  select: { fr: "Sélection", en: "Selection" },
} satisfies Words;

/** A native table: sorted, ticked, grouped and opened by keyboard; on a phone each row is two lines. */
export function Table<Row>(props: TableProps<Row>) {
  const { columns, rows, rowKey, selection, loading, empty } = props;
  if (loading && rows.length === 0) return <SkeletonTable />;
  if (rows.length === 0 && empty) return <>{empty}</>;
  const hasFoot = columns.some((column) => column.foot !== undefined);
  return (
    <div className="q-table-scroll">
      <table
        role="table"
        className={classes(
          "q-table",
          props.ruled && "q-table--ruled",
          props.dense && "q-table--dense",
          selection && "q-table--ticked",
        )}
        aria-busy={loading || undefined}
      >
        <caption className={props.hideCaption ? "q-hidden" : undefined}>{props.caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {selection && <TickAll rows={rows} rowKey={rowKey} selection={selection} />}
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        {groupsOf(props).map((group, index) => (
          <tbody key={`${group.key}-${index}`} role="rowgroup">
            {group.label !== undefined && (
              <GroupRow span={columns.length + (selection ? 1 : 0)} label={group.label} aside={group.aside} />
            )}
            {group.rows.map((row) => (
              <TableRow key={rowKey(row)} row={row} table={props} />
            ))}
          </tbody>
        ))}
        {hasFoot && (
          <tfoot role="rowgroup">
            <tr role="row">
              {selection && <td role="cell" className="q-table__tick" />}
              {columns.map((column) => (
                <td key={column.key} role="cell" className={cellClass(column)}>
                  {column.foot}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function TickAll<Row>({
  rows,
  rowKey,
  selection,
}: Pick<TableProps<Row>, "rows" | "rowKey"> & { selection: Selection<Row> }) {
  const t = useWords(words);
  const keys = rows.filter((row) => selection.canSelect?.(row) ?? true).map(rowKey);
  const ticked = keys.filter((key) => selection.selected.has(key)).length;
  const toggle = () => {
    const next = new Set(selection.selected);
    for (const key of keys) {
      if (ticked === keys.length) next.delete(key);
      else next.add(key);
    }
    selection.onChange(next);
  };
  return (
    <th role="columnheader" scope="col" className="q-table__tick">
      <span className="q-hidden">{t.select}</span>
      <Checkbox
        hideLabel
        checked={keys.length > 0 && ticked === keys.length}
        mixed={ticked > 0 && ticked < keys.length}
        disabled={keys.length === 0}
        onChange={toggle}
      >
        {t.all}
      </Checkbox>
    </th>
  );
}

function GroupRow({ span, label, aside }: { span: number; label: ReactNode; aside?: ReactNode }) {
  return (
    <tr role="row" className="q-table__group">
      <th role="rowheader" scope="rowgroup" colSpan={span}>
        <span className="q-table__group-line">
          <span>{label}</span>
          {aside !== undefined && <span className="q-table__group-aside">{aside}</span>}
        </span>
      </th>
    </tr>
  );
}

type Group<Row> = { key: string; label?: ReactNode; aside?: ReactNode; rows: Row[] };

function groupsOf<Row>({ rows, group }: TableProps<Row>): Group<Row>[] {
  if (!group) return [{ key: "", rows }];
  const groups: Group<Row>[] = [];
  for (const row of rows) {
    const head = group(row);
    const last = groups.at(-1);
    if (last?.key === head.key) last.rows.push(row);
    else groups.push({ ...head, rows: [row] });
  }
  return groups;
}
