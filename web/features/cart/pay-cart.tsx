import { useMutation } from "@tanstack/react-query";
import { CreditCard, Landmark, Lock } from "lucide-react";
import { useRef, useState } from "react";
import { ApiProblem, api, newKey } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { refresh, sentenceOf } from "../../lib/queries.ts";
import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { StickyActions } from "../../ui/sticky-actions.tsx";
import { CartByDebit } from "../mandate/pay-by-debit.tsx";
import { depart } from "../payment/depart.ts";
import { PayByTransfer } from "../transfer/pay-by-transfer.tsx";
import type { Cart } from "./use-cart.ts";

const words = {
  title: { fr: "Comment je paie", en: "How I pay" },
  card: { fr: "Carte bancaire", en: "Bank card" },
  debit: {
    fr: "ou prélèvement unique, au choix sur la page suivante",
    en: "or a single direct debit, as you choose on the next page",
  },
  debitOnly: { fr: "Prélèvement unique", en: "A single direct debit" },
  payfip: {
    fr: "La page suivante est celle de PayFiP, le service de paiement de la Direction générale des finances publiques.",
    en: "The next page is PayFiP, the payment service of the French public finances.",
  },
  ogone: {
    fr: "La page suivante est celle d’Ogone, le service de paiement du créancier.",
    en: "The next page is Ogone, the creditor’s payment service.",
  },
  tipi: {
    fr: "La page suivante est celle de TIPI, le service de paiement de la Direction générale des finances publiques. Elle ne ramène pas ici : revenez à ce site quand vous aurez payé.",
    en: "The next page is TIPI, the payment service of the French public finances. It does not lead back here: come back to this site once you have paid.",
  },
  payzen: {
    fr: "La page suivante est celle de la banque du créancier (PayZen ou l’une de ses enseignes).",
    en: "The next page is that of the creditor’s bank (PayZen or one of its brands).",
  },
  monetico: {
    fr: "La page suivante est celle de Monetico, le service de paiement de la banque du créancier.",
    en: "The next page is Monetico, the payment service of the creditor’s bank.",
  },
  stripe: {
    fr: "La page suivante est celle de Stripe, le service de paiement du créancier.",
    en: "The next page is Stripe, the creditor’s payment service.",
  },
  safe: { fr: "Votre carte n’est jamais vue ni gardée ici.", en: "Your card is never seen nor kept here." },
  email: { fr: "Adresse pour le reçu", en: "Address for the receipt" },
  emailHint: {
    fr: "Le service de paiement y enverra aussi son ticket.",
    en: "The payment service will send its ticket there too.",
  },
  pay: { fr: (cents: string) => `Payer ${cents}`, en: (cents: string) => `Pay ${cents}` },
  leaving: {
    fr: "Vous allez être conduit à la page de paiement.",
    en: "You are being led to the payment page.",
  },
} satisfies Words;

/** Means, address for the receipt, and the button with the amount in it (SPEC PAY-3, PAY-4, PAY-8). */
export function PayCart({ cart, busy }: { cart: Cart; busy: boolean }) {
  const t = useWords(words);
  const f = useFormat();
  const me = useMe();
  const known = cart.email ?? me.email;
  const [email, setEmail] = useState("");
  const entries = cart.pieces.map((piece) => piece.entry);
  const asked = [cart.payCents, email, ...entries].join();
  const key = useRef({ key: newKey(), asked });
  const start = useMutation({
    mutationFn: () => {
      if (key.current.asked !== asked) key.current = { key: newKey(), asked };
      const body = {
        expectedCents: cart.totalCents,
        entries,
        amountCents: cart.payCents === cart.totalCents ? null : cart.payCents,
        email: known ? null : email.trim() || null,
      };
      const params = { creditor: cart.creditor.id };
      return api.startPayment({ params, body }, { key: key.current.key });
    },
    onSuccess: ({ departure }) => depart(departure),
    onError: (error) => {
      // A refusal is final for its key; a lost answer is asked for again with the same one (no second attempt).
      if (error instanceof ApiProblem && error.status > 0) key.current = { key: newKey(), asked };
      return refresh("readCart", "readStatement", "readAccount");
    },
  });
  const leaving = start.isPending || start.isSuccess;
  return (
    <>
      <Section title={t.title}>
        <Stack gap={3}>
          <p className="cart__means">
            <Icon of={cart.means.includes("card") ? CreditCard : Landmark} />
            {cart.means.includes("card") ? t.card : t.debitOnly}
            {cart.means.length > 1 && ` ${t.debit}`}
          </p>
          {cart.gateway && <Text look="muted">{t[cart.gateway]}</Text>}
          {!known && cart.why !== "cart.email_needed" && (
            <Field name="email" label={t.email} hint={t.emailHint} optional>
              <TextInput
                type="email"
                autoComplete="email"
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            </Field>
          )}
        </Stack>
      </Section>
      <PayByTransfer cart={cart} busy={busy || leaving} />
      <CartByDebit cart={cart} />
      {start.isError && (
        <Notice kind="error" live>
          {sentenceOf(start.error)}
        </Notice>
      )}
      <StickyActions
        summary={
          <output className="cart__safe">
            <Icon of={Lock} /> {leaving ? t.leaving : t.safe}
          </output>
        }
      >
        <Button look="primary" busy={leaving} disabled={busy || !cart.can.pay} onClick={() => start.mutate()}>
          {t.pay(f.cents(cart.payCents))}
        </Button>
      </StickyActions>
    </>
  );
}
