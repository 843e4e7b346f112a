import { useMutation } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { useGo } from "../../lib/navigation.ts";
import { paths } from "../../lib/place.ts";
import { refresh, sentenceOf } from "../../lib/queries.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { AccountSummary } from "../account/current-account.ts";
import { keepCart } from "./use-cart.ts";

const words = {
  pay: { fr: "Régler", en: "Pay" },
  payFirst: { fr: "Régler la plus ancienne", en: "Pay the oldest one" },
} satisfies Words;

/** The server takes 500 entries at once. */
const MOST = 500;

/** The one button: everything that can be paid goes into the cart, oldest due first, and the user goes there. */
export function PayAll({ account }: { account: AccountSummary }) {
  const t = useWords(words);
  const go = useGo();
  const { settings } = useOrganization();
  const one = !settings.paySeveral && account.openEntries > 1;
  const pay = useMutation({
    mutationFn: async () => {
      const entries = await payable(account.account, settings.paySeveral ? MOST : 1);
      const creditor = account.creditor.id;
      const cart = await api.addToCart({ params: { creditor }, body: { entries } });
      keepCart(creditor, cart);
      return creditor;
    },
    onSuccess: (creditor) => go(paths.cart(creditor)),
    onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
    onSettled: () => refresh("readStatement", "readAccount"),
  });
  return (
    <Button look="primary" busy={pay.isPending} onClick={() => pay.mutate()}>
      {one ? t.payFirst : t.pay}
    </Button>
  );
}

/** Entries that can be paid now, at most `most`. Credits are left for the payer to deduct if he wishes. */
async function payable(account: string, most: number): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.readStatement({
      params: { account },
      query: { reading: "due", limit: 200, cursor },
    });
    found.push(...page.items.filter((entry) => entry.toPayCents > 0).map((entry) => entry.id));
    cursor = page.next ?? undefined;
  } while (cursor && found.length < most);
  return found.slice(0, most);
}
