import { BadgePercent, CalendarClock, Hourglass, Landmark, Scale } from "lucide-react";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import type { LucideIcon } from "../../ui/icon.tsx";
import { Link } from "../../ui/link.tsx";
import { State, type StateKind } from "../../ui/tag.tsx";
import { useRooms } from "../account/rooms.ts";
import type { Entry } from "./use-statement.ts";

const words = {
  settled: { fr: "Réglée", en: "Settled" },
  unpaid: { fr: "À régler", en: "To pay" },
  overdue: { fr: "En retard", en: "Overdue" },
  paying: { fr: "Paiement en cours", en: "Being paid" },
  collecting: { fr: "Prélèvement annoncé", en: "Direct debit to come" },
  collectingOn: {
    fr: (day: string) => `Prélèvement le ${day}`,
    en: (day: string) => `Direct debit on ${day}`,
  },
  disputed: { fr: "En litige", en: "Disputed" },
  declared: { fr: "Déclarée payée", en: "Declared paid" },
  in_recovery: { fr: "En recouvrement", en: "In recovery" },
  treasury: { fr: "En trésorerie", en: "At the treasury" },
  credit_available: { fr: "À déduire", en: "To deduct" },
} satisfies Words;

const looks: Record<Entry["state"], [StateKind, LucideIcon?]> = {
  settled: ["settled"],
  unpaid: ["neutral"],
  overdue: ["overdue"],
  paying: ["pending"],
  collecting: ["pending", CalendarClock],
  disputed: ["disputed"],
  declared: ["pending", Hourglass],
  in_recovery: ["overdue", Scale],
  treasury: ["neutral", Landmark],
  credit_available: ["settled", BadgePercent],
};

/** The state of an entry, in a word; a payment or a debit under way leads to its page. */
export function EntryState({ entry }: { entry: Entry }) {
  const t = useWords(words);
  const f = useFormat();
  const rooms = useRooms();
  const [kind, icon] = looks[entry.state];
  const state = (
    <State kind={kind} icon={icon}>
      {entry.state === "collecting" && entry.collectOn
        ? t.collectingOn(f.day(entry.collectOn))
        : t[entry.state]}
    </State>
  );
  if (entry.state === "paying" && entry.payment)
    return <Link href={rooms.payment(entry.payment)}>{state}</Link>;
  if (entry.state === "collecting" && entry.collection)
    return <Link href={rooms.collection(entry.collection)}>{state}</Link>;
  return state;
}
