import { useEffect, useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { AmountInput } from "../../ui/amount-input.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import type { Cart } from "./use-cart.ts";

const words = {
  title: { fr: "Combien je paie", en: "How much I pay" },
  all: { fr: "Tout", en: "All of it" },
  part: { fr: "Une partie", en: "A part of it" },
  partHint: {
    fr: "Elle règle les pièces les plus anciennes d’abord.",
    en: "It pays the oldest items first.",
  },
  amount: { fr: "Montant à payer maintenant", en: "Amount to pay now" },
  bounds: {
    fr: (least: string, most: string) => `De ${least} à ${most}.`,
    en: (least: string, most: string) => `From ${least} to ${most}.`,
  },
  wrong: {
    fr: (least: string, most: string) => `Choisissez un montant entre ${least} et ${most}.`,
    en: (least: string, most: string) => `Choose an amount between ${least} and ${most}.`,
  },
} satisfies Words;

/** What is typed is asked about once the payer pauses. */
const PAUSE_MS = 350;

type PartProps = { cart: Cart; onAmount: (cents: number | null) => void };

/** All of the cart, or an amount that the payer chooses (SPEC PAY-2); the server says how it is spread. */
export function PartToPay({ cart, onAmount }: PartProps) {
  const t = useWords(words);
  const f = useFormat();
  const [choice, setChoice] = useState("all");
  const [cents, setCents] = useState<number | null>(null);
  useEffect(() => {
    const wanted = choice === "part" && cents !== null && cents > 0 ? cents : null;
    const timer = setTimeout(() => onAmount(wanted), wanted === null ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [choice, cents, onAmount]);
  if (!cart.partial) return null;
  const { minimumCents, maximumCents } = cart.partial;
  const wrong = choice === "part" && cents !== null && (cents < minimumCents || cents > maximumCents);
  const between = [f.cents(minimumCents), f.cents(maximumCents)] as const;
  return (
    <Stack gap={4}>
      <RadioGroup
        name="howMuch"
        legend={t.title}
        rows
        value={choice}
        onChange={setChoice}
        options={[
          { value: "all", label: t.all, hint: f.cents(cart.totalCents) },
          { value: "part", label: t.part, hint: t.partHint },
        ]}
      />
      {choice === "part" && (
        <Field
          name="amount"
          label={t.amount}
          hint={wrong ? null : t.bounds(...between)}
          error={wrong ? t.wrong(...between) : null}
        >
          <AmountInput cents={cents} onCents={setCents} />
        </Field>
      )}
    </Stack>
  );
}
