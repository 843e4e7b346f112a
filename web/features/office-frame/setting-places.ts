import {
  Bell,
  Building2,
  FileSignature,
  KeySquare,
  Landmark,
  LogIn,
  type LucideIcon,
  MapPin,
  PencilLine,
  ScrollText,
  Webhook,
} from "lucide-react";
import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { officePaths } from "./office-paths.ts";
import { roleOfPage } from "./page-roles.ts";
import { useMay } from "./role.ts";

const words = {
  house: { fr: "L’organisme", en: "The organization" },
  organization: { fr: "Organisme", en: "Organization" },
  organizationHint: {
    fr: "Nom, couleurs, textes, options de chaque module.",
    en: "Name, colours, texts, options of each module.",
  },
  agency: { fr: "Agence", en: "Agency" },
  agencyHint: { fr: "Identité légale, services, bureaux.", en: "Legal identity, services, offices." },
  creditors: { fr: "Créanciers", en: "Creditors" },
  creditorsHint: {
    fr: "Au nom de qui l’on encaisse, et par quels moyens.",
    en: "In whose name money is received, and by which means.",
  },
  talk: { fr: "Les messages", en: "Messages" },
  notifications: { fr: "Notifications", en: "Notifications" },
  notificationsHint: {
    fr: "Ce que les clients reçoivent, par quel canal ; le service des SMS.",
    en: "What customers are told, on which channel; the SMS service.",
  },
  templates: { fr: "Modèles de courriels", en: "Mail templates" },
  templatesHint: { fr: "Vos mots dans chaque courriel.", en: "Your own words in each mail." },
  doors: { fr: "Accès et connexions", en: "Access and connections" },
  sso: { fr: "Connexion unique", en: "Single sign-on" },
  ssoHint: {
    fr: "Vos agents entrent avec leur compte habituel.",
    en: "Staff come in with their usual account.",
  },
  tokens: { fr: "Jetons d’API", en: "API tokens" },
  tokensHint: {
    fr: "Les logiciels qui publient ou lisent à votre place.",
    en: "Software that publishes or reads for you.",
  },
  webhooks: { fr: "Webhooks", en: "Webhooks" },
  webhooksHint: {
    fr: "Les logiciels que l’on prévient de ce qui arrive.",
    en: "Software that is told what happens.",
  },
  signature: { fr: "Signature des documents", en: "Signing of documents" },
  signatureHint: {
    fr: "Le certificat qui signe les mandats, et l’horodatage.",
    en: "The certificate that signs mandates, and time-stamping.",
  },
  audit: { fr: "Journal", en: "Audit trail" },
  auditHint: { fr: "Qui a fait quoi, quand, d’où.", en: "Who did what, when, from where." },
} satisfies Words;

export type SettingPlace = { label: string; hint: string; icon: LucideIcon; href: string };
export type SettingGroup = { key: string; label: string; places: SettingPlace[] };

/** Every page of settings that this member of staff may open, by what it is about. */
export function useSettingPlaces(): SettingGroup[] {
  const t = useWords(words);
  const may = useMay();
  // The trail is that of the whole organization.
  const whole = useMe().staff?.creditors === null;
  const place = (label: string, hint: string, icon: LucideIcon, href: string) => ({
    label,
    hint,
    icon,
    href,
  });
  const groups: SettingGroup[] = [
    {
      key: "house",
      label: t.house,
      places: [
        place(t.organization, t.organizationHint, Building2, officePaths.settings()),
        place(t.agency, t.agencyHint, MapPin, officePaths.agency()),
        place(t.creditors, t.creditorsHint, Landmark, officePaths.creditors()),
        place(t.signature, t.signatureHint, FileSignature, officePaths.signature()),
      ],
    },
    {
      key: "talk",
      label: t.talk,
      places: [
        place(t.notifications, t.notificationsHint, Bell, officePaths.notifications()),
        place(t.templates, t.templatesHint, PencilLine, officePaths.templates()),
      ],
    },
    {
      key: "doors",
      label: t.doors,
      places: [
        place(t.sso, t.ssoHint, LogIn, officePaths.sso()),
        place(t.tokens, t.tokensHint, KeySquare, officePaths.tokens()),
        place(t.webhooks, t.webhooksHint, Webhook, officePaths.webhooks()),
        ...(whole ? [place(t.audit, t.auditHint, ScrollText, officePaths.audit())] : []),
      ],
    },
  ];
  return groups
    .map((group) => ({ ...group, places: group.places.filter(({ href }) => may(roleOfPage(href))) }))
    .filter((group) => group.places.length > 0);
}
