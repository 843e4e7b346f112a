import { useMutation } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { useRef } from "react";
import { api, newKey } from "../../lib/api.ts";
import { useGo } from "../../lib/navigation.ts";
import { paths } from "../../lib/place.ts";
import { refresh, sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import type { Cart } from "../cart/use-cart.ts";

const words = {
  title: { fr: "Ou par virement", en: "Or by transfer" },
  only: { fr: "Par virement", en: "By transfer" },
  lead: {
    fr: "Vous faites le virement depuis votre banque : nous vous donnons l’IBAN, le montant, une référence et un code à scanner. Votre compte est à jour quand l’argent est arrivé, sous un ou deux jours ouvrés.",
    en: "You make the transfer at your bank: we give you the IBAN, the amount, a reference and a code to scan. Your account is up to date once the money has arrived, within one or two working days.",
  },
  order: { fr: "Payer par virement", en: "Pay by transfer" },
} satisfies Words;

/** The cart paid by transfer: what to give one's bank comes on the next page (SPEC PAY-9). */
export function PayByTransfer({ cart, busy }: { cart: Cart; busy: boolean }) {
  const t = useWords(words);
  const go = useGo();
  const key = useRef(newKey());
  const order = useMutation({
    mutationFn: () =>
      api.orderTransfer(
        {
          params: { creditor: cart.creditor.id },
          body: {
            expectedCents: cart.totalCents,
            amountCents: cart.payCents === cart.totalCents ? null : cart.payCents,
          },
        },
        { key: key.current },
      ),
    onSuccess: ({ orders }) => {
      const [only] = orders;
      go(orders.length === 1 && only ? paths.transfer(only.id) : paths.transfers());
      return refresh("readCart", "listTransferOrders");
    },
    onError: () => {
      key.current = newKey();
      return refresh("readCart", "readStatement", "readAccount");
    },
  });
  if (!cart.can.transfer) return null;
  return (
    <Section title={cart.can.pay ? t.title : t.only}>
      <Stack gap={3}>
        <Text look="muted">{t.lead}</Text>
        {order.isError && (
          <Notice kind="error" live>
            {sentenceOf(order.error)}
          </Notice>
        )}
        <Row>
          <Button
            icon={Landmark}
            look={cart.can.pay ? "secondary" : "primary"}
            busy={order.isPending || order.isSuccess}
            disabled={busy}
            onClick={() => order.mutate()}
          >
            {t.order}
          </Button>
        </Row>
      </Stack>
    </Section>
  );
}
