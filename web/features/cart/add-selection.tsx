import { ShoppingBasket } from "lucide-react";
import type { ReactNode } from "react";
import { useGo } from "../../lib/navigation.ts";
import { paths } from "../../lib/place.ts";
import { queryClient, sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { SelectionBar } from "../../ui/selection-bar.tsx";
import { showToast } from "../../ui/toast.tsx";
import { keepCart } from "./use-cart.ts";

const words = {
  chosen: {
    fr: (n: number) => plural("fr", n, { one: "# pièce choisie", other: "# pièces choisies" }),
    en: (n: number) => plural("en", n, { one: "# item chosen", other: "# items chosen" }),
  },
  add: { fr: "Ajouter au règlement", en: "Add to my cart" },
  added: {
    fr: (n: number) =>
      plural("fr", n, {
        one: "Pièce ajoutée à votre règlement.",
        other: "# pièces ajoutées à votre règlement.",
      }),
    en: (n: number) =>
      plural("en", n, { one: "Item added to your cart.", other: "# items added to your cart." }),
  },
  see: { fr: "Voir mon règlement", en: "See my cart" },
} satisfies Words;

type Chosen = { id: string; toPayCents: number };
type AddSelectionProps = {
  creditor: string;
  chosen: Chosen[];
  onClear: () => void;
  /** What may be done with what is ticked: the server says so. */
  can: { pay: boolean };
  /** What else can be done with it, before the main button. */
  children?: ReactNode;
};

/** The bar that rises when entries are ticked (SPEC PAY-1). */
export function AddSelection({ creditor, chosen, onClear, can, children }: AddSelectionProps) {
  const t = useWords(words);
  const go = useGo();
  const add = useWrite("addToCart", { refreshes: ["readStatement", "readAccount"] });
  const submit = () =>
    add.mutate(
      { params: { creditor }, body: { entries: chosen.map((entry) => entry.id) } },
      {
        onSuccess: async (cart) => {
          // A cart that is being read at this moment would come back without what was just added.
          await queryClient.cancelQueries({ queryKey: ["readCart"] });
          keepCart(creditor, cart);
          const action = { label: t.see, onAction: () => go(paths.cart(creditor)) };
          showToast({ title: t.added(chosen.length), action });
          onClear();
        },
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <SelectionBar
      count={chosen.length}
      label={t.chosen(chosen.length)}
      amountCents={chosen.reduce((sum, entry) => sum + entry.toPayCents, 0)}
      onClear={onClear}
    >
      {children}
      {can.pay && (
        <Button look="primary" icon={ShoppingBasket} busy={add.isPending} onClick={submit}>
          {t.add}
        </Button>
      )}
    </SelectionBar>
  );
}
