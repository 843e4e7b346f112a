import { useWords, type Words } from "../../lib/words.ts";
import { Timeline } from "../../ui/timeline.tsx";
import type { Mandate } from "./mandate-state.tsx";

const words = {
  prepared: { fr: "Document préparé", en: "Document prepared" },
  code_asked: { fr: "Code demandé", en: "Code asked for" },
  code_sent: { fr: "Code envoyé", en: "Code sent" },
  code_wrong: { fr: "Code erroné", en: "Wrong code" },
  code_right: { fr: "Bon code", en: "Right code" },
  signed: { fr: "Signé et scellé", en: "Signed and sealed" },
  timestamped: { fr: "Heure attestée", en: "Time attested" },
  typed: { fr: "Mandat papier enregistré", en: "Paper mandate recorded" },
  scanned: { fr: "Scan du papier gardé", en: "Scan of the paper kept" },
  account_changed: { fr: "Compte bancaire changé", en: "Bank account changed" },
  creditor_changed: {
    fr: "Le créancier a changé de nom ou d’identifiant",
    en: "The creditor has another name or identifier",
  },
  collected: { fr: "Prélèvement présenté", en: "Debit presented" },
  suspended: { fr: "Suspendu", en: "Suspended" },
  resumed: { fr: "De nouveau en place", en: "In place again" },
  blocked: { fr: "Bloqué par la banque", en: "Blocked by the bank" },
  stopped: { fr: "Arrêté", en: "Stopped" },
  revoked: { fr: "Révoqué", en: "Revoked" },
  finished: { fr: "Utilisé : ce mandat unique est terminé", en: "Used: this one-off mandate is over" },
  dormant: {
    fr: "Expiré, faute de prélèvement pendant 36 mois",
    en: "Expired, after 36 months without a debit",
  },
  abandoned: { fr: "Signature abandonnée", en: "Signature given up" },
  label: { fr: "Historique", en: "History" },
  staff: { fr: "Le service", en: "The office" },
} satisfies Words;

/** What happened to a mandate, the latest first (MAN-6). */
export function MandateHistory({ events }: { events: Mandate["events"] }) {
  const t = useWords(words);
  const names = t as Readonly<Record<string, unknown>>;
  return (
    <Timeline
      label={t.label}
      events={events.toReversed().map((event) => ({
        key: event.id,
        at: event.at,
        title: String(names[event.kind] ?? event.kind),
        who: event.author || (event.side === "staff" ? t.staff : undefined),
        body: event.detail || undefined,
      }))}
    />
  );
}
