import { useState } from "react";
import { useFormat } from "../lib/format.ts";
import { plural } from "../lib/words.ts";
import { Amount, DateText } from "./amount.tsx";
import { Button } from "./button.tsx";
import { Pager } from "./pager.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { type Column, type Sort, Table } from "./table.tsx";
import { State, type StateKind, TagButton } from "./tag.tsx";

export type Line = {
  id: string;
  date: string;
  due: string;
  what: string;
  piece: string;
  letters?: string;
  cents: number;
  kind: StateKind;
  state: string;
};

/** Invented lines, of every kind. */
export const ledger: Line[] = [
  {
    id: "1",
    date: "2026-11-03",
    due: "2026-12-01",
    what: "Restauration scolaire, octobre",
    piece: "F-2026-1184",
    cents: 42698,
    kind: "neutral",
    state: "À régler",
  },
  {
    id: "2",
    date: "2026-11-02",
    due: "2026-11-15",
    what: "Accueil du soir et études surveillées",
    piece: "F-2026-1171",
    cents: 54100,
    kind: "overdue",
    state: "En retard",
  },
  {
    id: "3",
    date: "2026-11-01",
    due: "2026-11-30",
    what: "École de musique, premier trimestre",
    piece: "F-2026-1102",
    cents: 18000,
    kind: "disputed",
    state: "En litige",
  },
  {
    id: "4",
    date: "2026-10-12",
    due: "2026-11-12",
    what: "Eau, relevé de septembre",
    piece: "F-2026-0987",
    letters: "ABVL",
    cents: 4250,
    kind: "pending",
    state: "Paiement en cours",
  },
  {
    id: "5",
    date: "2026-10-05",
    due: "2026-11-05",
    what: "Avoir sur cantine de septembre",
    piece: "A-2026-0044",
    letters: "ABVK",
    cents: -3120,
    kind: "settled",
    state: "Réglée",
  },
];

const columns: Column<Line>[] = [
  { key: "what", header: "Désignation", cell: (line) => line.what, phone: "title", foot: "Total" },
  {
    key: "letters",
    header: "Lettrage",
    width: "narrow",
    phone: "hide",
    cell: (line) => line.letters && <TagButton label={`Lettrage ${line.letters}`}>{line.letters}</TagButton>,
  },
  {
    key: "due",
    header: "Échéance",
    width: "narrow",
    sortable: true,
    cell: (line) => <DateText date={line.due} short />,
    phone: "meta",
  },
  {
    key: "state",
    header: "État",
    width: "narrow",
    cell: (line) => <State kind={line.kind}>{line.state}</State>,
    phone: "state",
  },
  {
    key: "amount",
    header: "Montant",
    width: "narrow",
    numeric: true,
    cell: (line) => <Amount cents={line.cents} tone={line.kind === "overdue" ? "overdue" : "ink"} />,
    phone: "amount",
    foot: <Amount cents={115928} />,
  },
];

/** A ledger: months, ticks, states, lettering, a bar that rises. */
export function LedgerSample() {
  const f = useFormat();
  const [selected, setSelected] = useState(new Set<string>(["1", "2"]));
  const [sort, setSort] = useState<Sort>({ key: "date", direction: "descending" });
  const total = ledger.filter((line) => selected.has(line.id)).reduce((sum, line) => sum + line.cents, 0);
  return (
    <>
      <Table
        caption="Ce qui reste à régler"
        hideCaption
        ruled
        rows={ledger}
        rowKey={(line) => line.id}
        sort={sort}
        onSort={setSort}
        group={(line) => ({ key: line.date.slice(0, 7), label: f.month(line.date) })}
        selection={{
          selected,
          onChange: setSelected,
          label: (line) => `Choisir ${line.piece}`,
          canSelect: (line) => line.kind !== "pending" && line.kind !== "disputed",
        }}
        rowHref={(line) => `#${line.id}`}
        columns={columns}
      />
      <Pager label="1 à 5 sur une page" onNext={() => {}} />
      <SelectionBar
        count={selected.size}
        label={plural("fr", selected.size, { one: "# pièce", other: "# pièces" })}
        amountCents={total}
        onClear={() => setSelected(new Set())}
      >
        <Button>Créer un litige</Button>
        <Button look="primary">Ajouter au règlement</Button>
      </SelectionBar>
    </>
  );
}
