import { useQuery } from "@tanstack/react-query";
import { useFormat } from "../../lib/format.ts";
import { query } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Cart } from "./use-cart.ts";

const words = {
  offer: {
    fr: (n: number, cents: string) =>
      `${plural("fr", n, { one: "Vous avez un avoir", other: "Vous avez # avoirs" })} de ${cents} non ${plural("fr", n, { one: "utilisé", other: "utilisés" })}.`,
    en: (n: number, cents: string) =>
      `${plural("en", n, { one: "You have a credit", other: "You have # credits" })} of ${cents} not used yet.`,
  },
  deduct: { fr: "Le déduire", en: "Deduct it" },
} satisfies Words;

type DeductProps = { cart: Cart; busy: boolean; onDeduct: (entries: string[]) => void };

/** Offers to deduct the unused credits of the account that is being paid (SPEC PAY-1, PAY-2). */
export function DeductCredits({ cart, busy, onDeduct }: DeductProps) {
  const t = useWords(words);
  const f = useFormat();
  const account = cart.pieces[0]?.account;
  const due = useQuery({
    ...query("readStatement", { params: { account: account ?? "" }, query: { reading: "due", limit: 200 } }),
    enabled: account !== undefined,
  }).data;
  const inCart = new Set(cart.pieces.map((piece) => piece.entry));
  const credits = due?.items.filter((entry) => entry.toPayCents < 0 && !inCart.has(entry.id)) ?? [];
  if (credits.length === 0) return null;
  const sum = credits.reduce((cents, entry) => cents - entry.toPayCents, 0);
  return (
    <Notice
      kind="info"
      actions={
        <Button small busy={busy} onClick={() => onDeduct(credits.map((entry) => entry.id))}>
          {t.deduct}
        </Button>
      }
    >
      {t.offer(credits.length, f.cents(sum))}
    </Notice>
  );
}
