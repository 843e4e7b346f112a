/** What collections and batches look like outside. */
import { z } from "zod";
import { outsideId } from "../../platform/ids.ts";
import { Cents, Day, Instant } from "../../platform/shapes.ts";

export const CollectionState = z.enum([
  "announced",
  "prepared",
  "sent",
  "collected",
  "rejected",
  "returned",
  "cancelled",
]);
const Text = z.object({ fr: z.string(), en: z.string() });
const Named = (kind: Parameters<typeof outsideId>[0]) => z.object({ id: outsideId(kind), name: z.string() });

/** Why it came back, in plain words, and what can be done. */
const Return = z.object({
  kind: z.enum(["rejected", "returned"]),
  code: z.string().nullable(),
  reason: Text,
  /** What the debtor may do. */
  advice: Text,
  on: Day,
  feeCents: Cents,
  /** It is presented once more that day. */
  retryOn: Day.nullable(),
});

const Piece = z.object({
  entry: outsideId("entry"),
  invoice: outsideId("invoice").nullable(),
  date: Day,
  dueOn: Day.nullable(),
  label: z.string(),
  piece: z.string(),
  /** Signed as the entry: a credit note is deducted. */
  cents: Cents,
  /** What can be paid of it now. */
  toPayCents: Cents,
});

export const Collection = z.object({
  id: outsideId("collection"),
  reference: z.string(),
  creditor: Named("creditor"),
  account: Named("account"),
  kind: z.enum(["one_off", "automatic", "instalment", "retry"]),
  state: CollectionState,
  cents: Cents,
  collectOn: Day,
  announcedOn: Day,
  umr: z.string(),
  maskedIban: z.string(),
  cancelledBy: z.enum(["customer", "staff", "system"]).nullable(),
  return: Return.nullable(),
  can: z.object({ cancel: z.boolean() }),
});
export type Collection = z.output<typeof Collection>;
export const CollectionDetail = Collection.extend({
  pieces: z.array(Piece),
  can: z.object({ cancel: z.boolean(), payByCard: z.boolean() }),
});
export type CollectionDetail = z.output<typeof CollectionDetail>;

export const OfficeCollection = Collection.extend({
  party: Named("party"),
  batch: Named("batch").nullable(),
});
export type OfficeCollection = z.output<typeof OfficeCollection>;
const Event = z.object({ at: Instant, name: z.string(), by: z.string(), day: Day.nullable() });
export const OfficeCollectionDetail = OfficeCollection.extend({
  pieces: z.array(Piece),
  debtorName: z.string(),
  /** Of the money that came, what settled nothing. */
  leftCents: Cents,
  events: z.array(Event),
});
export type OfficeCollectionDetail = z.output<typeof OfficeCollectionDetail>;

export const OfficeReturn = z.object({
  id: outsideId("collection_return"),
  collection: outsideId("collection"),
  reference: z.string(),
  creditor: Named("creditor"),
  account: Named("account"),
  party: Named("party"),
  umr: z.string(),
  maskedIban: z.string(),
  kind: z.enum(["rejected", "returned"]),
  cents: Cents,
  code: z.string().nullable(),
  reason: Text,
  /** What the bank wrote besides. */
  bankText: z.string().nullable(),
  /** What staff are to do next, and what became of the mandate. */
  next: Text,
  mandate: z.enum(["keep", "suspended", "blocked", "stopped"]),
  on: Day,
  sources: z.array(z.string()),
  feeCents: Cents,
  chargesCents: Cents.nullable(),
  retryOn: Day.nullable(),
  retried: z.boolean(),
  handledAt: Instant.nullable(),
  handledBy: z.string().nullable(),
  can: z.object({ handle: z.boolean(), collectAgain: z.boolean() }),
});
export type OfficeReturn = z.output<typeof OfficeReturn>;

