/** The pure calendar of direct debits: TARGET days, the bank's cut-off, notice. Days are `YYYY-MM-DD` in Paris. */
import { addTargetDays, isTargetDay, nextTargetDay } from "../../formats/sepa/index.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";

export type Calendar = {
  /** Days of the month on which automatic debits are taken; none: each on its due date. */
  days: readonly number[];
  leadDays: number;
  cutOffHour: number;
};

/** Days before the latest one on which a debit must be announced: a run that fails is caught up by the next ones. */
const MARGIN_DAYS = 5;
/** TARGET days before the cut-off on which a batch is proposed. */
const PREPARE_DAYS = 2;

const parisHour = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  hour: "2-digit",
  hourCycle: "h23",
});
const hourInParis = (instant: Date): number => Number(parisHour.format(instant));

/** The first day on which what is given to the bank now can be collected. */
export function firstReachable(now: Date, { leadDays, cutOffHour }: Calendar): string {
  const today = dayInParis(now);
  const given =
    isTargetDay(today) && hourInParis(now) < cutOffHour ? today : nextTargetDay(addDays(today, 1));
  return addTargetDays(given, leadDays);
}

/** Until when a file for a day can be given to the bank: that day, before the creditor's hour. */
export const cutOffDay = (collectOn: string, { leadDays }: Calendar): string =>
  addTargetDays(collectOn, -leadDays);

/** A batch is proposed for what is collected until this day. */
export const proposedUntil = (now: Date, calendar: Calendar): string =>
  addTargetDays(firstReachable(now, calendar), PREPARE_DAYS);

/** The first day of collection of the creditor on or after a day: one of the month's, moved to a day on which TARGET is open. */
export function collectionDay(earliest: string, { days }: Calendar): string {
  if (days.length === 0) return nextTargetDay(earliest);
  const [year, month] = earliest.split("-").map(Number) as [number, number];
  const candidates = [-1, 0, 1].flatMap((ahead) =>
    days.map((day) =>
      nextTargetDay(new Date(Date.UTC(year, month - 1 + ahead, day)).toISOString().slice(0, 10)),
    ),
  );
  return candidates.filter((day) => day >= earliest).sort()[0]!;
}

/** The first day that the notice and the bank allow. */
export function earliestDay(now: Date, calendar: Calendar, noticeDays: number): string {
  const noticed = addDays(dayInParis(now), noticeDays);
  const reachable = firstReachable(now, calendar);
  return noticed > reachable ? noticed : reachable;
}

/** Announcing earlier than this would hold debts for longer than the notice asks. */
export const announcedUntil = (earliest: string): string => addDays(earliest, MARGIN_DAYS);

/** The day on which a debit that came back is presented once more: after the wait, and after its notice. */
export const retryDay = (now: Date, retryDays: number, noticeDays: number): string =>
  nextTargetDay(addDays(dayInParis(now), Math.max(retryDays, noticeDays)));

/** The next day on which banks work: by then they have spoken of a file that they took today. */
export const nextBankDay = (now: Date): string => nextTargetDay(addDays(dayInParis(now), 1));

/** The later of two days. */
export const laterOf = (one: string, other: string): string => (one > other ? one : other);
