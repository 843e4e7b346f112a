/** How a creditor is paid: routes and shapes. */
import { z } from "zod";
import { GATEWAY_NAMES } from "../../gateways/payment-gateways.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Instant } from "../../platform/shapes.ts";

const creditorParams = z.object({ creditor: idOf("creditor") });
const Setting = z.object({
  creditor: outsideId("creditor"),
  gateway: z.enum(GATEWAY_NAMES).nullable(),
  enabled: z.boolean(),
  /** Secrets never come back: a secret that is set reads "••••". */
  configuration: z.record(z.string(), z.unknown()),
  notificationUrl: z
    .string()
    .meta({ description: "To be declared in the provider's back office when the provider asks for it" }),
  updatedAt: Instant.nullable(),
});

export const settingsRoutes = {
  readPaymentSettings: route({
    method: "GET",
    path: "/api/office/creditors/:creditor/payment-settings",
    who: "staff:manager",
    summary: "How a creditor is paid on line",
    params: creditorParams,
    response: Setting,
  }),
  updatePaymentSettings: route({
    method: "PUT",
    path: "/api/office/creditors/:creditor/payment-settings",
    who: "staff:administrator",
    summary: 'Change it; a secret sent as "••••" is kept',
    params: creditorParams,
    body: z.object({
      gateway: z.enum(GATEWAY_NAMES),
      enabled: z.boolean(),
      configuration: z.record(z.string(), z.unknown()),
    }),
    state: { of: "readPaymentSettings" },
    response: Setting,
  }),
  testPaymentSettings: route({
    method: "POST",
    path: "/api/office/creditors/:creditor/payment-settings/test",
    who: "staff:administrator",
    summary: "Check the settings against the provider",
    params: creditorParams,
    response: z.object({ outcome: z.enum(["answered", "unasked", "failed"]), detail: z.string() }),
  }),
};
