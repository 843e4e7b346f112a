import { maskIban } from "../../formats/iban/index.ts";
import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { newId } from "../../platform/ids.ts";
import type { CollectableMandate } from "../mandates/index.ts";
import { newEndToEndId, type Planned } from "./rules.ts";
import type { NewCollection } from "./sql/collections.ts";

/** A collection under a mandate, as it was planned. */
export const newCollection = (
  ctx: Context,
  mandate: CollectableMandate,
  planned: Planned & { retryOf?: string; endToEndId?: string },
): NewCollection => ({
  id: newId(ctx.clock().getTime()),
  endToEndId: planned.endToEndId ?? newEndToEndId(planned.collectOn),
  creditorId: mandate.creditorId,
  accountId: mandate.accountId,
  partyId: mandate.partyId,
  userId: mandate.userId,
  mandateId: mandate.id,
  umr: mandate.umr,
  scheme: mandate.scheme,
  mode: mandate.mode,
  kind: planned.kind,
  instalmentId: planned.instalmentId,
  retryOf: planned.retryOf ?? null,
  cents: planned.cents,
  collectOn: planned.collectOn,
  announcedOn: dayInParis(ctx.clock()),
  noticeDays: mandate.preNotificationDays,
  debtorName: mandate.debtor.name,
  maskedIban: maskIban(mandate.debtor.iban),
  parts: planned.parts,
});

/** What every fact about a collection says of it. */
export const factData = (
  one: Pick<NewCollection, "accountId" | "creditorId" | "partyId" | "cents" | "collectOn" | "endToEndId">,
) => ({
  accountId: one.accountId,
  creditorId: one.creditorId,
  partyId: one.partyId,
  cents: one.cents,
  collectOn: one.collectOn,
  endToEndId: one.endToEndId,
});
