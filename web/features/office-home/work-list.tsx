import { ChevronRight, CircleCheck } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Link } from "../../ui/link.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { type StaffRole, useMay } from "../office-frame/role.ts";
import "./home.css";

type Work = GotOf<"readHome">["work"][number];

const counted = (language: "fr" | "en", one: string, other: string) => (n: number) =>
  plural(language, n, { one, other });

const words = {
  payment_alert: {
    fr: counted("fr", "# paiement demande un regard", "# paiements demandent un regard"),
    en: counted("en", "# payment needs a look", "# payments need a look"),
  },
  payment_waiting_long: {
    fr: counted("fr", "# paiement attend depuis longtemps", "# paiements attendent depuis longtemps"),
    en: counted("en", "# payment has waited a long time", "# payments have waited a long time"),
  },
  bank_waiting: {
    fr: counted("fr", "# ligne bancaire à rapprocher", "# lignes bancaires à rapprocher"),
    en: counted("en", "# bank line to match", "# bank lines to match"),
  },
  bank_failed: {
    fr: counted("fr", "# fichier de banque non lu", "# fichiers de banque non lus"),
    en: counted("en", "# bank file could not be read", "# bank files could not be read"),
  },
  payment_declared: {
    fr: counted("fr", "# facture déclarée payée, à confirmer", "# factures déclarées payées, à confirmer"),
    en: counted("en", "# bill declared paid, to confirm", "# bills declared paid, to confirm"),
  },
  change_waiting: {
    fr: counted("fr", "# modification de coordonnées à valider", "# modifications de coordonnées à valider"),
    en: counted("en", "# change of details to answer", "# changes of details to answer"),
  },
  dispute_late: {
    fr: counted(
      "fr",
      "# litige attend trop longtemps une réponse",
      "# litiges attendent trop longtemps une réponse",
    ),
    en: counted(
      "en",
      "# dispute has waited too long for an answer",
      "# disputes have waited too long for an answer",
    ),
  },
  dispute_waiting: {
    fr: counted("fr", "# litige attend une réponse", "# litiges attendent une réponse"),
    en: counted("en", "# dispute waits for an answer", "# disputes wait for an answer"),
  },
  dispute_held: {
    fr: counted("fr", "# litige accepté attend son écriture", "# litiges acceptés attendent leur écriture"),
    en: counted("en", "# accepted dispute waits for its entry", "# accepted disputes wait for their entry"),
  },
  mandate_unsealed: {
    fr: counted("fr", "# mandat signé n’a pas pu être scellé", "# mandats signés n’ont pas pu être scellés"),
    en: counted("en", "# signed mandate could not be sealed", "# signed mandates could not be sealed"),
  },
  request_open: {
    fr: counted("fr", "# demande attend une réponse", "# demandes attendent une réponse"),
    en: counted("en", "# request waits for an answer", "# requests wait for an answer"),
  },
  import_failed: {
    fr: counted("fr", "# import n’a pas abouti", "# imports n’ont pas abouti"),
    en: counted("en", "# import failed", "# imports failed"),
  },
  import_errors: {
    fr: counted("fr", "# import a des lignes à corriger", "# imports ont des lignes à corriger"),
    en: counted("en", "# import has lines to correct", "# imports have lines to correct"),
  },
  mail_failed: {
    fr: counted("fr", "# courriel n’est pas parti", "# courriels ne sont pas partis"),
    en: counted("en", "# mail was not sent", "# mails were not sent"),
  },
  mail_bounced: {
    fr: counted(
      "fr",
      "# courriel est revenu : l’adresse ne reçoit plus",
      "# courriels sont revenus : des adresses ne reçoivent plus",
    ),
    en: counted(
      "en",
      "# mail came back: the address no longer receives",
      "# mails came back: addresses no longer receive",
    ),
  },
  payment_not_configured: {
    fr: counted("fr", "# créancier n’est pas payable en ligne", "# créanciers ne sont pas payables en ligne"),
    en: counted("en", "# creditor cannot be paid on line", "# creditors cannot be paid on line"),
  },
  webhook_off: {
    fr: counted("fr", "# webhook a été désactivé", "# webhooks ont été désactivés"),
    en: counted("en", "# webhook was switched off", "# webhooks were switched off"),
  },
  certificate_ending: {
    fr: () => "Le certificat qui signe vos documents arrive à sa fin",
    en: () => "The certificate that signs your documents is about to end",
  },
  timestamp_failing: {
    fr: () => "L’horodatage des signatures ne répond plus",
    en: () => "The time-stamping of signatures no longer answers",
  },
  erasure_late: {
    fr: counted(
      "fr",
      "# demande d’effacement a dépassé le mois que laisse la loi",
      "# demandes d’effacement ont dépassé le mois que laisse la loi",
    ),
    en: counted(
      "en",
      "# request to be erased is past the month that the law gives",
      "# requests to be erased are past the month that the law gives",
    ),
  },
  erasure_waiting: {
    fr: counted(
      "fr",
      "# demande d’effacement attend une réponse",
      "# demandes d’effacement attendent une réponse",
    ),
    en: counted(
      "en",
      "# request to be erased waits for an answer",
      "# requests to be erased wait for an answer",
    ),
  },
  debits_to_release: {
    fr: counted(
      "fr",
      "# remise de prélèvements est à contrôler",
      "# remises de prélèvements sont à contrôler",
    ),
    en: counted(
      "en",
      "# batch of direct debits is to be reviewed",
      "# batches of direct debits are to be reviewed",
    ),
  },
  debits_to_send: {
    fr: counted(
      "fr",
      "# fichier de prélèvements est à remettre à la banque",
      "# fichiers de prélèvements sont à remettre à la banque",
    ),
    en: counted(
      "en",
      "# direct debit file is to be given to the bank",
      "# direct debit files are to be given to the bank",
    ),
  },
  debits_returned: {
    fr: counted("fr", "# prélèvement rejeté est à traiter", "# prélèvements rejetés sont à traiter"),
    en: counted(
      "en",
      "# direct debit that came back is to be dealt with",
      "# direct debits that came back are to be dealt with",
    ),
  },
  users_to_activate: {
    fr: counted("fr", "# compte d’accès n’a jamais servi", "# comptes d’accès n’ont jamais servi"),
    en: counted("en", "# access account was never used", "# access accounts were never used"),
  },
  newest: { fr: (at: string) => `dernier ajout le ${at}`, en: (at: string) => `the latest, ${at}` },
  nothing: { fr: "Rien n’attend", en: "Nothing is waiting" },
  nothingText: {
    fr: "Les paiements à vérifier, les imports à corriger et les courriels non partis se montreront ici.",
    en: "Payments to check, imports to correct and mails not sent will show here.",
  },
} satisfies Words;

