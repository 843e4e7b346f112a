import { useChoiceWrite } from "../../lib/queries.ts";
import { useChoice } from "../../lib/use-choice.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { RadioGroup } from "../../ui/choice.tsx";
import type { Coordinates } from "./field-names.ts";

const words = {
  legend: { fr: "Vos factures", en: "Your invoices" },
  paper: { fr: "Je reçois mes factures sur papier", en: "I get my invoices on paper" },
  none: { fr: "Je ne veux plus de papier", en: "No more paper" },
  noneHint: {
    fr: "Vos factures restent ici. Le service est prévenu.",
    en: "Your invoices stay here. The office is told.",
  },
  saved: { fr: "Choix enregistré.", en: "Choice saved." },
} satisfies Words;

/** Invoices on paper or not (SPEC INF-3): saved at once. */
export function PaperChoice({ coordinates }: { coordinates: Coordinates }) {
  const t = useWords(words);
  const write = useChoiceWrite("choosePaper", ["readCoordinates"]);
  const disabled = !coordinates.can.paper;
  const [paper, change] = useChoice(coordinates.paper, t.saved, (asked) =>
    write.mutateAsync({ params: { party: coordinates.party }, body: { paper: asked } }),
  );
  return (
    <RadioGroup
      name="paper"
      legend={t.legend}
      value={paper ? "paper" : "none"}
      onChange={(value) => change(value === "paper")}
      options={[
        { value: "paper", label: t.paper, disabled },
        { value: "none", label: t.none, hint: t.noneHint, disabled },
      ]}
    />
  );
}
