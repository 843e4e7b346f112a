// What the facts that people look for are called; any other keeps the name that the server gave it.
import { useWords, type Words } from "../../lib/words.ts";

const modules = {
  organizations: { fr: "Organisme et créanciers", en: "Organization and creditors" },
  identity: { fr: "Accès", en: "Access" },
  directory: { fr: "Tiers et droits", en: "Parties and rights" },
  ledger: { fr: "Comptes", en: "Accounts" },
  messaging: { fr: "Messages", en: "Messages" },
  disputes: { fr: "Litiges", en: "Disputes" },
  payments: { fr: "Paiements", en: "Payments" },
  exchange: { fr: "Publications et exports", en: "Publications and exports" },
  notifications: { fr: "Courriels et SMS", en: "Mails and SMS" },
  audit: { fr: "Journal", en: "Audit trail" },
} satisfies Words;

const names = {
  "organizations.updated": { fr: "Organisme modifié", en: "Organization changed" },
  "organizations.logo_changed": { fr: "Logo remplacé", en: "Logo replaced" },
  "organizations.creditor_created": { fr: "Créancier créé", en: "Creditor created" },
  "organizations.creditor_updated": { fr: "Créancier modifié", en: "Creditor changed" },
  "identity.signed_in": { fr: "Connexion", en: "Signed in" },
  "identity.signed_out": { fr: "Déconnexion", en: "Signed out" },
  "identity.sign_in_failed": { fr: "Connexion refusée", en: "Sign-in refused" },
  "identity.new_device": { fr: "Nouvel appareil", en: "New device" },
  "identity.session_ended": { fr: "Session fermée", en: "Session ended" },
  "identity.user_created": { fr: "Compte d’accès créé", en: "Access account created" },
  "identity.user_updated": { fr: "Compte d’accès modifié", en: "Access account changed" },
  "identity.user_enabled": { fr: "Compte d’accès rouvert", en: "Access account enabled" },
  "identity.user_disabled": { fr: "Compte d’accès fermé", en: "Access account disabled" },
  "identity.link_asked": { fr: "Lien demandé", en: "Link asked for" },
  "identity.activation_asked": { fr: "Activation demandée", en: "Activation asked for" },
  "identity.password_changed": { fr: "Mot de passe changé", en: "Password changed" },
  "identity.email_changed": { fr: "Adresse changée", en: "Address changed" },
  "identity.temporary_password_given": {
    fr: "Mot de passe provisoire donné",
    en: "Temporary password given",
  },
  "identity.second_factor_added": { fr: "Second facteur ajouté", en: "Second factor added" },
  "identity.second_factor_removed": { fr: "Second facteur retiré", en: "Second factor removed" },
  "identity.second_factor_reset": { fr: "Second facteur réinitialisé", en: "Second factor reset" },
  "identity.viewing_started": { fr: "Vue « comme le client » ouverte", en: "View as customer started" },
  "identity.viewing_stopped": { fr: "Vue « comme le client » fermée", en: "View as customer stopped" },
  "identity.token_created": { fr: "Jeton d’API créé", en: "API token created" },
  "identity.token_revoked": { fr: "Jeton d’API révoqué", en: "API token revoked" },
  "identity.sso_updated": { fr: "Connexion unique réglée", en: "Single sign-on set up" },
  "directory.access_code_cancelled": { fr: "Code d’accès repris", en: "Access code taken back" },
  "directory.access_code_used": { fr: "Code d’accès donné", en: "Access code given" },
  "directory.access_given": { fr: "Droits donnés", en: "Rights given" },
  "directory.access_removed": { fr: "Droits retirés", en: "Rights removed" },
  "directory.access_letters_made": { fr: "Lettres d’accès faites", en: "Access letters made" },
  "directory.access_letters_read": { fr: "Lettres d’accès téléchargées", en: "Access letters downloaded" },
  "directory.party_activated": { fr: "Accès d’un tiers ouvert", en: "Party given access" },
  "ledger.handed_over": { fr: "Remise à la trésorerie", en: "Handed to the treasury" },
  "ledger.taken_back": { fr: "Reprise à la trésorerie", en: "Taken back from the treasury" },
  "messaging.request_opened": { fr: "Demande ouverte", en: "Request opened" },
  "messaging.request_answered": { fr: "Demande répondue", en: "Request answered" },
  "messaging.request_closed": { fr: "Demande close", en: "Request closed" },
  "messaging.announcement_published": { fr: "Information publiée", en: "Announcement published" },
  "disputes.opened": { fr: "Litige ouvert", en: "Dispute opened" },
  "disputes.answered": { fr: "Message sur un litige", en: "Message on a dispute" },
  "disputes.noted": { fr: "Note interne sur un litige", en: "Internal note on a dispute" },
  "disputes.assigned": { fr: "Litige confié", en: "Dispute assigned" },
  "disputes.resolved": { fr: "Litige clos", en: "Dispute closed" },
  "disputes.reopened": { fr: "Litige rouvert", en: "Dispute opened again" },
  "disputes.released": { fr: "Montant contesté libéré", en: "Contested amount released" },
  "disputes.categories_changed": { fr: "Motifs de litige modifiés", en: "Reasons of disputes changed" },
  "payments.started": { fr: "Paiement lancé", en: "Payment started" },
  "payments.opened": { fr: "Départ vers la page de paiement", en: "Left for the payment page" },
  "payments.settled": { fr: "Paiement reçu", en: "Payment received" },
  "payments.unapplied": { fr: "Paiement non affecté", en: "Payment not applied" },
  "payments.denied": { fr: "Paiement refusé", en: "Payment denied" },
  "payments.cancelled": { fr: "Paiement annulé", en: "Payment cancelled" },
  "payments.expired": { fr: "Paiement abandonné", en: "Payment abandoned" },
  "payments.refused": { fr: "Paiement non parti", en: "Payment not started" },
  "payments.refunded": { fr: "Remboursement", en: "Refund" },
  "payments.charged_back": { fr: "Impayé de la banque", en: "Charge-back" },
  "payments.declared": { fr: "Paiement déclaré", en: "Payment declared" },
  "payments.declaration_decided": { fr: "Déclaration décidée", en: "Declaration decided" },
  "payments.settings_changed": { fr: "Réglages de paiement modifiés", en: "Payment settings changed" },
  "payments.alert_seen": { fr: "Alerte traitée", en: "Alert dealt with" },
  "exchange.published": { fr: "Comptes publiés", en: "Accounts published" },
  "exchange.import_finished": { fr: "Import terminé", en: "Import finished" },
  "exchange.import_failed": { fr: "Import échoué", en: "Import failed" },
  "notifications.mail_failed": { fr: "Courriel non parti", en: "Mail not sent" },
  "notifications.address_bounced": { fr: "Adresse en erreur", en: "Address bounced" },
  "notifications.template_changed": { fr: "Modèle de courriel modifié", en: "Mail template changed" },
  "notifications.template_reset": { fr: "Modèle de courriel rétabli", en: "Mail template restored" },
  "notifications.choice_changed": { fr: "Choix de notification", en: "Notification choice" },
  "notifications.default_changed": {
    fr: "Notifications par défaut modifiées",
    en: "Default notifications changed",
  },
  "notifications.text_settings_changed": { fr: "Réglages des SMS modifiés", en: "SMS settings changed" },
  "notifications.text_failed": { fr: "SMS non parti", en: "Text not sent" },
  "notifications.phone_proved": { fr: "Téléphone vérifié", en: "Phone proved" },
  "notifications.mail_resent": { fr: "Courriel renvoyé", en: "Mail sent again" },
  "notifications.address_vouched": {
    fr: "Adresse confirmée par son titulaire",
    en: "Address confirmed by its owner",
  },
  "audit.exported": { fr: "Journal exporté", en: "Audit trail exported" },
} satisfies Words;

/** The name of a fact in the language of the reader. */
export function useFactName(): (name: string) => string {
  const t = useWords(names) as Readonly<Record<string, string>>;
  return (name) => t[name] ?? name;
}

/** The modules, for a choice. */
export function useModuleNames(): { value: string; label: string }[] {
  const t = useWords(modules);
  return (Object.keys(modules) as (keyof typeof modules)[]).map((value) => ({ value, label: t[value] }));
}
