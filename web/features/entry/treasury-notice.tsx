import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Stack } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";

const words = {
  title: { fr: "Ces factures ne se règlent plus ici", en: "These bills can no longer be paid here" },
  why: {
    fr: "Elles sont restées impayées après leur échéance : le service les a remises à la trésorerie publique, seule à pouvoir les encaisser.",
    en: "They stayed unpaid after their due date: the office handed them to the public treasury, which alone may now collect them.",
  },
  write: {
    fr: "Pour les payer, ou demander un délai, adressez-vous à :",
    en: "To pay them, or to ask for time, turn to:",
  },
  unknown: {
    fr: "Pour les payer, suivez l’avis que la trésorerie vous envoie, ou demandez son adresse au service.",
    en: "To pay them, follow the notice that the treasury sends you, or ask the office for its address.",
  },
} satisfies Words;

/** Why bills at the public treasury are not payable here, and where to turn (SPEC ACT-6). */
export function TreasuryNotice() {
  const t = useWords(words);
  const { treasury } = useOrganization().settings;
  return (
    <div className="entry-notice">
      <Notice title={t.title}>
        <Stack gap={2}>
          <p>{t.why}</p>
          <p>{treasury.name ? t.write : t.unknown}</p>
          {treasury.name && (
            <address className="entry-treasury">
              <strong>{treasury.name}</strong>
              {treasury.address.map((line) => (
                <span key={line}>{line}</span>
              ))}
              {treasury.phone && (
                <Link href={`tel:${treasury.phone.replaceAll(/[^+\d]/g, "")}`}>{treasury.phone}</Link>
              )}
              {treasury.email && <Link href={`mailto:${treasury.email}`}>{treasury.email}</Link>}
            </address>
          )}
        </Stack>
      </Notice>
    </div>
  );
}
