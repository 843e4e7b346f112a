import { FilePen } from "lucide-react";
import { paths } from "../../lib/place.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import type { Cart } from "../cart/use-cart.ts";
import { useDebitCreditors } from "./use-debits.ts";

const words = {
  pay: { fr: "Payer par prélèvement", en: "Pay by direct debit" },
  title: { fr: "Ou par prélèvement", en: "Or by direct debit" },
  only: { fr: "Par prélèvement", en: "By direct debit" },
  lead: {
    fr: "Vous signez un mandat en ligne, une fois ou pour toutes : le créancier prélève votre compte bancaire après vous l’avoir annoncé.",
    en: "You sign a mandate on line, for once or for all: the creditor debits your bank account after telling you.",
  },
} satisfies Words;

type Props = { creditor: string; account: string; cents?: number };

/** The way to a mandate, where the creditor offers direct debit (MAN-1); `cents`: what one thinks of paying. */
export function PayByDebit({ creditor, account, cents }: Props) {
  const t = useWords(words);
  if (!useDebitCreditors()?.includes(creditor)) return null;
  return (
    <LinkButton
      icon={FilePen}
      look={cents === undefined ? "quiet" : "secondary"}
      href={paths.debit(account, { montant: cents ? String(cents) : null })}
    >
      {t.pay}
    </LinkButton>
  );
}

/** The cart paid by direct debit: a mandate is signed for one account. */
export function CartByDebit({ cart }: { cart: Cart }) {
  const t = useWords(words);
  const offered = useDebitCreditors()?.includes(cart.creditor.id) ?? false;
  const accounts = new Set(cart.pieces.map((piece) => piece.account));
  const [account] = accounts;
  if (!offered || accounts.size !== 1 || account === undefined || cart.payCents <= 0) return null;
  return (
    <Section title={cart.can.pay ? t.title : t.only}>
      <Stack gap={3}>
        <Text look="muted">{t.lead}</Text>
        <Row>
          <PayByDebit creditor={cart.creditor.id} account={account} cents={cart.payCents} />
        </Row>
      </Stack>
    </Section>
  );
}
