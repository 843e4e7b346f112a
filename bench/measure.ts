/** What every benchmark shares: rounds that take turns, medians, and one line per promise. */

/** One promise and what was measured; `met` is null where nothing is promised. */
export type Measure = { what: string; measured: string; aim: string; met: boolean | null };
type Scale = { quick: boolean };
/** Prints its progress through `say`; returns its lines of the table. */
export type Benchmark = (scale: Scale, say: (text: string) => void) => Promise<Measure[]>;

/** The value under which a share (0 to 1) of the others lies, between the two nearest. NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/**
 * Runs each contender once per round, in turn, so that a busy moment of the machine falls on all of them.
 * @returns for each contender, what its rounds gave, in order.
 */
export async function interleave<K extends string>(
  rounds: number,
  contenders: Record<K, () => Promise<number>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(contenders) as K[];
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) results[name].push(await contenders[name]());
  }
  return results;
}

/** The median of the ratios of each round: both sides of one ratio met the same machine. */
export const medianRatio = (above: readonly number[], below: readonly number[]): number =>
  median(above.map((value, round) => value / below[round]!));

export const atLeast = (what: string, value: number, aim: number, detail = ""): Measure => ({
  what,
  measured: `${value.toFixed(3)}${detail && ` (${detail})`}`,
  aim: `>= ${aim}`,
  met: value >= aim,
});

export const atMost = (what: string, value: number, aim: number, unit: string, detail = ""): Measure => ({
  what,
  measured: `${short(value)} ${unit}${detail && ` (${detail})`}`.replace("  ", " "),
  aim: `<= ${aim} ${unit}`.trim(),
  met: value <= aim,
});

/** Three significant figures at least, and no more decimals than that needs. */
export const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);

/** For information: nothing is promised. */
export const told = (what: string, measured: string): Measure => ({ what, measured, aim: "", met: null });

const verdict = ({ met }: Measure): string => (met === null ? "" : met ? "yes" : "NO");

/** The table as Markdown, aligned so that it also reads as plain text. */
export function table(rows: readonly Measure[]): string {
  const cells = [
    ["what", "measured", "aim", "met"],
    ...rows.map((row) => [row.what, row.measured, row.aim, verdict(row)]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join("\n");
}

/** How many times a second some work is done, one after the other. */
export async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let done = 0; done < count; done += 1) await work();
  return count / ((performance.now() - start) / 1000);
}
