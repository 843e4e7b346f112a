import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { RadioGroup } from "../../ui/choice.tsx";
import { showToast } from "../../ui/toast.tsx";
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
  const choose = useWrite("choosePaper", { refreshes: ["readCoordinates"] });
  const disabled = !coordinates.can.paper;
  const change = (value: string) =>
    choose.mutate(
      { params: { party: coordinates.party }, body: { paper: value === "paper" } },
      {
        onSuccess: () => showToast({ title: t.saved }),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <RadioGroup
      name="paper"
      legend={t.legend}
      value={coordinates.paper ? "paper" : "none"}
      onChange={change}
      options={[
        { value: "paper", label: t.paper, disabled },
        { value: "none", label: t.none, hint: t.noneHint, disabled },
      ]}
    />
  );
}
