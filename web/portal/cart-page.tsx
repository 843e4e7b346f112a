import { ShoppingBasket } from "lucide-react";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { useCurrentAccount } from "../features/account/current-account.ts";
import { CartPieces } from "../features/cart/cart-pieces.tsx";
import { DeductCredits } from "../features/cart/deduct-credits.tsx";
import { DroppedPieces } from "../features/cart/dropped-pieces.tsx";
import { PartToPay } from "../features/cart/part-to-pay.tsx";
import { PayCart } from "../features/cart/pay-cart.tsx";
import { Payee } from "../features/cart/payee.tsx";
import { type Cart, keepCart, useCart, useCartFor } from "../features/cart/use-cart.ts";
import { WhyNot } from "../features/cart/why-not.tsx";
import { CartByDebit } from "../features/mandate/pay-by-debit.tsx";
import { PayByTransfer } from "../features/transfer/pay-by-transfer.tsx";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { sentenceOf, useWrite } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Column, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";
import { SkeletonTable } from "../ui/skeleton.tsx";

const words = {
  title: { fr: "Mon règlement", en: "My cart" },
  lead: {
    fr: (n: number, name: string) =>
      `${plural("fr", n, { one: "Une pièce", other: "# pièces" })} à régler à ${name}.`,
    en: (n: number, name: string) =>
      `${plural("en", n, { one: "One item", other: "# items" })} to pay to ${name}.`,
  },
  back: { fr: "Mon compte", en: "My account" },
  empty: { fr: "Votre règlement est vide", en: "Your cart is empty" },
  emptyText: {
    fr: "Sur votre compte, cochez ce que vous voulez régler, ou touchez « Régler » pour tout régler d’un coup.",
    en: "On your account, tick what you want to pay, or touch “Pay” to pay everything at once.",
  },
  see: { fr: "Voir ce que je dois", en: "See what I owe" },
  clear: { fr: "Tout retirer", en: "Take everything out" },
  clearTitle: { fr: "Vider le règlement ?", en: "Empty the cart?" },
  clearText: {
    fr: "Rien n’est perdu : les pièces restent à régler sur votre compte.",
    en: "Nothing is lost: the items stay to be paid on your account.",
  },
  clearConfirm: { fr: "Vider le règlement", en: "Empty the cart" },
} satisfies Words;

/** Paying: one page, one column, no surprise (SPEC PAY-2, PAY-3). */
export function CartPage() {
  const creditor = useParam("creditor");
  const read = useCart(creditor);
  if (read.isError) return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data)
    return (
      <PendingPage>
        <SkeletonTable rows={4} />
      </PendingPage>
    );
  return (
    <Column>
      <CartContent whole={read.data} />
    </Column>
  );
}

function CartContent({ whole }: { whole: Cart }) {
  const t = useWords(words);
  const [amount, setAmount] = useState<number | null>(null);
  const { cart, busy } = useCartFor(whole, amount);
  const current = useCurrentAccount();
  const params = { creditor: cart.creditor.id };
  const changed = { refreshes: ["readStatement", "readAccount"] } as const;
  const remove = useWrite("removeFromCart", { refreshes: [...changed.refreshes] });
  const add = useWrite("addToCart", { refreshes: [...changed.refreshes] });
  const keep = { onSuccess: (next: Cart) => keepCart(params.creditor, next) };
  const account = cart.pieces[0]?.account ?? current;
  const home = account ? paths.account(account) : paths.spaces();
  const problem = remove.error ?? add.error;
  if (cart.pieces.length === 0) {
    return (
      <Stack gap={6}>
        <PageTitle title={t.title} back={{ href: home, label: t.back }} />
        <DroppedPieces dropped={cart.dropped} />
        <EmptyState
          icon={ShoppingBasket}
          title={t.empty}
          action={<LinkButton href={home}>{t.see}</LinkButton>}
        >
          {t.emptyText}
        </EmptyState>
      </Stack>
    );
  }
  return (
    <Stack gap={6}>
      <PageTitle
        title={t.title}
        lead={t.lead(cart.pieces.length, cart.creditor.name)}
        back={{ href: home, label: t.back }}
        actions={<EmptyCart cart={cart} onDone={keep.onSuccess} />}
      />
      <DroppedPieces dropped={cart.dropped} />
      {problem && (
        <Notice kind="error" live>
          {sentenceOf(problem)}
        </Notice>
      )}
      <CartPieces
        cart={cart}
        busy={busy || remove.isPending || add.isPending}
        onRemove={(entry) => remove.mutate({ params: { ...params, entry } }, keep)}
      />
      <DeductCredits
        cart={cart}
        busy={add.isPending}
        onDeduct={(entries) => add.mutate({ params, body: { entries } }, keep)}
      />
      <PartToPay key={whole.totalCents} cart={whole} onAmount={setAmount} />
      <WhyNot cart={whole} />
      <Payee creditor={cart.creditor} />
      {!cart.can.pay && <PayByTransfer cart={cart} busy={busy} />}
      {!cart.can.pay && <CartByDebit cart={cart} />}
      {cart.can.pay && <PayCart cart={cart} busy={busy} />}
    </Stack>
  );
}

function EmptyCart({ cart, onDone }: { cart: Cart; onDone: (next: Cart) => void }) {
  const t = useWords(words);
  const [asking, setAsking] = useState(false);
  const empty = useWrite("emptyCart", { refreshes: ["readStatement", "readAccount"] });
  const confirm = () =>
    empty.mutate(
      { params: { creditor: cart.creditor.id } },
      { onSuccess: onDone, onSettled: () => setAsking(false) },
    );
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t.clear}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
        title={t.clearTitle}
        confirm={t.clearConfirm}
        busy={empty.isPending}
      >
        <p>{t.clearText}</p>
      </ConfirmDialog>
    </>
  );
}
