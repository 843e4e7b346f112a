/** The SMS providers that Quitus speaks to, by the name kept in the settings. */
import { brevoGateway } from "./brevo.ts";
import { ovhGateway } from "./ovh.ts";
import type { SmsGateway } from "./sms-gateway.ts";
import { twilioGateway } from "./twilio.ts";

export const SMS_GATEWAYS = ["ovh", "twilio", "brevo"] as const;
export type SmsGatewayName = (typeof SMS_GATEWAYS)[number];

const gateways = { ovh: ovhGateway, twilio: twilioGateway, brevo: brevoGateway };

/** The gateway of that name; its configuration is checked by its own schema before it is used. */
export const smsGatewayNamed = (name: SmsGatewayName): SmsGateway<unknown> =>
  gateways[name] as unknown as SmsGateway<unknown>;

/** Hosts of the providers themselves, for the allow-list. */
export const SMS_HOSTS = ["eu.api.ovh.com", "api.twilio.com", "api.brevo.com"];
