import { api } from "../../lib/api.ts";

/** What the server takes: said before one chooses, judged there. */
export const ACCEPTED = ".pdf,.png,.jpg,.jpeg,.webp";
export const MOST_FILES = 5;

/** Sends files one after the other. @returns their ids, to be named by the message that they go with. Throws `ApiProblem`. */
export async function sendFiles(files: readonly File[]): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) {
    const call = { query: { name: file.name.slice(-200) }, body: file };
    const sent = await api.sendAttachment(call, { mediaType: "application/octet-stream" });
    ids.push(sent.id);
  }
  return ids;
}
