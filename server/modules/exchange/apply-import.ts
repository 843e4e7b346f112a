import type { Context, Outer } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { type Import, refusals } from "./contract.ts";
import { readImport, visibleImport } from "./read-import.ts";
import { type ImportRow, isOutdated, lockImport } from "./sql.ts";
import { launchImport, registerImport } from "./start-import.ts";

const refuse = refuser(refusals);

/**
 * Applies the file of a check as it was kept: the same bytes, for the same creditors (API-3). Asked twice, it answers
 * the import that it started the first time; one that failed may be tried again.
 * @throws Refusal `import.not_checked`, `import.check_outdated` when its report no longer tells what would happen,
 * `import.file_gone`.
 */
export async function applyImport(outer: Outer, checkId: string): Promise<Import> {
  const check = await outer.transaction((ctx) => visibleImport(ctx, checkId));
  if (check.mode !== "check" || check.state !== "done") return refuse("import.not_checked");
  if (!check.appliedAs && !(await outer.services.files.has(outer.organizationId, check.fileHash)))
    return refuse("import.file_gone");
  return outer.transaction((ctx) => applyOnce(ctx, checkId));
}

async function applyOnce(ctx: Context, checkId: string): Promise<Import> {
  await lockImport(ctx, checkId);
  const check = await visibleImport(ctx, checkId);
  if (check.appliedAs) return readImport(ctx, check.appliedAs);
  if (await isOutdated(ctx, check)) return refuse("import.check_outdated");
  const { fileName, fileHash: hash, bytes } = check;
  const importId = await registerImport(
    ctx,
    subjectOf(check),
    { fileName, mode: "apply" },
    { hash, bytes },
    check,
  );
  return launchImport(ctx, importId);
}

const subjectOf = ({ creditorId }: ImportRow) =>
  creditorId === null ? { kind: "batch" as const, creditorId } : { kind: "fec" as const, creditorId };
