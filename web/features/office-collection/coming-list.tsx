import { useQuery } from "@tanstack/react-query";
import { FilePlus2 } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useGo } from "../../lib/navigation.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import { Table } from "../../ui/table.tsx";
import { State } from "../../ui/tag.tsx";
import { showToast } from "../../ui/toast.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { useMay } from "../office-frame/role.ts";

const words = {
  title: { fr: "À remettre à la banque", en: "To give to the bank" },
  creditor: { fr: "Créancier", en: "Creditor" },
  day: { fr: "Prélèvement le", en: "Taken on" },
  count: { fr: "Nombre", en: "Number" },
  debits: {
    fr: (n: number) => plural("fr", n, { one: "# prélèvement", other: "# prélèvements" }),
    en: (n: number) => plural("en", n, { one: "# direct debit", other: "# direct debits" }),
  },
  before: { fr: "À remettre avant", en: "To give before" },
  at: {
    fr: (day: string, hour: number) => `${day}, ${hour} h`,
    en: (day: string, hour: number) => `${day}, ${hour}:00`,
  },
  late: { fr: "Heure limite passée", en: "Cut-off passed" },
  waits: {
    fr: (day: string) => `Attend le ${day} : sortis dans un fichier que la banque n’a pas pris`,
    en: (day: string) => `Waits for ${day}: they left in a file that the bank did not take`,
  },
  amount: { fr: "Total", en: "Total" },
  act: { fr: "Action", en: "Action" },
  prepare: { fr: "Préparer la remise", en: "Prepare the batch" },
  prepared: { fr: "La remise est préparée.", en: "The batch is prepared." },
} satisfies Words;

type Coming = GotOf<"listComing">["items"][number];

/** What is announced and in no batch yet, by creditor and day: staff make a batch of it. Nothing when there is none. */
export function ComingList() {
  const t = useWords(words);
  const f = useFormat();
  const may = useMay();
  const { data } = useQuery(query("listComing", {}));
  const rows = data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t.title}>
      <Table
        caption={t.title}
        hideCaption
        dense
        rows={rows}
        rowKey={(row) => `${row.creditor.id} ${row.collectOn} ${row.resumeOn ?? ""}`}
        columns={[
          { key: "creditor", header: t.creditor, phone: "title", cell: (row) => row.creditor.name },
          { key: "day", header: t.day, phone: "meta", cell: (row) => f.date(row.collectOn) },
          { key: "count", header: t.count, phone: "hide", cell: (row) => t.debits(row.count) },
          {
            key: "before",
            header: t.before,
            phone: "state",
            cell: ({ cutOff, resumeOn }) =>
              resumeOn ? (
                <Text look="small">{t.waits(f.date(resumeOn))}</Text>
              ) : cutOff.passed ? (
                <State kind="overdue">{t.late}</State>
              ) : (
                <Text look="small">{t.at(f.date(cutOff.day), cutOff.hour)}</Text>
              ),
          },
          {
            key: "amount",
            header: t.amount,
            numeric: true,
            phone: "amount",
            cell: (row) => <Amount cents={row.cents} />,
          },
          ...(may("accountant")
            ? [
                {
                  key: "act",
                  header: t.act,
                  cell: (row: Coming) => (row.resumeOn ? null : <Prepare row={row} />),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function Prepare({ row }: { row: Coming }) {
  const t = useWords(words);
  const go = useGo();
  const prepare = useWrite("prepareBatch", {
    refreshes: ["listComing", "listBatches", "listOfficeCollections", "readHome"],
  });
  const run = () =>
    prepare.mutate(
      { body: { creditor: row.creditor.id, until: row.collectOn } },
      {
        onSuccess: (batch) => {
          showToast({ title: t.prepared });
          go(officePaths.batch(batch.id));
        },
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <Button small icon={FilePlus2} busy={prepare.isPending} onClick={run}>
      {t.prepare}
    </Button>
  );
}
