import { Undo2 } from "lucide-react";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { OfficeList } from "../features/office-list/office-list.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { HandedTable } from "../features/office-treasury/handed-table.tsx";
import { HandoverState } from "../features/office-treasury/handover-list.tsx";
import { useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { sentenceOf, useWrite } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { PageTitle } from "../ui/page.tsx";
import { SelectionBar } from "../ui/selection-bar.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  back: { fr: "Remises", en: "Handed over" },
  title: { fr: (when: string) => `Remise du ${when}`, en: (when: string) => `Hand-over of ${when}` },
  lead: {
    fr: (creditor: string, by: string) => `${creditor}, par ${by}.`,
    en: (creditor: string, by: string) => `${creditor}, by ${by}.`,
  },
  undone: {
    fr: (when: string, by: string) => `Reprise le ${when} par ${by}.`,
    en: (when: string, by: string) => `Taken back on ${when} by ${by}.`,
  },
  bills: {
    fr: (n: number) => plural("fr", n, { one: "# facture", other: "# factures" }),
    en: (n: number) => plural("en", n, { one: "# bill", other: "# bills" }),
  },
  takeBack: { fr: "Reprendre", en: "Take back" },
  takeAllBack: { fr: "Tout reprendre", en: "Take all back" },
  confirmTitle: {
    fr: (n: string) => `Reprendre ${n} à la trésorerie ?`,
    en: (n: string) => `Take ${n} back from the treasury?`,
  },
  confirmText: {
    fr: "Les clients pourront de nouveau les régler ici. Prévenez la trésorerie.",
    en: "Customers can pay them here again. Tell the treasury.",
  },
  done: { fr: "Les factures sont reprises.", en: "The bills are taken back." },
} satisfies Words;

/** One hand-over: its bills, where each stands, and how to take them back (SPEC ACT-6). */
export function HandoverPage() {
  const t = useWords(words);
  const f = useFormat();
  const may = useMay();
  const handover = useParam("handover");
  const list = useList("listHandedEntries", { params: { handover }, query: { limit: 100 } });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<"chosen" | "all" | null>(null);
  const undo = useWrite("undoHandover", {
    refreshes: ["listHandedEntries", "listHandovers", "listOverdueEntries"],
  });
  const one = list.first?.handover;
  if (list.read.isError && !one)
    return <FailedRead error={list.read.error} onRetry={() => void list.read.refetch()} />;
  if (!one) return <PendingPage />;
  const chosen = list.rows.filter((row) => selected.has(row.entry) && row.state === "treasury");
  const mayUndo = may("accountant") && one.heldEntries > 0;
  const close = () => {
    setAsking(null);
    setSelected(new Set());
  };
  const submit = () =>
    undo.mutate(
      { params: { handover }, body: asking === "chosen" ? { entries: chosen.map((row) => row.entry) } : {} },
      {
        onSuccess: () => {
          showToast({ title: t.done });
          close();
        },
        onError: (error) => {
          showToast({ kind: "error", title: sentenceOf(error) });
          close();
        },
      },
    );
  return (
    <>
      <PageTitle
        title={t.title(f.instant(one.handedAt))}
        back={{ href: officePaths.treasury({ vue: "remises" }), label: t.back }}
        lead={
          <>
            {t.lead(one.creditor.name, one.handedBy)}{" "}
            {one.undoneAt && `${t.undone(f.instant(one.undoneAt), one.undoneBy ?? "")} `}
            <HandoverState handover={one} />
          </>
        }
        actions={
          mayUndo && (
            <Button icon={Undo2} onClick={() => setAsking("all")}>
              {t.takeAllBack}
            </Button>
          )
        }
      />
      <OfficeList read={list.read} summary={t.bills(one.entries)}>
        <HandedTable
          rows={list.rows}
          loading={list.loading}
          selection={mayUndo ? { selected, onChange: setSelected } : undefined}
        />
      </OfficeList>
      <SelectionBar
        count={chosen.length}
        label={t.bills(chosen.length)}
        onClear={() => setSelected(new Set())}
      >
        <Button look="primary" icon={Undo2} onClick={() => setAsking("chosen")}>
          {t.takeBack}
        </Button>
      </SelectionBar>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        onConfirm={submit}
        title={t.confirmTitle(t.bills(asking === "chosen" ? chosen.length : one.heldEntries))}
        confirm={t.takeBack}
        busy={undo.isPending}
      >
        {t.confirmText}
      </ConfirmDialog>
    </>
  );
}
