import { Building2, FileText, Inbox, Settings, UserRound, Users } from "lucide-react";
import { useState } from "react";
import { useFormat } from "../lib/format.ts";
import { Amount, DateText } from "./amount.tsx";
import { BarChart } from "./bar-chart.tsx";
import { Button } from "./button.tsx";
import { DefinitionList } from "./definitions.tsx";
import { type Line, ledger } from "./gallery-ledger.tsx";
import { SearchInput } from "./inputs.tsx";
import { Stack } from "./layout.tsx";
import { OfficeFrame } from "./office-frame.tsx";
import { PageTitle, Section } from "./page.tsx";
import { Popover } from "./popover.tsx";
import { ThemeSwitch } from "./preferences.tsx";
import { SidePanel } from "./side-panel.tsx";
import { type Column, Table } from "./table.tsx";
import { State, Tag } from "./tag.tsx";
import { Timeline } from "./timeline.tsx";

const groups = [
  {
    places: [
      {
        href: "?view=office",
        label: "À traiter",
        icon: Inbox,
        current: true,
        badge: { n: 12, label: "12 à traiter" },
      },
      { href: "#tiers", label: "Tiers", icon: Users },
      { href: "#factures", label: "Factures", icon: FileText },
    ],
  },
  {
    label: "Copropriété",
    places: [{ href: "#immeubles", label: "Immeubles", icon: Building2 }],
  },
  { label: "Organisme", places: [{ href: "#reglages", label: "Réglages", icon: Settings }] },
];

/** The office's frame: a dense list, a record beside it. */
export function OfficeSample() {
  const [typed, setTyped] = useState("");
  const [current, setCurrent] = useState<string | null>("2");
  const row = ledger.find((one) => one.id === current);
  const panel = row && <Record line={row} onClose={() => setCurrent(null)} />;
  return (
    <OfficeFrame
      name="Ville de Montfleuri"
      home="?view=office"
      groups={groups}
      search={
        <SearchInput
          label="Tiers, compte, facture, immeuble"
          value={typed}
          onChange={setTyped}
          shortcut="Ctrl K"
        />
      }
      tools={
        <Popover label="Claire Aubry" icon={UserRound} align="end">
          <ThemeSwitch />
        </Popover>
      }
      panel={panel}
    >
      <PageTitle title="À traiter" lead="Ce qui attend quelqu'un, le plus ancien d'abord." />
      <Late current={current} onOpen={setCurrent} />
      <br />
      <Income />
    </OfficeFrame>
  );
}

function Record({ line: row, onClose }: { line: Line; onClose: () => void }) {
  return (
    <SidePanel title={row.what} onClose={onClose} actions={<Button look="primary">Relancer</Button>}>
      <Stack gap={6}>
        <DefinitionList
          items={[
            { term: "Pièce", value: <Tag>{row.piece}</Tag> },
            { term: "Échéance", value: <DateText date={row.due} /> },
            { term: "Montant", value: <Amount cents={row.cents} /> },
          ]}
        />
        <Timeline
          events={[
            {
              key: "1",
              at: "2026-10-02T08:14:00Z",
              title: "Relance envoyée par courriel",
              who: "Quitus",
              kind: "pending",
            },
            { key: "2", at: "2026-09-15", title: "Échéance dépassée", kind: "overdue" },
            { key: "3", at: "2026-08-31", title: "Facture publiée" },
          ]}
        />
      </Stack>
    </SidePanel>
  );
}

const columns: Column<Line>[] = [
  { key: "what", header: "Désignation", cell: (one) => one.what },
  {
    key: "piece",
    header: "Pièce",
    cell: (one) => one.piece,
    sortable: true,
    width: "narrow",
    phone: "hide",
  },
  {
    key: "due",
    header: "Échéance",
    cell: (one) => <DateText date={one.due} short />,
    sortable: true,
    width: "narrow",
  },
  {
    key: "state",
    header: "État",
    cell: (one) => <State kind={one.kind}>{one.state}</State>,
    phone: "state",
    width: "narrow",
  },
  {
    key: "amount",
    header: "Montant",
    cell: (one) => <Amount cents={one.cents} />,
    numeric: true,
    phone: "amount",
    foot: <Amount cents={132798} />,
  },
];

function Late({ current, onOpen }: { current: string | null; onOpen: (id: string) => void }) {
  return (
    <Table
      dense
      caption="Écritures en retard"
      columns={columns}
      rows={ledger}
      rowKey={(one) => one.id}
      sort={{ key: "due", direction: "ascending" }}
      onSort={() => {}}
      onOpen={(one) => onOpen(one.id)}
      currentKey={current}
    />
  );
}

function Income() {
  const f = useFormat();
  return (
    <Section title="Encaissements">
      <BarChart
        title="Novembre rattrape octobre"
        labelHeader="Mois"
        valueHeader="Encaissé"
        format={f.cents}
        bars={[
          { key: "7", label: "juil.", value: 812400 },
          { key: "8", label: "août", value: 431900 },
          { key: "9", label: "sept.", value: 954200 },
          { key: "10", label: "oct.", value: 702000 },
          { key: "11", label: "nov.", value: 1014350, tone: "settled" },
        ]}
      />
    </Section>
  );
}
