import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Link } from "../../ui/link.tsx";
import { useRooms } from "../account/rooms.ts";
import "./dispute.css";
import type { Dispute } from "./dispute-state.tsx";

const words = {
  pieces: { fr: "Pièces contestées", en: "Contested items" },
  of: {
    fr: (cents: string) => `sur ${cents} restant dus alors`,
    en: (cents: string) => `of ${cents} still due then`,
  },
  dated: {
    fr: (date: string) => `du ${date}`,
    en: (date: string) => `of ${date}`,
  },
  due: { fr: (date: string) => `échéance ${date}`, en: (date: string) => `due ${date}` },
  total: { fr: "Total contesté", en: "Total contested" },
} satisfies Words;

type PiecesProps = { account: string; pieces: Dispute["pieces"]; totalCents: number };

/** What is contested: each piece, its dates, the part of it, and the total (DIS-1). */
export function DisputePieces({ account, pieces, totalCents }: PiecesProps) {
  const t = useWords(words);
  const f = useFormat();
  const rooms = useRooms();
  return (
    <div className="dispute-pieces">
      <ul aria-label={t.pieces}>
        {pieces.map((piece) => (
          <li key={piece.entry}>
            <span>
              {piece.invoice ? (
                <Link href={rooms.invoice(account, piece.invoice)}>{piece.label}</Link>
              ) : (
                <span>{piece.label}</span>
              )}
              <small>
                {[
                  piece.label.includes(piece.piece) ? "" : piece.piece,
                  t.dated(f.date(piece.date)),
                  piece.dueOn && t.due(f.date(piece.dueOn)),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </span>
            <span className="dispute-pieces__cents">
              <Amount cents={piece.cents} />
              {piece.cents !== piece.wasOpenCents && <small>{t.of(f.cents(piece.wasOpenCents))}</small>}
            </span>
          </li>
        ))}
      </ul>
      <p className="dispute-pieces__total">
        <span>{t.total}</span>
        <Amount cents={totalCents} size="l" />
      </p>
    </div>
  );
}
