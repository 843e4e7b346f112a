import { CircleCheck } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ReadingTable, ReadingTabs, useReadings } from "../entry/readings.tsx";
import { OfficeList } from "../office-list/office-list.tsx";
import "./office-account.css";

const words = {
  due: { fr: "Non soldées", en: "Open" },
  all: { fr: "Toutes les écritures", en: "All entries" },
  ledger: { fr: "Grand livre", en: "Ledger" },
  settled: { fr: "Compte soldé", en: "Nothing is open" },
  settledText: {
    fr: "Aucune écriture n’est ouverte. « Toutes les écritures » montre ce qui est soldé.",
    en: "No entry is open. “All entries” shows what is settled.",
  },
} satisfies Words;

/** The statement of an account in its three readings, as the accountant calls them: the customer's own tables. */
export function OfficeStatement({ account }: { account: GotOf<"readAccount"> }) {
  const t = useWords(words);
  const readings = useReadings(account);
  const nothingDue = (
    <EmptyState icon={CircleCheck} title={t.settled}>
      {t.settledText}
    </EmptyState>
  );
  return (
    <div className="office-statement">
      <ReadingTabs readings={readings} names={t} />
      <OfficeList read={readings.statement.list} summary={readings.shown}>
        <ReadingTable readings={readings} nothingDue={nothingDue} />
      </OfficeList>
    </div>
  );
}
