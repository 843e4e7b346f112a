import { inFours, parisDate, useFormat } from "../../lib/format.ts";
import { paths } from "../../lib/place.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { type TransferOrder, TransferState } from "./transfer-state.tsx";
import "./transfer.css";

const words = {
  made: { fr: (day: string) => `Annoncé le ${day}`, en: (day: string) => `Announced on ${day}` },
  to: { fr: (name: string) => `Virement à ${name}`, en: (name: string) => `Transfer to ${name}` },
} satisfies Words;

/** Transfers, each leading to what to give the bank. */
export function TransferList({ orders, label }: { orders: readonly TransferOrder[]; label: string }) {
  const t = useWords(words);
  const f = useFormat();
  return (
    <ul className="transfers" aria-label={label}>
      {orders.map((order) => (
        <li key={order.id}>
          <Stack gap={1}>
            <Row justify="between">
              <Link href={paths.transfer(order.id)}>{t.to(order.creditor.name)}</Link>
              <Amount cents={order.received?.cents ?? order.cents} />
            </Row>
            <Row justify="between">
              <Text look="small">
                {`${t.made(f.dateShort(parisDate(order.madeAt)))} · ${inFours(order.reference)}`}
              </Text>
              <TransferState state={order.state} />
            </Row>
          </Stack>
        </li>
      ))}
    </ul>
  );
}
