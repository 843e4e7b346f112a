import { useQuery } from "@tanstack/react-query";
import { paths } from "../../lib/place.ts";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { TransferList } from "./transfer-list.tsx";

const words = {
  title: { fr: "Virements attendus", en: "Expected transfers" },
  all: { fr: "Tous mes virements", en: "All my transfers" },
} satisfies Words;

const MOST = 3;

/** Orders whose money has not come yet, over the list of payments; nothing when there is none (SPEC PAY-9). */
export function ExpectedTransfers() {
  const t = useWords(words);
  const read = useQuery(query("listTransferOrders", { query: { state: "open", limit: MOST + 1 } }));
  const orders = read.data?.items ?? [];
  if (orders.length === 0) return null;
  const more = orders.length > MOST;
  const count = more ? `${MOST}+` : orders.length;
  return (
    <Section
      title={`${t.title} (${count})`}
      actions={more && <LinkButton href={paths.transfers()}>{t.all}</LinkButton>}
    >
      <TransferList orders={orders.slice(0, MOST)} label={t.title} />
    </Section>
  );
}
