/** PayFiP speaks local time of Europe/Paris: `dattrans` DDMMYYYY and `heurtrans` HHMM, without seconds nor offset. */
const PARIS = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

function parts(instant: Date): Record<string, string> {
  return Object.fromEntries(PARIS.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** Four digits of the calendar year in Paris: the current financial year of a régie. */
export function parisYear(instant: Date): string {
  return (parts(instant).year ?? "").padStart(4, "0");
}

/** The instant as PayFiP writes it. */
export function parisStamp(instant: Date): { dattrans: string; heurtrans: string } {
  const { year, month, day, hour, minute } = parts(instant);
  return { dattrans: `${day}${month}${year}`, heurtrans: `${hour}${minute}` };
}

/**
 * The instant of a PayFiP stamp; null when it is not a date and time that exist in Paris.
 * In the hour that comes twice in October, the first reading that is not before `notBefore` is kept.
 */
export function parisInstant(dattrans: string, heurtrans: string, notBefore: Date): Date | null {
  const date = /^(\d{2})(\d{2})(\d{4})$/.exec(dattrans);
  const time = /^(\d{2})(\d{2})$/.exec(heurtrans);
  if (!date || !time) return null;
  const candidates = ["+02:00", "+01:00"]
    .map((offset) => new Date(`${date[3]}-${date[2]}-${date[1]}T${time[1]}:${time[2]}:00${offset}`))
    .filter((instant) => {
      if (Number.isNaN(instant.getTime())) return false;
      const stamp = parisStamp(instant);
      return stamp.dattrans === dattrans && stamp.heurtrans === heurtrans;
    });
  // The stamp has no seconds: it may sit up to a minute before the attempt that it answers.
  const afterStart = candidates.find((instant) => instant.getTime() > notBefore.getTime() - 60_000);
  return afterStart ?? candidates[0] ?? null;
}
