import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import "./home.css";

const words = {
  toCollect: { fr: "À encaisser", en: "To collect" },
  overdue: { fr: "Dont échu", en: "Of which overdue" },
  month: { fr: "Encaissé en ligne ce mois", en: "Received on line this month" },
  access: { fr: "Clients qui se connectent", en: "Customers who sign in" },
  accounts: {
    fr: (n: number) => plural("fr", n, { one: "# compte publié", other: "# comptes publiés" }),
    en: (n: number) => plural("en", n, { one: "# published account", other: "# published accounts" }),
  },
  payments: {
    fr: (n: number) => plural("fr", n, { one: "# paiement", other: "# paiements" }),
    en: (n: number) => plural("en", n, { one: "# payment", other: "# payments" }),
  },
  share: {
    fr: (share: string) => `${share} du montant à encaisser`,
    en: (share: string) => `${share} of it`,
  },
  parties: {
    fr: (n: number) => plural("fr", n, { one: "pour # tiers", other: "pour # tiers" }),
    en: (n: number) => plural("en", n, { one: "of # party", other: "of # parties" }),
  },
} satisfies Words;

/** Four figures, no more. */
export function HomeFigures({ figures }: { figures: GotOf<"readHome">["figures"] }) {
  const t = useWords(words);
  const f = useFormat();
  const share = figures.toCollectCents > 0 ? figures.overdueCents / figures.toCollectCents : 0;
  return (
    <dl className="office-figures">
      <div>
        <dt>{t.toCollect}</dt>
        <dd>
          <Amount cents={figures.toCollectCents} />
        </dd>
        <dd>{t.accounts(figures.accounts)}</dd>
      </div>
      <div>
        <dt>{t.overdue}</dt>
        <dd>
          <Amount cents={figures.overdueCents} tone={figures.overdueCents > 0 ? "overdue" : "ink"} />
        </dd>
        <dd>{t.share(f.percent(share, 0))}</dd>
      </div>
      <div>
        <dt>{t.month}</dt>
        <dd>
          <Amount cents={figures.collectedMonthCents} tone="settled" />
        </dd>
        <dd>{t.payments(figures.paymentsMonth)}</dd>
      </div>
      <div>
        <dt>{t.access}</dt>
        <dd>{f.number(figures.activeUsers)}</dd>
        <dd>{t.parties(figures.parties)}</dd>
      </div>
    </dl>
  );
}
