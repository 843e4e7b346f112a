import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useFilters } from "../../lib/navigation.ts";
import { useLater } from "../../lib/use-later.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { SearchInput, Select } from "../../ui/inputs.tsx";
import { ExportPopover } from "./export-popover.tsx";
import { PeriodPopover } from "./period-popover.tsx";
import { type Asked, isNarrowed, type View } from "./reading.ts";

const words = {
  piece: { fr: "N° de pièce", en: "Piece no." },
  settled: { fr: "Réglées ou non", en: "Settled or not" },
  both: { fr: "Réglées ou non", en: "Settled or not" },
  yes: { fr: "Réglées", en: "Settled" },
  no: { fr: "Non réglées", en: "Not settled" },
  clear: { fr: "Tout afficher", en: "Show everything" },
} satisfies Words;

type FiltersProps = { account: string; asked: Asked; view: View; earliest: string; today: string };

/** Search by piece, dates, settled or not: one row, remembered in the address (SPEC ACT-2, ACT-10). */
export function StatementFilters({ account, asked, view, earliest, today }: FiltersProps) {
  const t = useWords(words);
  const [, change] = useFilters();
  return (
    <div className="entry-filters q-no-print">
      <PieceSearch key={view} asked={asked} label={t.piece} />
      {asked.reading !== "due" && <PeriodPopover asked={asked} earliest={earliest} today={today} />}
      {view === "all" && (
        <Field name="reglees" label={t.settled} hideLabel optional>
          <Select
            value={asked.settled === "yes" ? "oui" : asked.settled === "no" ? "non" : ""}
            onChange={(event) => change({ reglees: event.target.value || null })}
          >
            <option value="">{t.both}</option>
            <option value="non">{t.no}</option>
            <option value="oui">{t.yes}</option>
          </Select>
        </Field>
      )}
      {isNarrowed(asked, view) && (
        <Button
          look="quiet"
          icon={X}
          onClick={() => change({ du: null, au: null, piece: null, reglees: null })}
        >
          {t.clear}
        </Button>
      )}
      <div className="entry-filters__end">
        <ExportPopover account={account} asked={asked} />
      </div>
    </div>
  );
}

/** Follows what is typed; the address follows a moment later. */
function PieceSearch({ asked, label }: { asked: Asked; label: string }) {
  const [, change] = useFilters();
  const [typed, setTyped] = useState(asked.piece ?? "");
  const later = useLater(typed.trim(), 300);
  useEffect(() => {
    if (later !== (asked.piece ?? "")) change({ piece: later || null });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- the address follows what is typed, not the reverse
  }, [later]);
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- "show everything" empties the box too
    if (!asked.piece) setTyped("");
  }, [asked.piece]);
  return <SearchInput label={label} value={typed} onChange={setTyped} />;
}
