import type { Context } from "../../platform/context.ts";
import type { StoredFile } from "../../platform/files.ts";
import { insertFile } from "./sql.ts";

/** Writes a stored file in the index of files; the same content again changes nothing. */
export const rememberFile = (ctx: Context, file: StoredFile, mediaType: string): Promise<void> =>
  insertFile(ctx, file, mediaType);