export const BatchState = z.enum(["draft", "released", "ready", "sent", "cancelled"]);
export const Batch = z.object({
  id: outsideId("batch"),
  reference: z.string(),
  creditor: Named("creditor"),
  state: BatchState,
  count: z.int(),
  cents: Cents,
  /** First and last day of collection of what is in it. */
  firstDay: Day.nullable(),
  lastDay: Day.nullable(),
  /** Until when the bank wants the file for the first day: that day, before that hour of Paris. */
  cutOff: z.object({ day: Day, hour: z.int(), passed: z.boolean() }).nullable(),
  /** Null when the job proposed it and nobody has looked yet. */
  preparedBy: z.string().nullable(),
  preparedAt: Instant,
  releasedBy: z.string().nullable(),
  releasedAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  /** Somebody says that the bank did not take its file; a second person is to confirm. */
  waitsForSecond: z.boolean(),
  drop: z
    .object({
      state: z.enum(["waiting", "uploading", "renaming", "done", "failed"]),
      tries: z.int(),
      error: z.string().nullable(),
    })
    .nullable(),
});
export type Batch = z.output<typeof Batch>;
export const BatchDetail = Batch.extend({
  messageId: z.string().nullable(),
  version: z.string().nullable(),
  sentBy: z.string().nullable(),
  file: z.object({ bytes: z.int(), hash: z.string(), name: z.string() }).nullable(),
  blocks: z.array(
    z.object({
      id: z.string(),
      reference: z.string(),
      collectOn: Day,
      sequence: z.enum(["OOFF", "RCUR"]),
      scheme: z.enum(["CORE", "B2B"]),
      count: z.int(),
      cents: Cents,
      bankStatus: z.string().nullable(),
      creditedCents: Cents.nullable(),
      creditedOn: Day.nullable(),
    }),
  ),
  states: z.object({ collected: z.int(), rejected: z.int(), returned: z.int(), cancelled: z.int() }),
  /** When its file first left, and with whom: nobody by SFTP. The bank may have it since. */
  left: z.object({ at: Instant, by: z.string().nullable() }).nullable(),
  /** Somebody says that the bank did not take it; `givenUpBy` once it is done. */
  notTaken: z
    .object({ at: Instant, by: z.string(), reason: z.string(), givenUpBy: z.string().nullable() })
    .nullable(),
  /** Debits of a draft that were in a file that left and was given up, by its batch. */
  leftBefore: z.array(Named("batch").extend({ count: z.int() })),
  fourEyes: z.boolean(),
  /** The first day of collection if it were released now. */
  collectOn: Day.nullable(),
  can: z.object({
    check: z.boolean(),
    release: z.boolean(),
    cancel: z.boolean(),
    send: z.boolean(),
    drop: z.boolean(),
    download: z.boolean(),
    sayNotTaken: z.boolean(),
    confirmNotTaken: z.boolean(),
    withdrawNotTaken: z.boolean(),
  }),
  /** Why it cannot be released by who reads it. */
  why: z.enum(["not_checked", "own_preparation", "role"]).nullable(),
});
export type BatchDetail = z.output<typeof BatchDetail>;

export const Coming = z.object({
  creditor: Named("creditor"),
  collectOn: Day,
  count: z.int(),
  cents: Cents,
  cutOff: z.object({ day: Day, hour: z.int(), passed: z.boolean() }),
  /** They were in a file that left and was given up: no batch takes them before this day. */
  resumeOn: Day.nullable(),
});
export type Coming = z.output<typeof Coming>;

export const ReturnsReport = z.object({
  told: z.int(),
  recorded: z.int(),
  known: z.int(),
  unknown: z.int(),
  unknownShown: z.array(
    z.object({
      endToEndId: z.string().nullable(),
      umr: z.string().nullable(),
      cents: Cents,
      reasonCode: z.string().nullable(),
    }),
  ),
});
export type ReturnsReport = z.output<typeof ReturnsReport>;
