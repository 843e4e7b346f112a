import { readFileSync } from "node:fs";

/** The peak memory of this process, in MB of a million bytes. Linux counts in `maxRSS` the peak of the parent at the time of the fork; its own peak is in /proc. */
export function peakMb(): number {
  const maxRssKb = process.resourceUsage().maxRSS;
  if (process.platform !== "linux") return (maxRssKb * 1024) / 1e6;
  const own = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return (Number(own ?? maxRssKb) * 1024) / 1e6;
}