/** Where each kind of work is done, and who can do it. */
const places: Record<Work["kind"], { href: () => string; role: StaffRole; urgent: boolean }> = {
  payment_alert: { href: () => officePaths.payments({ alerte: "yes" }), role: "reader", urgent: true },
  payment_waiting_long: {
    href: () => officePaths.payments({ etat: "waiting" }),
    role: "reader",
    urgent: false,
  },
  payment_declared: {
    href: () => officePaths.declarations({ etat: "declared" }),
    role: "reader",
    urgent: false,
  },
  change_waiting: { href: () => officePaths.changes(), role: "reader", urgent: false },
  dispute_late: { href: () => officePaths.disputes({ retard: "oui" }), role: "reader", urgent: true },
  dispute_waiting: { href: () => officePaths.disputes({ etat: "waiting" }), role: "reader", urgent: false },
  dispute_held: { href: () => officePaths.disputes({ etat: "held" }), role: "reader", urgent: false },
  mandate_unsealed: {
    href: () => officePaths.mandates({ etat: "signing" }),
    role: "reader",
    urgent: true,
  },
  bank_waiting: { href: () => officePaths.bank(), role: "reader", urgent: false },
  bank_failed: { href: () => officePaths.statements(), role: "reader", urgent: true },
  request_open: { href: () => officePaths.requests(), role: "reader", urgent: false },
  import_failed: { href: () => officePaths.imports({ montrer: "echecs" }), role: "reader", urgent: true },
  import_errors: { href: () => officePaths.imports({ montrer: "erreurs" }), role: "reader", urgent: false },
  mail_failed: { href: () => officePaths.mails({ etat: "failed" }), role: "reader", urgent: true },
  mail_bounced: { href: () => officePaths.mails({ etat: "bounced" }), role: "reader", urgent: false },
  payment_not_configured: { href: () => officePaths.creditors(), role: "manager", urgent: false },
  webhook_off: { href: () => officePaths.webhooks(), role: "administrator", urgent: true },
  certificate_ending: { href: () => officePaths.signature(), role: "administrator", urgent: true },
  timestamp_failing: { href: () => officePaths.signature(), role: "administrator", urgent: false },
  erasure_late: { href: () => officePaths.erasures(), role: "manager", urgent: true },
  erasure_waiting: { href: () => officePaths.erasures(), role: "manager", urgent: false },
  debits_to_release: { href: () => officePaths.batches({ etat: "draft" }), role: "reader", urgent: true },
  debits_to_send: { href: () => officePaths.batches({ etat: "ready" }), role: "accountant", urgent: true },
  debits_returned: { href: () => officePaths.returns(), role: "reader", urgent: false },
  users_to_activate: { href: () => officePaths.users({ etat: "invited" }), role: "reader", urgent: false },
};

/** What needs a hand today (OFF-1); each line leads to the list already filtered. */
export function WorkList({ work }: { work: Work[] }) {
  const t = useWords(words);
  const f = useFormat();
  const may = useMay();
  const shown = work
    .filter((one) => one.count > 0 && may(places[one.kind].role))
    .toSorted((one, other) => Number(places[other.kind].urgent) - Number(places[one.kind].urgent));
  if (shown.length === 0)
    return (
      <EmptyState icon={CircleCheck} title={t.nothing}>
        {t.nothingText}
      </EmptyState>
    );
  return (
    <ul className="office-work">
      {shown.map(({ kind, count, newest }) => (
        <li key={kind} data-urgent={places[kind].urgent || undefined}>
          <Link href={places[kind].href()}>
            <span className="office-work__words">{t[kind](count)}</span>
            {newest && <small>{t.newest(f.instant(newest))}</small>}
            <Icon of={ChevronRight} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
