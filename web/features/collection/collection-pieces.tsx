import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { Link } from "../../ui/link.tsx";
import { Table } from "../../ui/table.tsx";
import { useRooms } from "../account/rooms.ts";
import type { Collection } from "./collection-state.tsx";

const words = {
  caption: { fr: "Ce que ce prélèvement règle", en: "What this direct debit pays" },
  label: { fr: "Désignation", en: "Description" },
  due: { fr: "Échéance", en: "Due date" },
  amount: { fr: "Montant", en: "Amount" },
} satisfies Words;

/** What a direct debit takes: debts, and the credits that are deducted. */
export function CollectionPieces({ account, pieces }: { account: string; pieces: Collection["pieces"] }) {
  const t = useWords(words);
  const rooms = useRooms();
  return (
    <Table
      caption={t.caption}
      hideCaption
      rows={pieces}
      rowKey={(piece) => piece.entry}
      columns={[
        {
          key: "label",
          header: t.label,
          phone: "title",
          cell: ({ label, piece, invoice }) => {
            const text = piece && !label.includes(piece) ? `${label} (${piece})` : label;
            return invoice ? <Link href={rooms.invoice(account, invoice)}>{text}</Link> : text;
          },
        },
        {
          key: "due",
          header: t.due,
          width: "narrow",
          phone: "meta",
          cell: ({ dueOn, date }) => <DateText date={dueOn ?? date} short />,
        },
        {
          key: "amount",
          header: t.amount,
          width: "narrow",
          numeric: true,
          phone: "amount",
          cell: ({ cents }) => <Amount cents={cents} />,
        },
      ]}
    />
  );
}
