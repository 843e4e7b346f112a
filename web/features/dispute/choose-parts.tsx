import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useColon, useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { AmountInput } from "../../ui/amount-input.tsx";
import { Field } from "../../ui/field.tsx";
import { Text } from "../../ui/layout.tsx";
import "./dispute.css";

export type Draft = GotOf<"draftDispute">;
/** What is contested of each entry; null while nothing that reads as an amount is typed. */
export type Parts = Readonly<Record<string, number | null>>;

const words = {
  part: {
    fr: (label: string) => `Montant contesté de ${label}`,
    en: (label: string) => `Contested part of ${label}`,
  },
  short: { fr: "Montant contesté", en: "Contested part" },
  all: { fr: (cents: string) => `${cents} au plus`, en: (cents: string) => `${cents} at most` },
  rest: {
    fr: (cents: string) => `${cents} restent à régler`,
    en: (cents: string) => `${cents} remain to be paid`,
  },
  dated: { fr: (date: string) => `du ${date}`, en: (date: string) => `of ${date}` },
  due: { fr: (date: string) => `échéance ${date}`, en: (date: string) => `due ${date}` },
  total: { fr: "Total contesté", en: "Total contested" },
  settled: { fr: "déjà réglée", en: "already settled" },
  paying: { fr: "paiement en cours", en: "payment under way" },
  disputed: { fr: "déjà contestée", en: "already contested" },
  held: { fr: "ne peut pas être contestée maintenant", en: "cannot be contested now" },
  credit: { fr: "c’est un avoir", en: "it is a credit note" },
} satisfies Words;

/** The parts as they are at first: the whole of each entry. */
export const wholeParts = (draft: Draft): Parts =>
  Object.fromEntries(draft.pieces.map((piece) => [piece.entry, piece.freeCents]));

/** The total; null while one amount is not readable. */
export function totalOf(parts: Parts): number | null {
  let total = 0;
  for (const cents of Object.values(parts)) {
    if (cents === null) return null;
    total += cents;
  }
  return total;
}

type ChooseProps = { draft: Draft; parts: Parts; onParts: (parts: Parts) => void };

/** The pieces, their dates and amounts, how much of each is contested, and the total (DIS-1). */
export function ChooseParts({ draft, parts, onParts }: ChooseProps) {
  const t = useWords(words);
  const colon = useColon();
  const total = totalOf(parts);
  return (
    <div>
      {draft.pieces.map((piece) => (
        <PartOf
          key={piece.entry}
          piece={piece}
          cents={parts[piece.entry] ?? null}
          onCents={(cents) => onParts({ ...parts, [piece.entry]: cents })}
        />
      ))}
      <output className="dispute-pieces__total">
        <span>{t.total}</span>
        {total === null ? <span>–</span> : <Amount cents={total} size="l" />}
      </output>
      {draft.left.map((one) => (
        <Text key={one.entry} look="muted">
          {one.label}
          {colon} {t[one.reason]}.
        </Text>
      ))}
    </div>
  );
}

type PartProps = {
  piece: Draft["pieces"][number];
  cents: number | null;
  onCents: (cents: number | null) => void;
};

function PartOf({ piece, cents, onCents }: PartProps) {
  const t = useWords(words);
  const f = useFormat();
  const rest = cents === null ? 0 : piece.freeCents - cents;
  return (
    <div className="dispute-choice">
      <p>
        <strong>{piece.label}</strong>
        <small>
          {[
            piece.label.includes(piece.piece) ? "" : piece.piece,
            t.dated(f.date(piece.date)),
            piece.dueOn && t.due(f.date(piece.dueOn)),
            f.cents(piece.amountCents),
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </p>
      <Field
        name={piece.entry}
        label={
          <>
            <span aria-hidden="true">{t.short}</span>
            <span className="q-hidden">{t.part(piece.label)}</span>
          </>
        }
        hint={rest > 0 ? t.rest(f.cents(rest)) : t.all(f.cents(piece.freeCents))}
      >
        <AmountInput cents={cents} onCents={onCents} />
      </Field>
    </div>
  );
}
