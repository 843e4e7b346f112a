import { api } from "../../lib/api.ts";

const sent = new WeakMap<File, string>();

/** Sends files one after the other; one that was sent before is not sent again. @returns their ids, in order. */
export async function sendFiles(files: readonly File[]): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) {
    let id = sent.get(file);
    if (!id) {
      const call = { query: { name: file.name.slice(-255) }, body: file };
      id = (await api.uploadDisputeFile(call, { mediaType: "application/octet-stream" })).id;
      sent.set(file, id);
    }
    ids.push(id);
  }
  return ids;
}
