import { Hourglass, ShoppingBasket } from "lucide-react";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Link } from "../../ui/link.tsx";
import { State, Tag, TagButton } from "../../ui/tag.tsx";
import { useRooms } from "../account/rooms.ts";
import "./entry.css";
import type { Entry } from "./use-statement.ts";

const words = {
  inCart: { fr: "Dans mon règlement", en: "In my cart" },
  grouped: {
    fr: (n: number) => `Règlements du jour (${n})`,
    en: (n: number) => `Payments of the day (${n})`,
  },
  treasury: {
    fr: (day: string) => `Remise à la trésorerie le ${day}`,
    en: (day: string) => `Handed to the treasury on ${day}`,
  },
  pending: { fr: "Pas encore publiée", en: "Not published yet" },
  seeDispute: { fr: "Voir le litige", en: "See the dispute" },
  contested: {
    fr: (cents: string) => `${cents} en litige`,
    en: (cents: string) => `${cents} in dispute`,
  },
  lettering: {
    fr: (code: string) => `Lettrage ${code} : voir ce qui va ensemble`,
    en: (code: string) => `Lettering ${code}: see what goes together`,
  },
} satisfies Words;

/** What an entry is: its label, that opens its invoice when there is one, its piece, and its marks. */
export function EntryLabel({ entry, account, inCart }: { entry: Entry; account: string; inCart?: boolean }) {
  const t = useWords(words);
  const f = useFormat();
  const rooms = useRooms();
  // A label that says its piece already is not followed by it.
  const piece = entry.label.includes(entry.piece) ? "" : entry.piece;
  return (
    <div className="entry-label">
      {entry.invoice ? (
        <Link href={rooms.invoice(account, entry.invoice)} className="q-table__open">
          {entry.label}
        </Link>
      ) : (
        <span className="entry-label__words">
          {entry.grouped === null ? entry.label : t.grouped(entry.grouped)}
        </span>
      )}
      {(piece || inCart || entry.pending || entry.dispute || entry.treasuryOn) && (
        <span className="entry-label__marks">
          {piece && (
            <span className={entry.invoice ? "entry-label__piece entry-desk" : "entry-label__piece"}>
              {piece}
            </span>
          )}
          {entry.dispute && (
            <Link href={rooms.dispute(entry.dispute)} className="entry-label__dispute">
              <State kind="disputed">
                {entry.toPayCents === 0 ? t.seeDispute : t.contested(f.cents(entry.disputedCents))}
              </State>
            </Link>
          )}
          {entry.treasuryOn && (
            <span className="entry-label__piece">{t.treasury(f.dateShort(entry.treasuryOn))}</span>
          )}
          {inCart && <Tag icon={ShoppingBasket}>{t.inCart}</Tag>}
          {entry.pending && <Tag icon={Hourglass}>{t.pending}</Tag>}
        </span>
      )}
    </div>
  );
}

/** The lettering of an entry: touching it shows its group. */
export function LetteringTag({ entry, onOpen }: { entry: Entry; onOpen: (lettering: string) => void }) {
  const t = useWords(words);
  const { lettering } = entry;
  if (!lettering) return null;
  if (!lettering.id) return <Tag>{lettering.code}</Tag>;
  const { id, code } = lettering;
  return (
    <TagButton label={t.lettering(code)} onClick={() => onOpen(id)}>
      {code}
    </TagButton>
  );
}

/** A debit or a credit in its column; nothing when it is zero, as in a ledger. */
export function Column({ cents }: { cents: number }) {
  return cents === 0 ? null : <Amount cents={cents} bare />;
}

/** Debit and credit in one figure, for a phone where there is one column. */
export function PhoneAmount({ entry }: { entry: Entry }) {
  return (
    <span className="entry-phone">
      <Amount cents={entry.debitCents - entry.creditCents} tone={entry.creditCents > 0 ? "settled" : "ink"} />
    </span>
  );
}
