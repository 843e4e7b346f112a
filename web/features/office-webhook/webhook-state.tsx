import { useWords, type Words } from "../../lib/words.ts";
import { State } from "../../ui/tag.tsx";
import type { Webhook } from "./webhook-words.ts";

const words = {
  on: { fr: "Actif", en: "On" },
  off: { fr: "Désactivé", en: "Off" },
  failing: { fr: "Désactivé : ne répond plus", en: "Off: answers no more" },
  gone: { fr: "Désactivé : adresse retirée", en: "Off: address gone" },
} satisfies Words;

/** How a webhook fares. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const t = useWords(words);
  if (webhook.enabled) return <State kind={webhook.failed > 0 ? "pending" : "settled"}>{t.on}</State>;
  if (webhook.disabledFor) return <State kind="overdue">{t[webhook.disabledFor]}</State>;
  return <State kind="neutral">{t.off}</State>;
}
