/** The pure rules of collections: what a debit takes, what it is called, what may be done with it. Cents as the entries. */
import { randomInt } from "node:crypto";
import { nextTargetDay, type StructuredAddress } from "../../formats/sepa/index.ts";
import { sumCents } from "../../platform/money.ts";
import type { CollectableMandate } from "../mandates/index.ts";
import {
  announcedUntil,
  type Calendar,
  collectionDay,
  earliestDay,
  firstReachable,
  laterOf,
} from "./calendar-rules.ts";

export type CollectionState =
  | "announced"
  | "prepared"
  | "sent"
  | "collected"
  | "rejected"
  | "returned"
  | "cancelled";
export type CollectionKind = "one_off" | "automatic" | "instalment" | "retry";
export type BatchState = "draft" | "released" | "ready" | "sent" | "cancelled";
export type Part = { entryId: string; cents: number };
export type DueEntry = { id: string; payableCents: number; dueOn: string | null; date: string };

/**
 * What a debit takes of entries, oldest due first. Without a limit every credit is deducted, and nothing is taken when
 * they are worth as much as what is due. With a limit debits are taken up to it, the last in part.
 */
export function planPieces(
  entries: readonly DueEntry[],
  mostCents: number | null,
): { parts: Part[]; cents: number } {
  if (mostCents === null) {
    const cents = sumCents(entries.map((entry) => entry.payableCents));
    if (cents <= 0) return { parts: [], cents: 0 };
    return { parts: entries.map(({ id, payableCents }) => ({ entryId: id, cents: payableCents })), cents };
  }
  let left = mostCents;
  const parts: Part[] = [];
  for (const entry of entries) {
    const cents = Math.min(left, Math.max(0, entry.payableCents));
    if (cents === 0) continue;
    left -= cents;
    parts.push({ entryId: entry.id, cents });
  }
  return { parts, cents: mostCents - left };
}

/** What is still to be paid of what a debit was to take: never more of an entry than it took, credits deducted as they were. */
export const openOf = (parts: readonly Part[], openCents: (entryId: string) => number): number =>
  sumCents(
    parts.map(({ entryId, cents }) => (cents > 0 ? Math.max(0, Math.min(cents, openCents(entryId))) : cents)),
  );

export type Planned = {
  kind: CollectionKind;
  instalmentId: string | null;
  collectOn: string;
  parts: Part[];
  cents: number;
};
export type Due = {
  /** What nothing holds of its account, oldest due first. */
  entries: readonly DueEntry[];
  /** Of them, those that a debit took which was given up or came back: they are not taken again as they fall due. */
  barred: ReadonlySet<string>;
  now: Date;
  calendar: Calendar;
  /** Its one debit was made already. */
  takenOneOff: boolean;
  /** An instalment is announced and not collected yet. */
  planUnderWay: boolean;
  /** What is open of the entries that its plan spreads, held or not. */
  planOpenCents: number;
};

const dueOf = (entry: DueEntry) => entry.dueOn ?? entry.date;

/**
 * What is to be announced under a mandate now (MAN-7): its one debit; or the instalments whose day comes near, and what has
 * fallen due beside the plan.
 * What was signed for one debit, or for the dates of a plan, is taken whatever became of a debit before.
 * @returns besides the debits, the instalments of which nothing is left to take: what the plan spread was paid otherwise.
 */
export function planMandate(
  mandate: CollectableMandate,
  due: Due,
): { planned: Planned[]; emptied: string[] } {
  if (mandate.mode === "one_off") return { planned: planOneOff(mandate, due), emptied: [] };
  const { planned, emptied } = planInstalments(mandate, due);
  const unfinished = mandate.instalments.length > 0 || due.planUnderWay;
  const spread = new Set(unfinished ? mandate.planEntryIds : []);
  const beside = due.entries.filter((entry) => !spread.has(entry.id) && !due.barred.has(entry.id));
  return { planned: [...planned, ...planDue(mandate, { ...due, entries: beside })], emptied };
}

/** The signed mandate tells amount and day: it is the notice of its own debit. */
function planOneOff(mandate: CollectableMandate, { entries, now, calendar, takenOneOff }: Due): Planned[] {
  if (!mandate.oneOff || takenOneOff) return [];
  const { cents, wantedOn } = mandate.oneOff;
  const day = wantedOn
    ? laterOf(wantedOn, firstReachable(now, calendar))
    : earliestDay(now, calendar, mandate.preNotificationDays);
  const { parts } = planPieces(entries, cents);
  return [{ kind: "one_off", instalmentId: null, collectOn: nextTargetDay(day), parts, cents }];
}

/**
 * Dates and amounts were signed: the schedule is their notice. One instalment at a time: an entry is in one debit only, and
 * the next instalment takes what the one before has left of it.
 */
function planInstalments(mandate: CollectableMandate, due: Due): { planned: Planned[]; emptied: string[] } {
  const { entries, now, calendar } = due;
  const until = announcedUntil(earliestDay(now, calendar, mandate.preNotificationDays));
  const near = mandate.instalments.filter((one) => one.dueOn <= until);
  const [next] = near;
  if (!next || due.planUnderWay) return { planned: [], emptied: [] };
  const spread = new Set(mandate.planEntryIds);
  const taken = planPieces(
    entries.filter((entry) => spread.has(entry.id)),
    next.cents,
  );
  // Held by something else, it waits; paid otherwise, nothing is left to take.
  if (taken.cents === 0)
    return { planned: [], emptied: due.planOpenCents > 0 ? [] : near.map((one) => one.id) };
  const collectOn = nextTargetDay(laterOf(next.dueOn, firstReachable(now, calendar)));
  return { planned: [{ kind: "instalment", instalmentId: next.id, collectOn, ...taken }], emptied: [] };
}

