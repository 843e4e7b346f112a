import { type Outer, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { provePassword } from "../identity/index.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { findArchive } from "./sql/archives.ts";
import { archiveNames } from "./words.ts";

const refuse = refuser(refusals);

/**
 * One's own archive, for its days. An open session left behind does not give it: who it is is proved again.
 * @param password empty for who has none, and has just been through his provider.
 * @throws Refusal `not_found`, `archive.not_ready`, `password.old_wrong`, `proof.sign_in_again`
 */
export async function downloadArchive(outer: Outer, id: string, password: string): Promise<FileAnswer> {
  const { userId } = theUser(outer);
  const archive = found(await outer.transaction((ctx) => findArchive(ctx, id, userId)));
  const hash = archive.state === "ready" && archive.expiresAt! > outer.clock() ? archive.fileHash : null;
  if (!hash) return refuse("archive.not_ready");
  await provePassword(outer, password);
  await outer.transaction((ctx) =>
    recordFact(ctx, {
      name: facts.archiveDownloaded,
      subject: { kind: "user", id: userId },
      data: { archiveId: id },
    }),
  );
  return {
    mediaType: "application/zip",
    fileName: `${archiveNames.data[archive.language]}-${dayInParis(archive.askedAt)}.zip`,
    content: await outer.services.files.get(outer.organizationId, hash),
  };
}
