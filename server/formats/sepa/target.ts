/**
 * The calendar of TARGET, on which euros move between banks: closed on Saturdays, Sundays, 1 January, Good Friday, Easter
 * Monday, 1 May, 25 and 26 December. Days are `YYYY-MM-DD`.
 */
const DAY = 86_400_000;

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Easter Sunday of a year of the Gregorian calendar, in milliseconds (Meeus, Jones and Butcher). */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const days = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1);
}

/** True when TARGET is open on a day. */
export function isTargetDay(day: string): boolean {
  const time = at(day);
  const weekday = new Date(time).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  if (["01-01", "05-01", "12-25", "12-26"].includes(day.slice(5))) return false;
  const sunday = easter(Number(day.slice(0, 4)));
  return time !== sunday - 2 * DAY && time !== sunday + DAY;
}

/** The day itself when it is open, else the next that is. */
export function nextTargetDay(day: string): string {
  let time = at(day);
  while (!isTargetDay(dayOf(time))) time += DAY;
  return dayOf(time);
}

/** The n-th open day after a day, before it when n is negative; n = 0 is `nextTargetDay`. */
export function addTargetDays(day: string, n: number): string {
  if (n === 0) return nextTargetDay(day);
  const step = n > 0 ? DAY : -DAY;
  let time = at(day);
  for (let left = Math.abs(n); left > 0; ) {
    time += step;
    if (isTargetDay(dayOf(time))) left -= 1;
  }
  return dayOf(time);
}