/** What has fallen due, or will have on the day of collection. */
function planDue(mandate: CollectableMandate, { entries, now, calendar }: Due): Planned[] {
  const earliest = earliestDay(now, calendar, mandate.preNotificationDays);
  const oldest = entries.find((entry) => entry.payableCents > 0);
  if (!oldest) return [];
  const wanted = calendar.days.length > 0 ? earliest : laterOf(earliest, dueOf(oldest));
  const collectOn = collectionDay(wanted, calendar);
  if (collectOn > announcedUntil(earliest)) return [];
  const { parts, cents } = planPieces(
    entries.filter((entry) => entry.payableCents < 0 || dueOf(entry) <= collectOn),
    null,
  );
  return cents === 0 ? [] : [{ kind: "automatic", instalmentId: null, collectOn, parts, cents }];
}

/** The sequence of a debit: a recurrent mandate is `RCUR` from its first one on (EPC, since November 2016). */
export const sequenceOf = (mode: "one_off" | "automatic"): "OOFF" | "RCUR" =>
  mode === "one_off" ? "OOFF" : "RCUR";

const LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
const draw = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/** What names an attempt: `PR260305` and ten characters that nobody guesses. Capitals and digits: accounting software keeps them. */
export const newEndToEndId = (collectOn: string): string =>
  `PR${collectOn.replaceAll("-", "").slice(2)}${draw(10)}`;
/** The second presentation says which one it repeats. */
export const retryEndToEndId = (first: string): string => `${first}R1`;
export const batchReference = (year: number, number: number): string =>
  `R${year}-${String(number).padStart(6, "0")}`;
/** Unique however many databases a bank sees: at most 35 characters, with the block's rank behind it. */
export const newMessageId = (reference: string): string => `QTS-${reference}-${draw(8)}`;

/** What the debtor reads on the account statement: the pieces, as many as fit. */
export function remittanceOf(creditorName: string, pieces: readonly string[]): string {
  let text = creditorName;
  for (const piece of pieces.filter(Boolean)) {
    if (text.length + piece.length + 1 > 130) return `${text}...`;
    text += ` ${piece}`;
  }
  return text;
}

/** Beyond any due date: what a one-off mandate was signed for need not be due. */
export const WHENEVER = "9999-12-31";

/** Jobs by name: who enqueues one need not know who does it. */
export const MAKE_FILE = "collections.make_file";
export const DROP_FILE = "collections.drop_file";
/** Debits of a page, wherever a batch is gone through. */
export const PAGE = 500;
/** Binds what is sealed of a debit to its batch. */
export const debitPurpose = (batchId: string): string => `collection-debit:${batchId}`;

/** Who collects, as the file says it. */
export type FileCreditor = {
  name: string;
  ics: string;
  iban: string;
  bic: string;
  address: StructuredAddress | null;
  batchBooking: boolean | null;
};
export type FileBlock = {
  paymentInformationId: string;
  scheme: "CORE" | "B2B";
  sequence: "OOFF" | "RCUR";
  collectOn: string;
};

/** What a block says of itself in the file. */
export const blockHead = (block: FileBlock, creditor: FileCreditor) => ({
  paymentInformationId: block.paymentInformationId,
  scheme: block.scheme,
  sequence: block.sequence,
  collectionDate: block.collectOn,
  ...(creditor.batchBooking === null ? {} : { batchBooking: creditor.batchBooking }),
  creditor: {
    name: creditor.name,
    ics: creditor.ics,
    iban: creditor.iban,
    bic: creditor.bic || null,
    address: creditor.address,
  },
});

/** A debit may still be given up: no file names it. */
export const mayCancel = (state: CollectionState): boolean => state === "announced" || state === "prepared";
type BatchStanding = { state: BatchState; dropState: string | null; leftAt: Date | null };

/** Its file was downloaded, or a drop was about to give it its name: the bank may have it. */
export const hasLeft = (batch: BatchStanding): boolean => batch.state === "ready" && batch.leftAt !== null;

/** A file that is being dropped: nobody can tell now whether the bank has it. */
const isDropping = ({ dropState }: BatchStanding): boolean =>
  dropState === "uploading" || dropState === "renaming";

/** A batch may be given up in passing as long as its file has not left the house. */
export const mayCancelBatch = (batch: BatchStanding): boolean =>
  batch.state === "draft" ||
  ((batch.state === "released" || batch.state === "ready") && batch.leftAt === null && !isDropping(batch));

/** A batch whose file has left may be given up by saying that the bank did not take it. */
export const maySayNotTaken = (batch: BatchStanding): boolean => hasLeft(batch) && !isDropping(batch);

/** A batch may be said to be at the bank: its file is made, and nothing is dropping it. */
export const maySend = (batch: BatchStanding): boolean => batch.state === "ready" && !isDropping(batch);

/** A file may leave: it is made, of a batch that nobody gave up, or says the bank did not take. */
export const mayDownload = (
  batch: BatchStanding & { fileHash: string | null; notTakenAt: Date | null },
): boolean => batch.fileHash !== null && batch.state !== "cancelled" && batch.notTakenAt === null;
