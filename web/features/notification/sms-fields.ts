// What each SMS provider asks, as the form shows it. The server's own schema judges.
import type { CallOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";

export type SmsGateway = CallOf<"updateTextSettings">["body"]["gateway"];
type Sentence = { fr: string; en: string };
export type SmsField = {
  name: string;
  label: Sentence;
  hint?: Sentence;
  secret?: boolean;
  optional?: boolean;
};

const address = (host: string): SmsField => ({
  name: "baseUrl",
  label: { fr: "Adresse de l’API", en: "Address of the API" },
  hint: { fr: `Vide : ${host}.`, en: `Empty: ${host}.` },
  optional: true,
});

export const smsGateways: { name: SmsGateway; label: string }[] = [
  { name: "ovh", label: "OVHcloud" },
  { name: "twilio", label: "Twilio" },
  { name: "brevo", label: "Brevo" },
];

export const smsFields: Record<SmsGateway, SmsField[]> = {
  ovh: [
    { name: "applicationKey", label: { fr: "Clé d’application", en: "Application key" } },
    {
      name: "applicationSecret",
      label: { fr: "Secret d’application", en: "Application secret" },
      secret: true,
    },
    { name: "consumerKey", label: { fr: "Clé client (consumer key)", en: "Consumer key" }, secret: true },
    {
      name: "serviceName",
      label: { fr: "Compte SMS", en: "SMS account" },
      hint: { fr: "Comme sms-ab12345-1.", en: "Such as sms-ab12345-1." },
    },
    {
      name: "sender",
      label: { fr: "Expéditeur", en: "Sender" },
      hint: {
        fr: "Onze caractères au plus, validé chez OVHcloud. Vide : un numéro court.",
        en: "Eleven characters at most, validated at OVHcloud. Empty: a short number.",
      },
      optional: true,
    },
    address("https://eu.api.ovh.com/1.0"),
  ],
  twilio: [
    {
      name: "accountSid",
      label: { fr: "Identifiant de compte (Account SID)", en: "Account SID" },
      hint: { fr: "Commence par AC.", en: "Starts with AC." },
    },
    { name: "authToken", label: { fr: "Jeton (Auth token)", en: "Auth token" }, secret: true },
    {
      name: "from",
      label: { fr: "Expéditeur", en: "Sender" },
      hint: { fr: "Un numéro (+33…) ou un nom.", en: "A number (+33…) or a name." },
      optional: true,
    },
    {
      name: "messagingServiceSid",
      label: { fr: "Service de messagerie", en: "Messaging service" },
      hint: {
        fr: "À la place de l’expéditeur. Commence par MG.",
        en: "Instead of the sender. Starts with MG.",
      },
      optional: true,
    },
    address("https://api.twilio.com"),
  ],
  brevo: [
    { name: "apiKey", label: { fr: "Clé d’API", en: "API key" }, secret: true },
    {
      name: "sender",
      label: { fr: "Expéditeur", en: "Sender" },
      hint: { fr: "Onze lettres et chiffres au plus.", en: "Eleven letters and digits at most." },
    },
    address("https://api.brevo.com"),
  ],
};

/** What the form says, as the API takes it: an optional field left empty is left out. */
export const configurationOf = (gateway: SmsGateway, data: FormData): Record<string, string> =>
  Object.fromEntries(
    smsFields[gateway]
      .map((field) => [field.name, textOf(data, field.name).trim()] as const)
      .filter(
        ([name, value]) => value !== "" || !smsFields[gateway].find((one) => one.name === name)?.optional,
      ),
  );
