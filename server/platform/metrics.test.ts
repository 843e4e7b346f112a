import { expect, it } from "vitest";
import { makeMetrics } from "./metrics.ts";

it("renders counters and gauges in the Prometheus text format, one type for all their labels", () => {
  const metrics = makeMetrics();
  metrics.count("requests_total", { status: "200" });
  metrics.count("requests_total", { status: "500" }, 3);
  metrics.count("requests_total", { status: "200" });
  metrics.gauge("jobs", 7);
  metrics.gauge("jobs", 4);
  expect(metrics.render()).toBe(
    '# TYPE requests_total counter\nrequests_total{status="200"} 2\nrequests_total{status="500"} 3\n# TYPE jobs gauge\njobs 4\n',
  );
});

it("renders durations as cumulative histograms: each bucket holds those under its limit, the last one all", () => {
  const metrics = makeMetrics();
  for (const seconds of [0.001, 0.05, 0.3, 42]) metrics.observe("seconds", seconds, { route: "cart" });
  const lines = metrics.render().split("\n");
  expect(lines[0]).toBe("# TYPE seconds histogram");
  const buckets = lines.filter((line) => line.startsWith("seconds_bucket"));
  expect(buckets).toHaveLength(12);
  expect(buckets).toContain('seconds_bucket{route="cart",le="0.005"} 1');
  expect(buckets).toContain('seconds_bucket{route="cart",le="0.05"} 2');
  expect(buckets).toContain('seconds_bucket{route="cart",le="0.25"} 2');
  expect(buckets).toContain('seconds_bucket{route="cart",le="10"} 3');
  expect(buckets.at(-1)).toBe('seconds_bucket{route="cart",le="+Inf"} 4');
  expect(lines).toContain('seconds_sum{route="cart"} 42.351');
  expect(lines).toContain('seconds_count{route="cart"} 4');
});

it("escapes what a label may hold", () => {
  const metrics = makeMetrics();
  metrics.gauge("odd", 1, { text: 'a "b" \\ c\nd' });
  expect(metrics.render()).toContain('odd{text="a \\"b\\" \\\\ c\\nd"} 1\n');
});
