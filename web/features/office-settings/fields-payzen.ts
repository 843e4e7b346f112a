// What PayZen and its brands ask: server/gateways/payzen/settings.ts judges.
import type { PayzenConfig } from "../../../server/gateways/payzen/settings.ts";
import type { GatewayField } from "./gateway-fields.ts";

type PayzenName = keyof PayzenConfig | `query.${keyof NonNullable<PayzenConfig["query"]>}`;
const same = (text: string) => ({ fr: text, en: text });

export const payzenFields: (GatewayField & { name: PayzenName })[] = [
  {
    name: "brand",
    label: { fr: "Enseigne", en: "Brand" },
    hint: {
      fr: "Celle de votre contrat : la même plateforme, sous le nom de votre banque.",
      en: "That of your contract: the same platform, under your bank’s name.",
    },
    fallback: "payzen",
    options: [
      { value: "payzen", label: same("PayZen") },
      { value: "systempay", label: same("SystemPay (Banque Populaire, Caisse d’Épargne)") },
      { value: "scellius", label: same("Scellius (La Banque Postale)") },
      { value: "sogecommerce", label: same("Sogecommerce (Société Générale)") },
      { value: "clicandpay", label: same("Clic&Pay (Crédit du Nord)") },
      { value: "lyra", label: same("Lyra Collect") },
    ],
  },
  {
    name: "siteId",
    label: { fr: "Identifiant de boutique", en: "Shop number" },
    hint: { fr: "Huit chiffres.", en: "Eight digits." },
  },
  {
    name: "environment",
    label: { fr: "Mode", en: "Mode" },
    fallback: "test",
    options: [
      { value: "test", label: same("Test") },
      { value: "production", label: same("Production") },
    ],
  },
  {
    name: "key",
    label: { fr: "Clé du mode choisi", en: "Key of that mode" },
    hint: {
      fr: "Back Office du prestataire : Paramétrage, Boutique, Clés. La clé de test et celle de production diffèrent.",
      en: "In the provider’s back office: Settings, Shop, Keys. Test and production keys differ.",
    },
    secret: true,
  },
  {
    name: "algorithm",
    label: { fr: "Algorithme de signature", en: "Signature algorithm" },
    fallback: "sha256",
    options: [
      { value: "sha256", label: same("HMAC-SHA-256") },
      { value: "sha1", label: { fr: "SHA-1 (anciennes boutiques)", en: "SHA-1 (older shops)" } },
    ],
  },
  {
    name: "query.password",
    label: { fr: "Mot de passe de l’API REST", en: "REST API password" },
    hint: {
      fr: "Celui du mode choisi. Permet de demander au prestataire ce qu’est devenu un paiement.",
      en: "That of the mode. Lets us ask the provider what became of a payment.",
    },
    secret: true,
    optional: true,
  },
  {
    name: "cards",
    label: { fr: "Moyens proposés", en: "Means offered" },
    hint: {
      fr: "Vide : tous ceux du contrat. Sinon leurs codes, séparés par des points-virgules : CB;VISA;SDD.",
      en: "Empty: all those of the contract. Otherwise their codes, separated by semicolons: CB;VISA;SDD.",
    },
    optional: true,
  },
  {
    name: "url",
    label: { fr: "Adresse de la page de paiement", en: "Address of the payment page" },
    hint: { fr: "Vide : celle de l’enseigne.", en: "Empty: the brand’s own." },
    optional: true,
  },
  {
    name: "query.url",
    label: { fr: "Adresse de l’API REST", en: "Address of the REST API" },
    hint: { fr: "Vide : celle de l’enseigne.", en: "Empty: the brand’s own." },
    optional: true,
  },
];
