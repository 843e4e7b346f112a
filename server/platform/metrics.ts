/** Counters, gauges and durations in the Prometheus text format (version 0.0.4), without a library. */
type Labels = Record<string, string>;
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type Metrics = {
  count(name: string, labels?: Labels, by?: number): void;
  gauge(name: string, value: number, labels?: Labels): void;
  /** Records a duration in seconds. */
  observe(name: string, seconds: number, labels?: Labels): void;
  render(): string;
};

const escape = (value: string) =>
  value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
const suffix = (labels: Labels) => {
  const parts = Object.entries(labels).map(([key, value]) => `${key}="${escape(value)}"`);
  return parts.length > 0 ? `{${parts.join(",")}}` : "";
};

export function makeMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const gauges = new Map<string, Map<string, number>>();
  const durations = new Map<
    string,
    Map<string, { labels: Labels; counts: number[]; sum: number; total: number }>
  >();
  const seriesOf = <T>(table: Map<string, Map<string, T>>, name: string) => {
    const series = table.get(name) ?? new Map<string, T>();
    table.set(name, series);
    return series;
  };
  return {
    count(name, labels = {}, by = 1) {
      const series = seriesOf(counters, name);
      const key = suffix(labels);
      series.set(key, (series.get(key) ?? 0) + by);
    },
    gauge(name, value, labels = {}) {
      seriesOf(gauges, name).set(suffix(labels), value);
    },
    observe(name, seconds, labels = {}) {
      const series = seriesOf(durations, name);
      const key = suffix(labels);
      const bin = series.get(key) ?? { labels, counts: BUCKETS.map(() => 0), sum: 0, total: 0 };
      BUCKETS.forEach((limit, i) => {
        if (seconds <= limit) bin.counts[i]! += 1;
      });
      bin.sum += seconds;
      bin.total += 1;
      series.set(key, bin);
    },
    render() {
      const lines: string[] = [];
      for (const [type, table] of [
        ["counter", counters],
        ["gauge", gauges],
      ] as const) {
        for (const [name, series] of table) {
          lines.push(`# TYPE ${name} ${type}`);
          for (const [labels, value] of series) lines.push(`${name}${labels} ${value}`);
        }
      }
      for (const [name, series] of durations) {
        lines.push(`# TYPE ${name} histogram`);
        for (const bin of series.values()) {
          BUCKETS.forEach((limit, i) =>
            lines.push(`${name}_bucket${suffix({ ...bin.labels, le: String(limit) })} ${bin.counts[i]}`),
          );
          lines.push(`${name}_bucket${suffix({ ...bin.labels, le: "+Inf" })} ${bin.total}`);
          lines.push(
            `${name}_sum${suffix(bin.labels)} ${bin.sum}`,
            `${name}_count${suffix(bin.labels)} ${bin.total}`,
          );
        }
      }
      return `${lines.join("\n")}\n`;
    },
  };
}
