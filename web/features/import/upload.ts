import { ApiProblem, fileAddress, type GotOf, newKey } from "../../lib/api.ts";

export type Import = GotOf<"readImport">;
export type UploadWish = { creditor: string; mode: "apply" | "check"; file: File };

/** Sends a FEC. Throws `ApiProblem`. */
export const uploadFec = ({ creditor, mode, file }: UploadWish, ...how: Following): Promise<Import> =>
  uploadFile<Import>(
    fileAddress("importFec", {
      params: { creditor },
      query: { mode, name: file.name.slice(0, 200) },
      body: file,
    }),
    file,
    ...how,
  );

export type Following = [onProgress: (share: number) => void, signal: AbortSignal];

/**
 * Sends a file as it is, telling how much has left: the reason for XMLHttpRequest, `fetch` does not say.
 * Throws `ApiProblem`. The file is read from the disk while it is sent, whatever its size.
 */
export function uploadFile<T>(address: string, file: File, ...[onProgress, signal]: Following): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-quitus", "1");
    request.setRequestHeader("idempotency-key", newKey());
    request.setRequestHeader("accept-language", document.documentElement.lang || "fr");
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () => {
      if (request.status < 300) resolve(request.response as T);
      else reject(new ApiProblem(request.status, (request.response as Record<string, unknown> | null) ?? {}));
    });
    request.addEventListener("error", () => reject(new ApiProblem(0, { code: "network", title: lost() })));
    request.addEventListener("abort", () => reject(new ApiProblem(0, { code: "aborted", title: stopped() })));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

const inFrench = () => document.documentElement.lang !== "en";
const lost = () =>
  inFrench()
    ? "L’envoi s’est interrompu. Rien n’a été importé : vérifiez la connexion et renvoyez le fichier."
    : "The upload was cut off. Nothing was imported: check the connection and send the file again.";
const stopped = () =>
  inFrench() ? "L’envoi est arrêté. Rien n’a été importé." : "The upload is stopped. Nothing was imported.";
