import { z } from "zod";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Cents, Instant, line } from "../../platform/shapes.ts";

const creditorParams = z.object({ creditor: idOf("creditor") });

const Fields = z.object({
  enabled: z.boolean(),
  /** Empty: NOTPROVIDED, which is enough within the European Economic Area. */
  bic: line(11),
  version: z.enum(["pain.008.001.08", "pain.008.001.02"]),
  /** Days of the month on which automatic debits are taken; none: each on its due date. */
  days: z.array(z.int().min(1).max(28)).max(28),
  /** TARGET days before the collection on which the bank wants the file, before `cutOffHour` (Paris). */
  leadDays: z.int().min(1).max(10),
  cutOffHour: z.int().min(1).max(23),
  /** One credit for each block, one for each debit, or (null) as agreed with the bank. */
  batchBooking: z.boolean().nullable(),
  fourEyes: z.boolean(),
  customerCancels: z.boolean(),
  feeCents: Cents.min(0).max(10_000),
  feeAccount: line(20).min(1),
  /** Days before a debit that lacked funds is presented once more; null: never. */
  retryDays: z.int().min(1).max(60).nullable(),
});
/** As it is typed: what it must be to be used is said by the gateway's own schema. */
const Drop = z.object({
  enabled: z.boolean(),
  host: line(253),
  port: z.int().min(1).max(65_535),
  user: line(120),
  /** Secrets: sent back as they were read, they are kept. */
  password: z.string().max(400),
  privateKey: z.string().max(20_000),
  passphrase: z.string().max(400),
  /** Fingerprints of the server's key, `SHA256:...`, as `ssh-keygen -l` shows them. */
  hostKeys: z.array(line(60)).max(4),
  folder: line(200),
});

export const CollectionSettings = Fields.extend({
  creditor: outsideId("creditor"),
  drop: Drop,
  ics: z.string(),
  maskedIban: z.string(),
  updatedAt: Instant.nullable(),
});
export type CollectionSettings = z.output<typeof CollectionSettings>;
export const SettingsChange = Fields.extend({ drop: Drop });
export type SettingsChange = z.output<typeof SettingsChange>;

export const settingsRoutes = {
  readCollectionSettings: route({
    method: "GET",
    path: "/api/office/creditors/:creditor/collection-settings",
    who: "staff:manager",
    summary: "How a creditor's direct debits are made and given to the bank; secrets masked",
    params: creditorParams,
    response: CollectionSettings,
  }),
  saveCollectionSettings: route({
    method: "PUT",
    path: "/api/office/creditors/:creditor/collection-settings",
    who: "staff:administrator",
    summary: "Change them; a secret sent back masked is kept",
    params: creditorParams,
    body: SettingsChange,
    state: { of: "readCollectionSettings" },
    response: CollectionSettings,
  }),
  testCollectionDrop: route({
    method: "POST",
    path: "/api/office/creditors/:creditor/collection-settings/test",
    who: "staff:administrator",
    summary: "Connect to the bank's SFTP server with the saved settings, and look at its folders",
    params: creditorParams,
    response: z.object({
      outcome: z.enum(["connected", "failed"]),
      /** Why not: `host_key`, `credentials`, `unreachable`...; `detail` is the key that was shown, or what the server said. */
      problem: z.string().nullable(),
      detail: z.string(),
    }),
  }),
};

export const settingsRefusals = {
  "collection_settings.bic": {
    status: 422,
    fr: "Ce BIC n’est pas valide.",
    en: "This BIC is not valid.",
  },
  "collection_settings.no_drop": {
    status: 409,
    fr: "Enregistrez d’abord les réglages du dépôt SFTP.",
    en: "Save the settings of the SFTP drop first.",
  },
  "collection_settings.drop": {
    status: 422,
    fr: "Le dépôt SFTP ne peut pas servir ainsi : vérifiez {fields}.",
    en: "The SFTP drop cannot be used as it is: check {fields}.",
  },
} as const;
