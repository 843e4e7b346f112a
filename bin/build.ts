/** Builds the web application when its sources changed since the last build. */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const ROOT = join(import.meta.dirname, "..");
export const WEB_FOLDER = join(ROOT, "dist", "web");
const STAMP = join(ROOT, "dist", "web.stamp");

/** @returns true when a build was made. */
export async function buildWeb(options: { quiet?: boolean } = {}): Promise<boolean> {
  const now = fingerprint();
  if (existsSync(join(WEB_FOLDER, "index.html")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === now)
    return false;
  await build({ configFile: join(ROOT, "vite.config.ts"), logLevel: options.quiet ? "warn" : "info" });
  writeFileSync(STAMP, now);
  return true;
}

/** Everything that the build reads: sources, contracts, configuration, pinned dependencies. */
function fingerprint(): string {
  const files = [
    "package-lock.json",
    "vite.config.ts",
    ...globSync(
      [
        "web/**/*.{ts,tsx,css,html,md,svg,webmanifest}",
        "web/public/**/*.{jpg,js,png}",
        "server/modules/*/contract.ts",
      ],
      {
        cwd: ROOT,
      },
    ),
  ].sort();
  const digest = createHash("sha256");
  for (const file of files) digest.update(file).update(readFileSync(join(ROOT, file)));
  return digest.digest("hex");
}

if (import.meta.main) await buildWeb();
