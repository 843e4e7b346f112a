import type { Context } from "./context.ts";
import type { StoredFile } from "./files.ts";

/** Writes a stored file in the index of files; the same content again changes nothing. */
export async function rememberFile(ctx: Context, file: StoredFile, mediaType: string): Promise<void> {
  await ctx.db
    .insertInto("files")
    .values({
      organization_id: ctx.organizationId,
      hash: file.hash,
      bytes: file.bytes,
      media_type: mediaType,
      created_at: ctx.clock(),
    })
    .onConflict((conflict) => conflict.columns(["organization_id", "hash"]).doNothing())
    .execute();
}
