import { useWords, type Words } from "../../lib/words.ts";
import { Section } from "../../ui/page.tsx";
import { TransferSheet } from "../transfer/transfer-sheet.tsx";
import type { Invoice } from "./invoice-lines.tsx";

const words = {
  title: { fr: "La payer par virement", en: "Pay it by transfer" },
} satisfies Words;

/** What is left of an invoice, paid by transfer under its own reference (SPEC PAY-9). */
export function InvoiceTransfer({ invoice }: { invoice: Invoice }) {
  const t = useWords(words);
  if (!invoice.transfer) return null;
  return (
    <Section title={t.title}>
      <TransferSheet transfer={invoice.transfer} />
    </Section>
  );
}
