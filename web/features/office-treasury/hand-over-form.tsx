import { useQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { useFilters, useGo } from "../../lib/navigation.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Field } from "../../ui/field.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { Row, Text } from "../../ui/layout.tsx";
import { SelectionBar } from "../../ui/selection-bar.tsx";
import { showToast } from "../../ui/toast.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { useMay } from "../office-frame/role.ts";
import { FilterBar } from "../office-list/filters.tsx";
import { OfficeList } from "../office-list/office-list.tsx";
import { useList } from "../office-list/use-list.ts";
import { OverdueTable } from "./overdue-table.tsx";

const words = {
  creditor: { fr: "Créancier", en: "Creditor" },
  days: { fr: "Échues depuis plus de (jours)", en: "Overdue by more than (days)" },
  bills: {
    fr: (n: number) => plural("fr", n, { one: "# facture", other: "# factures" }),
    en: (n: number) => plural("en", n, { one: "# bill", other: "# bills" }),
  },
  total: {
    fr: (n: string, cents: string) => `${n}, ${cents}`,
    en: (n: string, cents: string) => `${n}, ${cents}`,
  },
  handChosen: { fr: "Remettre la sélection", en: "Hand over the selection" },
  handAll: { fr: "Tout remettre", en: "Hand over all" },
  confirmTitle: {
    fr: (n: string, cents: string) => `Remettre ${n} (${cents}) à la trésorerie ?`,
    en: (n: string, cents: string) => `Hand ${n} (${cents}) to the treasury?`,
  },
  confirmText: {
    fr: "Les clients ne pourront plus les régler ici. Vous pourrez les reprendre depuis « Remises ».",
    en: "Customers can no longer pay them here. You can take them back from “Handed over”.",
  },
  confirm: { fr: "Remettre", en: "Hand over" },
  done: {
    fr: (n: number) => plural("fr", n, { one: "# facture remise.", other: "# factures remises." }),
    en: (n: number) => plural("en", n, { one: "# bill handed over.", other: "# bills handed over." }),
  },
  left: {
    fr: (n: number) => plural("fr", n, { one: "# n’a pas pu l’être.", other: "# n’ont pas pu l’être." }),
    en: (n: number) => plural("en", n, { one: "# could not be.", other: "# could not be." }),
  },
  see: { fr: "Voir la remise", en: "See it" },
  none: { fr: "Aucune facture à remettre", en: "No bill to hand over" },
  noneText: {
    fr: "Aucune facture libre n’est échue depuis plus longtemps. Celles qui sont contestées, déclarées payées ou en cours de paiement restent ici.",
    en: "No free bill is overdue by more. Those that are contested, declared paid or being paid stay here.",
  },
} satisfies Words;

/** Bills that could be handed over, by creditor and delay; ticked, or all of the rule (SPEC ACT-6). */
export function HandOverForm({ open }: { open: boolean }) {
  const creditors = useQuery(query("listCreditors", {})).data?.items;
  const [{ creancier }, change] = useFilters();
  const creditor = creancier ?? creditors?.[0]?.id;
  if (!creditors || !creditor) return null;
  return (
    <Candidates
      open={open}
      creditor={creditor}
      creditors={creditors}
      onCreditor={(id) => change({ creancier: id })}
    />
  );
}

type CandidatesProps = {
  open: boolean;
  creditor: string;
  creditors: { id: string; name: string }[];
  onCreditor: (id: string) => void;
};

function Candidates({ open, creditor, creditors, onCreditor }: CandidatesProps) {
  const t = useWords(words);
  const f = useFormat();
  const may = useMay();
  const [{ jours }, change] = useFilters();
  const overdueDays = /^\d{1,4}$/.test(jours ?? "") ? Number(jours) : 30;
  const list = useList("listOverdueEntries", { params: { creditor }, query: { overdueDays, limit: 100 } });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<"chosen" | "all" | null>(null);
  const chosen = list.rows.filter((row) => selected.has(row.entry));
  const totals = list.first?.totals ?? { count: 0, cents: 0 };
  const mayHand = open && may("accountant");
  const counted =
    asking === "chosen"
      ? { n: chosen.length, cents: chosen.reduce((sum, row) => sum + row.openCents, 0) }
      : { n: totals.count, cents: totals.cents };
  const { submit, busy } = useHandOver({ creditor, overdueDays }, () => {
    setAsking(null);
    setSelected(new Set());
  });
  return (
    <>
      <OfficeList
        read={list.read}
        filters={
          <FilterBar>
            <Field name="creancier" label={t.creditor}>
              <Select value={creditor} onChange={(event) => onCreditor(event.target.value)}>
                {creditors.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </Select>
            </Field>
            <Field name="jours" label={t.days}>
              <TextInput
                type="number"
                min={0}
                max={3650}
                chars={5}
                value={jours ?? "30"}
                onChange={(event) => change({ jours: event.target.value || null })}
              />
            </Field>
          </FilterBar>
        }
        summary={
          totals.count > 0 && (
            <Row>
              <Text>{t.total(t.bills(totals.count), f.cents(totals.cents))}</Text>
              {mayHand && (
                <Button small icon={Landmark} onClick={() => setAsking("all")}>
                  {t.handAll}
                </Button>
              )}
            </Row>
          )
        }
      >
        <OverdueTable
          rows={list.rows}
          loading={list.loading}
          selection={mayHand ? { selected, onChange: setSelected } : undefined}
          empty={
            <EmptyState icon={Landmark} title={t.none}>
              {t.noneText}
            </EmptyState>
          }
        />
      </OfficeList>
      <SelectionBar
        count={chosen.length}
        label={t.bills(chosen.length)}
        amountCents={chosen.reduce((sum, row) => sum + row.openCents, 0)}
        onClear={() => setSelected(new Set())}
      >
        <Button look="primary" icon={Landmark} onClick={() => setAsking("chosen")}>
          {t.handChosen}
        </Button>
      </SelectionBar>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        onConfirm={() => submit(asking === "chosen" ? chosen.map((row) => row.entry) : undefined)}
        title={t.confirmTitle(t.bills(counted.n), f.cents(counted.cents))}
        confirm={t.confirm}
        busy={busy}
      >
        {t.confirmText}
      </ConfirmDialog>
    </>
  );
}

function useHandOver(rule: { creditor: string; overdueDays: number }, onDone: () => void) {
  const t = useWords(words);
  const go = useGo();
  const write = useWrite("handOver", { refreshes: ["listOverdueEntries", "listHandovers"] });
  const submit = (entries: string[] | undefined) =>
    write.mutate(
      { body: { ...rule, entries } },
      {
        onSuccess: (handover) => {
          const left = handover.left > 0 ? ` ${t.left(handover.left)}` : "";
          const action = { label: t.see, onAction: () => go(officePaths.handover(handover.id)) };
          showToast({ title: t.done(handover.entries) + left, action });
          onDone();
        },
        onError: (error) => {
          showToast({ kind: "error", title: sentenceOf(error) });
          onDone();
        },
      },
    );
  return { submit, busy: write.isPending };
}
