import { api } from "./api.ts";

const sent = new WeakMap<File, string>();
type Upload = "sendAttachment" | "uploadDisputeFile";

/**
 * Sends files one after the other; one that was sent before is not sent again. Throws `ApiProblem`.
 * @returns their ids, in order, to be named by what they go with.
 */
export async function sendFiles(upload: Upload, files: readonly File[]): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) {
    const call = { query: { name: file.name.slice(-200) }, body: file };
    const id = sent.get(file) ?? (await api[upload](call, { mediaType: "application/octet-stream" })).id;
    sent.set(file, id);
    ids.push(id);
  }
  return ids;
}
