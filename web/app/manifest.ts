import { base } from "../lib/place.ts";

/** Lets a phone install the organization's portal (SPEC ALL-3): its manifest's address depends on where it is served. */
export function linkManifest(): void {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = `${base}/api/manifest.webmanifest`;
  document.head.append(link);
}
